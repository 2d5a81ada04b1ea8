// A row of links to pages of the atlas. `addresses` is put before this by links.py.

async function start(component) {
  const root = component.parentElement.querySelector(".atlas-links");
  await atlasStyle(addresses.style);
  return {
    patch(data) {
      const items = data.links.map((link) => atlasElement("li", {}, atlasLink(link.page, { className: "atlas-chip", textContent: link.text })));
      root.setAttribute("aria-label", data.label);
      root.replaceChildren(atlasElement("span", { textContent: data.label }), atlasElement("ul", {}, ...items));
      atlasPainted(root);
    },
    remove() {},
  };
}

export const run = (component) => atlasRun(component, start);
