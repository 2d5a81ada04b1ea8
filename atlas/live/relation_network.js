// Mounts the pyvis network. `addresses` is put before this by relation_network.py.

const kept = (globalThis.atlasKept ||= {});
const LEAST_SCALE = 0.36; // a name is then nine pixels high

async function start(component, send) {
  const root = component.parentElement.querySelector("#atlas-network");
  const [base] = await Promise.all([
    atlasJson(addresses.base),
    atlasStyle(addresses.style),
    atlasLibrary(addresses.vis, "vis"),
  ]);
  const canvas = atlasElement("div", { className: "atlas-canvas" });
  canvas.setAttribute("role", "img");
  root.replaceChildren(canvas, controls(base.options.words, (way) => move(way)), legend(base.options));
  const live = atlasNetwork(canvas, base, base.options);
  const { network } = live;
  let state = component.data;
  if (kept.network) network.moveTo({ ...kept.network, animation: false });
  else fit();
  for (const event of ["dragEnd", "zoom"]) {
    network.on(event, () => { kept.network = { position: network.getViewPosition(), scale: network.getScale() }; });
  }
  live.onSelect((id) => send("select", id));
  // A test or an assistive tool may choose a node without the canvas.
  root.addEventListener("atlas:select", (event) => {
    const id = event.detail && event.detail.id;
    if (live.has(id)) live.choose(id);
  });
  const resized = new ResizeObserver(() => { if (!kept.network) fit(); });
  resized.observe(root);
  const moded = new MutationObserver(() => {
    const before = document.documentElement.dataset.atlasMode;
    if (atlasMode() !== before) paint();
  });
  moded.observe(document.head, { childList: true });

  // On a phone the whole would be too small to read: there the picture begins around the hub.
  function fit() {
    network.fit({ animation: false });
    if (network.getScale() < LEAST_SCALE) network.moveTo({ position: network.getPosition(base.options.hub), scale: LEAST_SCALE, animation: false });
  }

  function move(way) {
    if (way === "fit") {
      delete kept.network;
      fit();
    } else {
      network.moveTo({ scale: network.getScale() * (way === "in" ? 1.3 : 1 / 1.3), animation: false });
      kept.network = { position: network.getViewPosition(), scale: network.getScale() };
    }
  }

  function paint() {
    live.patch(state, atlasMode());
    canvas.setAttribute("aria-label", `${base.options.words.picture} ${state.hubLine}`);
    const shown = live.shown();
    Object.assign(root.dataset, { nodes: shown.nodes, edges: shown.edges, focus: state.focus });
    network.redraw();
    atlasPainted(root);
  }

  return {
    patch(next) {
      state = next;
      paint();
    },
    remove() {
      resized.disconnect();
      moded.disconnect();
      network.destroy();
    },
  };
}

// What shapes and shades mean, below the picture, so that it hides nothing.
function legend({ words }) {
  const e = atlasElement;
  const kinds = ["hub", "partner", "format", "organisation"];
  const list = e("ul", { className: "atlas-network-legend" },
    ...kinds.map((kind) => e("li", {}, e("i", { className: `atlas-sign-${kind}` }), words[kind])),
    e("li", { textContent: words.size }), e("li", { textContent: words.pale }));
  list.setAttribute("aria-label", words.legend);
  return list;
}

function controls(words, move) {
  const box = atlasElement("div", { className: "atlas-controls" });
  for (const [way, sign, label] of [["in", "+", words.zoomIn], ["out", "−", words.zoomOut], ["fit", "⤢", words.reset]]) {
    const button = atlasElement("button", { type: "button", title: label, textContent: sign, onclick: () => move(way) });
    button.setAttribute("aria-label", label);
    box.append(button);
  }
  return box;
}

export const run = (component) => atlasRun(component, start);
