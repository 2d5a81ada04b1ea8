// Where a view inside another page comes from, and the way to the whole of it.
// `words`, `site` and `addresses` are put before this by share.py.

async function start(component) {
  const root = component.parentElement.querySelector("#atlas-embed");
  await atlasStyle(addresses.style);
  return {
    patch(data) {
      const href = location.origin + location.pathname + (data.query ? `?${data.query}` : "");
      const link = atlasElement("a", { href, target: "_blank", rel: "noopener", textContent: words.full });
      root.replaceChildren(atlasElement("strong", { textContent: site.title }), atlasElement("span", { textContent: site.edition }), link);
      atlasPainted(root);
    },
    remove() {},
  };
}

export const run = (component) => atlasRun(component, start);
