// The links to all pages, each with the filters and the focus of the view. `addresses`, `label` and `pages` are put before this
// by navigation.py.

async function start(component) {
  const root = component.parentElement.querySelector("#atlas-pages");
  await atlasStyle(addresses.style);
  root.setAttribute("aria-label", label);
  const links = new Map(pages.map(([text, path]) => [path, atlasLink(path || "./", { textContent: text })]));
  root.replaceChildren(atlasElement("ul", {}, ...[...links.values()].map((link) => atlasElement("li", {}, link))));

  function point() {
    // Before the first answer the address says what the reader asked for.
    const query = atlasWithout(globalThis.atlasView.query ?? location.search.slice(1), "record", "with");
    for (const [path, link] of links) {
      const href = atlasAddress((path || "./") + (query && `?${query}`));
      if (link.href !== href) link.href = href;
    }
    atlasPainted(root);
  }

  const deafen = atlasHear(point);
  point();

  return {
    patch({ here }) {
      for (const [path, link] of links) {
        if (path !== here) link.removeAttribute("aria-current");
        else if (!link.hasAttribute("aria-current")) {
          link.setAttribute("aria-current", "page");
          if (root.scrollWidth > root.clientWidth) root.scrollLeft = link.offsetLeft - root.clientWidth / 2 + link.offsetWidth / 2;
        }
      }
    },
    remove: deafen,
  };
}

export const run = (component) => atlasRun(component, start);
