// Map and network of a saved page. Leaflet, vis-network, the scripts of atlas/views and folium's `buildMap` are
// on the page already; `data` comes from pictures.py. `choose` is called with the id a reader chose, '' for none.

function atlasPictures(data, choose) {
  const pictures = [atlasSavedMap(data, choose), atlasSavedNetwork(data, choose)].filter(Boolean);
  const show = (id) => pictures.forEach((picture) => picture(id));
  show(data.states.focus);
  return { show };
}

function atlasShown(root) {
  root.dataset.revision = String(Number(root.dataset.revision || 0) + 1);
  root.dataset.ready = "true";
}

function atlasSavedMap({ states, geometry, element }, choose) {
  const root = document.getElementById("atlas-map");
  if (!root) return null;
  root.replaceChildren(Object.assign(document.createElement("div"), { id: element }));
  const countries = buildMap(L, geometry.world, geometry.lines);
  countries.onSelect(choose);
  new ResizeObserver(() => countries.map.invalidateSize({ animate: false, pan: false })).observe(root);
  const nothing = { picked: "", focus: "", members: [], seat: null };
  return (id) => {
    countries.patch({ ...states.map, ...(states.chosen[id] || nothing) });
    atlasShown(root);
  };
}

function atlasSavedNetwork({ states, base }, choose) {
  const root = document.getElementById("atlas-network");
  if (!root) return null;
  const canvas = Object.assign(document.createElement("div"), { className: "atlas-canvas" });
  const live = atlasNetwork(canvas, base, base.options);
  const { network } = live;
  let moved = false;
  let focus = "";
  root.replaceChildren(canvas, atlasZoom(base.options.words, move));
  live.onSelect(choose);
  for (const event of ["dragEnd", "zoom"]) network.on(event, () => { moved = true; });
  root.addEventListener("atlas:select", (event) => {
    const id = event.detail && event.detail.id;
    if (live.has(id)) live.choose(id);
  });
  new ResizeObserver(() => { if (!moved) network.fit({ animation: false }); }).observe(root);
  const dark = matchMedia("screen and (prefers-color-scheme: dark)");
  dark.addEventListener("change", paint);

  function move(way) {
    moved = way !== "fit";
    if (moved) network.moveTo({ scale: network.getScale() * (way === "in" ? 1.3 : 1 / 1.3), animation: false });
    else network.fit({ animation: false });
  }

  function paint() {
    live.patch({ ...states.network, focus }, dark.matches ? "dark" : "light");
    Object.assign(root.dataset, { ...live.shown(), focus });
    network.redraw();
    atlasShown(root);
  }

  return (id) => {
    focus = id;
    paint();
  };
}

function atlasZoom(words, move) {
  const box = Object.assign(document.createElement("div"), { className: "atlas-controls" });
  for (const [way, sign, label] of [["in", "+", words.zoomIn], ["out", "−", words.zoomOut], ["fit", "⤢", words.reset]]) {
    const button = Object.assign(document.createElement("button"), { type: "button", title: label, textContent: sign });
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => move(way));
    box.append(button);
  }
  return box;
}
