// The relationship network. Knows vis-network and nothing else, so that the live page and a saved file
// run the same code. vis draws on a canvas, so no text can become markup.

function atlasNetwork(element, base, options) {
  const PALE = 0.48; // what is left of the colour of what steps back
  const nodes = new vis.DataSet(base.nodes);
  const edges = new vis.DataSet(base.edges.map((edge) => ({ ...edge, width: 0 })));
  const network = new vis.Network(element, { nodes, edges }, options.vis);
  const ends = base.edges.map((edge) => [edge.from, edge.to]);
  const kinds = new Map(base.nodes.map((node) => [node.id, node.kind]));
  const listeners = new Set();
  const plurals = new Intl.PluralRules(options.language);
  const numbers = new Intl.NumberFormat(options.language);
  const drawn = new Map();
  const crowd = atlasCrowd(base.nodes, options);
  let state = { nodes: {}, edges: [], focus: "" };
  let mode = "light";
  let hovered = "";
  let isStale = false; // somebody else is pointed at than what is drawn says
  let around = null; // names of the nodes and edges around the node looked at, while there is one
  let sizes = new Map(); // id → of its name, 0 where it is left out

  network.on("click", (event) => choose(event.nodes[0] || ""));
  network.on("hoverNode", (event) => { hovered = event.node; paintSoon(); });
  network.on("blurNode", () => { hovered = ""; paintSoon(); });
  network.on("initRedraw", () => { if (isStale || crowd.isZoomed(network.getScale())) update(); });
  network.on("afterDrawing", (pen) => { if (around) stepBack(pen); });

  // From one node to the next is one picture, not two.
  function paintSoon() {
    isStale = true;
    network.body.emitter.emit("_requestRedraw");
  }

  function choose(id) {
    const next = nextFocus(id);
    network.unselectAll();
    if (next !== state.focus) listeners.forEach((listener) => listener(next));
  }

  function nextFocus(id) {
    return id === state.focus ? "" : id;
  }

  function patch(next, nextMode) {
    state = next;
    mode = nextMode;
    update();
    network.redraw();
  }

  // Around the hovered node, or else the one in focus, the neighbourhood stays; the rest steps back.
  function update() {
    isStale = false;
    const centre = hovered || (state.focus === options.hub ? "" : state.focus);
    const near = new Set([centre, options.hub]);
    const ties = [];
    ends.forEach(([from, to], at) => {
      if (!centre || !state.edges[at] || (from !== centre && to !== centre)) return;
      near.add(from).add(to);
      ties.push(base.edges[at].id);
    });
    around = centre ? { nodes: near, ties } : null;
    sizes = crowd.sizes({ records: recordsOf, sizeOf, nameSize, isNear: (id) => centre && near.has(id), first: [centre, options.hub] }, network.getScale());
    // Each update would draw the whole canvas at once; it is drawn once, when both are in.
    network.renderer.allowRedraw = false;
    nodes.update(changed(base.nodes.map(drawNode)));
    edges.update(changed(base.edges.map((edge, at) => drawEdge(edge, state.edges[at] || 0, centre))));
    network.renderer.allowRedraw = true;
  }

  // What is drawn is made pale as a whole, and the neighbourhood is drawn over it. To tell vis of every node and edge
  // that it is pale takes longer than a frame.
  function stepBack(pen) {
    pen.save();
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.globalCompositeOperation = "destination-out";
    pen.globalAlpha = 1 - PALE;
    pen.fillRect(0, 0, pen.canvas.width, pen.canvas.height);
    pen.restore();
    around.ties.forEach((id) => network.body.edges[id].draw(pen));
    const names = [...around.nodes].map((id) => network.body.nodes[id]?.draw(pen).drawExternalLabel);
    names.forEach((draw) => draw?.());
  }

  // What vis is told costs it far more than a look at whether it knows it already.
  function changed(items) {
    return items.filter((item) => {
      const now = JSON.stringify(item);
      const isNew = drawn.get(item.id) !== now;
      drawn.set(item.id, now);
      return isNew;
    });
  }

  function drawNode(node) {
    const colour = options.colours[mode];
    const records = recordsOf(node);
    const shown = records > 0 || node.id === options.hub;
    const focused = node.id === state.focus;
    const fill = { hub: colour.hub, partner: shade(colour, records), format: colour.format, organisation: colour.organisation };
    return {
      id: node.id,
      size: sizeOf(node),
      title: title(node, records),
      opacity: shown ? 1 : 0.5,
      borderWidth: focused ? 5 : 1.5,
      color: {
        background: shown ? fill[node.kind] : colour.faded,
        border: focused ? colour.focus : colour.paper,
        hover: { background: shown ? fill[node.kind] : colour.faded, border: colour.ink },
      },
      font: {
        color: shown ? colour.ink : colour.muted,
        strokeColor: colour.paper,
        size: sizes.get(node.id),
      },
    };
  }

  const recordsOf = (node) => state.nodes[node.id] || 0;
  const sizeOf = (node) => crowd.share * (node.kind === "hub" ? 26 : 7 + 3.2 * Math.min(Math.sqrt(recordsOf(node)), 9));
  const nameSize = (node) => (node.id === state.focus || node.kind === "hub" ? 30 : node.kind === "partner" ? 24 : 20);

  function drawEdge(edge, records, centre) {
    const colour = options.colours[mode];
    const touching = edge.from === centre || edge.to === centre;
    const toHub = edge.from === options.hub || edge.to === options.hub;
    // Ties among the others are drawn only around the node looked at: all at once they hide the picture.
    const shown = records !== 0 && (toHub || touching || records === -1 || memberTie(edge));
    return {
      id: edge.id,
      hidden: !shown,
      dashes: records === -1,
      width: records > 0 ? Math.min(1 + Math.sqrt(records), 9) : 1,
      color: {
        color: touching ? colour.focus : toHub ? colour.edge : colour.format,
        hover: colour.focus,
        opacity: touching ? 0.9 : toHub ? 0.45 * crowd.share : 0.3,
      },
    };
  }

  function memberTie(edge) {
    return [edge.from, edge.to].some((id) => kinds.get(id) === "format");
  }

  function shade(colour, records) {
    const level = options.steps.filter((step) => records >= step).length;
    return level ? colour[`level-${level}`] : colour.faded;
  }

  function title(node, records) {
    const kind = options.words[node.kind];
    const line = node.id === options.hub ? state.hubLine : records ? count(records) : options.words.none;
    return `${node.name || node.label}\n${kind} · ${line}`;
  }

  function count(records) {
    return options.words.records[plurals.select(records)].replace("{number}", numbers.format(records));
  }

  return {
    patch,
    choose,
    nextFocus,
    network,
    shown: () => ({
      nodes: Object.keys(state.nodes).length,
      edges: state.edges.filter((records) => records !== 0).length,
    }),
    has: (id) => kinds.has(id),
    onSelect(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

// With many nodes names would lie on each other and circles on names: there circles are smaller, and a name is left
// out where it would lie on that of a node with more records. It comes when the reader zooms in or points at the node.
function atlasCrowd(nodes, options) {
  const FEW = 120; // nodes that have room for their names
  const LARGEST = 14; // pixels of a name in a crowd, so that zooming in makes room
  const BIG = 16; // radius of a circle that no lesser one's name may lie on
  const GAP = 0.4; // between two names, as a share of their size
  const STEP = 1.25; // of the zoom, after which names are chosen anew
  const isCrowd = nodes.length > FEW;
  const pen = document.createElement("canvas").getContext("2d");
  const widths = new Map(nodes.map((node) => [node.id, isCrowd ? widthOf(node.label) : 0])); // at one pixel
  let step = null;

  function widthOf(label) {
    pen.font = `100px ${options.vis.nodes.font.face}`;
    return Math.max(...label.split("\n").map((line) => pen.measureText(line).width)) / 100;
  }

  const stepOf = (scale) => Math.round(Math.log(scale) / Math.log(STEP));

  function squareIn({ x, y }, size) {
    const half = 0.7 * size;
    return { left: x - half, right: x + half, top: y - half, bottom: y + half };
  }

  // Below its node, as vis draws it.
  function boxOf(node, size, name) {
    const half = ((widths.get(node.id) + GAP) * name) / 2;
    const top = node.y + size + 3;
    return { left: node.x - half, right: node.x + half, top, bottom: top + name * node.label.split("\n").length };
  }

  function sizes({ records, sizeOf, nameSize, isNear, first }, scale) {
    if (!isCrowd) return new Map(nodes.map((node) => [node.id, nameSize(node)]));
    step = stepOf(scale);
    const largest = LARGEST / STEP ** step;
    const rank = (node) => (first.includes(node.id) ? 2 : isNear(node.id) ? 1 : 0);
    const order = [...nodes].sort((one, other) => rank(other) - rank(one) || records(other) - records(one));
    const taken = []; // by circles and names of nodes that come before
    return new Map(order.map((node) => {
      const name = Math.min(nameSize(node), largest);
      const circle = sizeOf(node);
      const box = boxOf(node, circle, name);
      const isFree = !taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
      if (isFree) taken.push(box);
      if (circle > BIG) taken.push(squareIn(node, circle));
      return [node.id, isFree ? name : 0];
    }));
  }

  return {
    share: Math.min(1, Math.sqrt(FEW / nodes.length)),
    sizes,
    isZoomed: (scale) => isCrowd && step !== null && stepOf(scale) !== step,
  };
}
