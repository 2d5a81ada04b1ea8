// Mounts the folium map. `buildMap` (folium's own script) and `addresses` are put before this by world_map.py.

// Where the reader had moved the map, kept while pages come and go.
const kept = (globalThis.atlasKept ||= {});

async function start(component, send) {
  const root = component.parentElement.querySelector("#atlas-map");
  const [, , geometry, disputed] = await Promise.all([
    atlasStyle(addresses.leafletStyle),
    atlasStyle(addresses.style),
    atlasJson(addresses.geometry),
    atlasJson(addresses.disputed),
    atlasLibrary(addresses.leaflet, "L"),
  ]);
  root.replaceChildren(atlasElement("div", { id: addresses.element }));
  const countries = buildMap(globalThis.L, geometry, disputed);
  const map = countries.map;
  if (kept.map) map.setView(kept.map.centre, kept.map.zoom, { animate: false });
  map.on("moveend", () => { kept.map = { centre: map.getCenter(), zoom: map.getZoom() }; });
  countries.onSelect((id) => send("select", id));
  const resized = new ResizeObserver(() => map.invalidateSize({ animate: false, pan: false }));
  resized.observe(root);
  const moded = new MutationObserver(atlasMode);
  moded.observe(document.head, { childList: true });
  return {
    patch(state) {
      countries.patch(state);
      atlasPainted(root);
    },
    remove() {
      resized.disconnect();
      moded.disconnect();
      map.remove();
    },
  };
}

export const run = (component) => atlasRun(component, start);
