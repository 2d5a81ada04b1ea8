// Mounts the pyvis network. `addresses` is put before this by relation_network.py.

const kept = (globalThis.atlasKept ||= {});

async function start(component, send) {
  const root = component.parentElement.querySelector("#atlas-network");
  const [base] = await Promise.all([
    atlasJson(addresses.base),
    atlasStyle(addresses.style),
    atlasLibrary(addresses.vis, "vis"),
  ]);
  const canvas = atlasElement("div", { className: "atlas-canvas" });
  root.replaceChildren(canvas, controls(base.options.words, (way) => move(way)));
  const live = atlasNetwork(canvas, base, base.options);
  const { network } = live;
  let state = component.data;
  if (kept.network) network.moveTo({ ...kept.network, animation: false });
  else network.fit({ animation: false });
  for (const event of ["dragEnd", "zoom"]) {
    network.on(event, () => { kept.network = { position: network.getViewPosition(), scale: network.getScale() }; });
  }
  live.onSelect((id) => send("select", id));
  // A test or an assistive tool may choose a node without the canvas.
  root.addEventListener("atlas:select", (event) => {
    const id = event.detail && event.detail.id;
    if (live.has(id)) live.choose(id);
  });
  const resized = new ResizeObserver(() => { if (!kept.network) network.fit({ animation: false }); });
  resized.observe(root);
  const moded = new MutationObserver(() => {
    const before = document.documentElement.dataset.atlasMode;
    if (atlasMode() !== before) paint();
  });
  moded.observe(document.head, { childList: true });

  function move(way) {
    if (way === "fit") {
      delete kept.network;
      network.fit({ animation: false });
    } else {
      network.moveTo({ scale: network.getScale() * (way === "in" ? 1.3 : 1 / 1.3), animation: false });
      kept.network = { position: network.getViewPosition(), scale: network.getScale() };
    }
  }

  function paint() {
    live.patch(state, atlasMode());
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
