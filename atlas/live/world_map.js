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

// The map with its countries drawn, made once; before its place in the page is there, somewhere out of sight.
export function prepare() {
  kept[import.meta.url] ||= make().catch((error) => {
    delete kept[import.meta.url];
    throw error;
  });
  return kept[import.meta.url];
}

async function make() {
  const loaded = await load();
  const node = atlasElement("div", { id: addresses.element });
  // Leaflet looks for its element in the page, and draws for the size it has there.
  const root = document.querySelector("#atlas-map");
  const place = root || document.body.appendChild(atlasElement("div", { className: "atlas-map atlas-map-early" }));
  place.replaceChildren(node);
  const countries = buildMap(globalThis.L, ...loaded);
  if (!root) place.remove();
  return { node, countries };
}

async function start(component, send) {
  const root = component.parentElement.querySelector("#atlas-map");
  const { node, countries } = await prepare();
  const { map } = countries;
  if (node.parentElement !== root) root.replaceChildren(node);
  const before = map.getSize();
  const fit = () => map.invalidateSize({ animate: false, pan: false });
  fit();
  // Drawn for another size, nobody has moved it yet.
  if (!countries.moved && !before.equals(map.getSize())) countries.showHome();
  countries.moved = true;
  const deafen = countries.onSelect((id) => send("select", id, { focus: id }));
  // On a country, not beside it: there a press mostly begins to move the map.
  node.onpointerdown = ({ button, target }) => {
    const { iso3, dot = iso3 } = target.dataset;
    const next = dot && !button ? countries.nextFocus(dot) : null;
    if (next !== null) globalThis.atlasPress?.({ focus: next });
  };
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
