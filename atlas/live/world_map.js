// Mounts the folium map. `buildMap` (folium's own script) and `addresses` are put before this by world_map.py.

// The map itself is kept while pages come and go: where the reader had moved it, and the work of drawing it.
const kept = (globalThis.atlasKept ||= {});

async function load() {
  const [, , geometry, disputed] = await Promise.all([
    atlasStyle(addresses.leafletStyle),
    atlasStyle(addresses.style),
    atlasJson(addresses.geometry),
    atlasJson(addresses.disputed),
    atlasLibrary(addresses.leaflet, "L"),
  ]);
  return [geometry, disputed];
}

async function start(component, send) {
  const root = component.parentElement.querySelector("#atlas-map");
  const own = kept[import.meta.url] || { node: atlasElement("div", { id: addresses.element }), loaded: await load() };
  root.replaceChildren(own.node);
  // Leaflet looks for its element in the page, so it has to stand there first.
  own.countries ||= buildMap(globalThis.L, ...own.loaded);
  kept[import.meta.url] = own;
  const { countries } = own;
  const { map } = countries;
  const fit = () => map.invalidateSize({ animate: false, pan: false });
  fit();
  const deafen = countries.onSelect((id) => send("select", id));
  const resized = new ResizeObserver(fit);
  resized.observe(root);
  const moded = new MutationObserver(atlasMode);
  moded.observe(document.head, { childList: true });
  return {
    patch(state) {
      countries.patch(state);
      atlasPainted(root);
    },
    remove() {
      deafen();
      resized.disconnect();
      moded.disconnect();
    },
  };
}

export const run = (component) => atlasRun(component, start);
