// The links to all pages, each with the filters and the focus of the view. `addresses`, `label` and `pages` are put before this
// by navigation.py.

async function start(component) {
  const root = component.parentElement.querySelector("#atlas-pages");
  await atlasStyle(addresses.style);
  root.setAttribute("aria-label", label);
  const links = new Map(pages.map(([text, path]) => [path, atlasLink(path || "./", { textContent: text })]));
  root.replaceChildren(atlasElement("ul", {}, ...[...links.values()].map((link) => atlasElement("li", {}, link))));

  return {
    patch({ query, here }) {
      for (const [path, link] of links) {
        const href = atlasAddress((path || "./") + (query && `?${query}`));
        if (link.href !== href) link.href = href;
        if (path !== here) link.removeAttribute("aria-current");
        else if (!link.hasAttribute("aria-current")) {
          link.setAttribute("aria-current", "page");
          if (root.scrollWidth > root.clientWidth) root.scrollLeft = link.offsetLeft - root.clientWidth / 2 + link.offsetWidth / 2;
        }
      }
      atlasPainted(root);
    },
    remove() {},
  };
}

export const run = (component) => atlasRun(component, start);
