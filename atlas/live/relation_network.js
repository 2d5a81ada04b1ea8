// Mounts the pyvis network. `addresses` is put before this by relation_network.py.

// The network itself is kept while pages come and go: where the reader had moved it, and the work of drawing it.
const kept = (globalThis.atlasKept ||= {});
const LEAST_SCALE = 0.36; // a name is then nine pixels high
const EDGE = 48; // pixels between whoever is in focus and the edge of the picture

let loading = null;

// What the network is made of; it is drawn only where it stands, since it takes its size from there.
export function prepare() {
  loading ||= Promise.all([atlasJson(addresses.base), atlasStyle(addresses.style), atlasLibrary(addresses.vis, "vis")]);
  loading.catch(() => { loading = null; });
  return loading;
}

async function draw(root) {
  const [base] = await prepare();
  const canvas = atlasElement("div", { className: "atlas-canvas" });
  canvas.setAttribute("role", "img");
  const own = { canvas, words: base.options.words, hub: base.options.hub };
  const about = [controls(own.words, (way) => move(own, way)), legend(base.options)];
  own.parts = [canvas, ...about];
  root.replaceChildren(...own.parts);
  own.live = atlasNetwork(canvas, base, base.options);
  // Which number belongs to which node is known here, see network_data.
  own.read = (state) => {
    const numbers = base.nodes.map(({ id }, at) => [id, state.nodes[at]]);
    return { ...state, nodes: Object.fromEntries(numbers.filter(([id, records]) => records || id === own.hub)) };
  };
  fit(own);
  for (const event of ["dragEnd", "zoom"]) own.live.network.on(event, () => note(own.live.network));
  return own;
}

async function start(component, send) {
  const root = component.parentElement.querySelector("#atlas-network");
  const own = (kept[import.meta.url] ||= await draw(root));
  const { live } = own;
  const { network } = live;
  if (own.canvas.parentElement !== root) root.replaceChildren(...own.parts);
  let state = null; // until the first answer
  const deafen = live.onSelect((id) => send("select", id, { focus: id }));
  // A test or an assistive tool may choose a node without the canvas.
  root.addEventListener("atlas:select", (event) => {
    const id = event.detail && event.detail.id;
    if (live.has(id)) live.choose(id);
  });
  own.canvas.onpointerdown = ({ button, offsetX, offsetY }) => {
    const id = button ? undefined : network.getNodeAt({ x: offsetX, y: offsetY });
    if (id !== undefined) globalThis.atlasPress?.({ focus: live.nextFocus(id) });
  };
  const resized = new ResizeObserver(() => { if (!kept.network) fit(own); });
  resized.observe(root);
  const moded = new MutationObserver(() => {
    const before = document.documentElement.dataset.atlasMode;
    if (atlasMode() !== before && state) paint();
  });
  moded.observe(document.head, { childList: true });

  function paint() {
    live.patch(state, atlasMode());
    own.canvas.setAttribute("aria-label", `${own.words.picture} ${state.hubLine}`);
    const shown = live.shown();
    Object.assign(root.dataset, { nodes: shown.nodes, edges: shown.edges, focus: state.focus });
    atlasPainted(root);
  }

  return {
    patch(next) {
      state = own.read(next);
      const isOther = own.focus !== state.focus;
      own.focus = state.focus;
      if (isOther) bring(own);
      paint();
    },
    remove() {
      deafen();
      resized.disconnect();
      moded.disconnect();
    },
  };
}

// On a phone the whole would be too small to read: there the picture begins around the hub.
function fit(own) {
  const { live: { network }, hub } = own;
  network.fit({ animation: false });
  if (network.getScale() < LEAST_SCALE) network.moveTo({ position: network.getPosition(hub), scale: LEAST_SCALE, animation: false });
  bring(own);
}

// Moves the picture as little as it takes to show whoever is in focus.
function bring({ live: { network, has }, canvas, focus }) {
  if (!has(focus)) return;
  const place = network.canvasToDOM(network.getPosition(focus));
  const over = (at, size) => Math.min(at - EDGE, 0) || Math.max(at - size + EDGE, 0);
  const [right, down] = [over(place.x, canvas.clientWidth), over(place.y, canvas.clientHeight)];
  if (!right && !down) return;
  const { x, y } = network.getViewPosition();
  const scale = network.getScale();
  network.moveTo({ position: { x: x + right / scale, y: y + down / scale }, animation: false });
}

function move(own, way) {
  const { network } = own.live;
  if (way === "fit") {
    delete kept.network;
    fit(own);
    return;
  }
  network.moveTo({ scale: network.getScale() * (way === "in" ? 1.3 : 1 / 1.3), animation: false });
  note(network);
}

// Where the reader has moved it: from then on another size of the window does not fit it anew.
function note(network) {
  kept.network = { position: network.getViewPosition(), scale: network.getScale() };
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
