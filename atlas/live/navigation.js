// The links to all pages, each with the filters and the focus of the view. `addresses` and `label` are put before this
// by navigation.py.

async function start(component) {
  const root = component.parentElement.querySelector("#atlas-pages");
  await atlasStyle(addresses.style);
  root.setAttribute("aria-label", label);
  const links = new Map();

  function build(pages) {
    links.clear();
    const items = pages.map(([text, path]) => {
      const link = atlasLink(path || "./", { textContent: text });
      links.set(path, link);
      return atlasElement("li", {}, link);
    });
    root.replaceChildren(atlasElement("ul", {}, ...items));
  }

  return {
    patch({ pages, query, here }) {
      if (links.size !== pages.length) build(pages);
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
