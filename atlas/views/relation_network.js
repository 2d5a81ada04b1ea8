// The relationship network. Knows vis-network and nothing else, so that the live page and a saved file
// run the same code. vis draws on a canvas, so no text can become markup.

function atlasNetwork(element, base, options) {
  const nodes = new vis.DataSet(base.nodes);
  const edges = new vis.DataSet(base.edges.map((edge) => ({ ...edge, width: 0 })));
  const network = new vis.Network(element, { nodes, edges }, options.vis);
  const ends = base.edges.map((edge) => [edge.from, edge.to]);
  const kinds = new Map(base.nodes.map((node) => [node.id, node.kind]));
  const listeners = new Set();
  const plurals = new Intl.PluralRules(options.language);
  const numbers = new Intl.NumberFormat(options.language);
  const drawn = new Map();
  let state = { nodes: {}, edges: [], focus: "" };
  let mode = "light";
  let hovered = "";

  network.on("click", (event) => choose(event.nodes[0] || ""));
  network.on("hoverNode", (event) => { hovered = event.node; paint(); });
  network.on("blurNode", () => { hovered = ""; paint(); });

  function choose(id) {
    const next = id === state.focus ? "" : id;
    network.unselectAll();
    if (next !== state.focus) listeners.forEach((listener) => listener(next));
  }

  function patch(next, nextMode) {
    state = next;
    mode = nextMode;
    paint();
  }

  // Around the hovered node, or else the one in focus, the neighbourhood stays; the rest steps back.
  function paint() {
    const centre = hovered || (state.focus === options.hub ? "" : state.focus);
    const near = new Set([centre, options.hub]);
    ends.forEach(([from, to], at) => {
      if (!state.edges[at]) return;
      if (from === centre) near.add(to);
      if (to === centre) near.add(from);
    });
    // Each update would draw the whole canvas at once; it is drawn once, when both are in.
    network.renderer.allowRedraw = false;
    nodes.update(changed(base.nodes.map((node) => drawNode(node, !centre || near.has(node.id)))));
    edges.update(changed(base.edges.map((edge, at) => drawEdge(edge, state.edges[at] || 0, centre))));
    network.renderer.allowRedraw = true;
    network.redraw();
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

  function drawNode(node, close) {
    const colour = options.colours[mode];
    const records = state.nodes[node.id] || 0;
    const shown = records > 0 || node.id === options.hub;
    const focused = node.id === state.focus;
    const fill = { hub: colour.hub, partner: shade(colour, records), format: colour.format, organisation: colour.organisation };
    return {
      id: node.id,
      size: node.kind === "hub" ? 26 : 7 + 3.2 * Math.min(Math.sqrt(records), 9),
      title: title(node, records),
      opacity: shown ? (close ? 1 : 0.35) : 0.5,
      borderWidth: focused ? 5 : 1.5,
      color: {
        background: shown ? fill[node.kind] : colour.faded,
        border: focused ? colour.focus : colour.paper,
        hover: { background: shown ? fill[node.kind] : colour.faded, border: colour.ink },
      },
      font: {
        color: shown && close ? colour.ink : colour.muted,
        strokeColor: colour.paper,
        size: focused || node.kind === "hub" ? 30 : node.kind === "partner" ? 24 : 20,
      },
    };
  }

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
        opacity: centre && !touching ? 0.1 : touching ? 0.9 : toHub ? 0.45 : 0.3,
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
