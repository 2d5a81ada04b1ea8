// What lies on the map beside the countries: hatching, zoom buttons, legend. Knows Leaflet and nothing else.

function atlasHatching(svg) {
  const make = (name, attributes) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  };
  const defs = svg.appendChild(make("defs", {}));
  const size = { width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
  const hatch = defs.appendChild(make("pattern", { id: "atlas-hatch", ...size }));
  hatch.appendChild(make("rect", { width: 6, height: 6, class: "atlas-hatch-ground" }));
  hatch.appendChild(make("rect", { width: 2.4, height: 6, class: "atlas-hatch-stroke" }));
}

function atlasControls(map, options) {
  const { zoomIn, zoomOut, reset } = options.words;
  const zoom = L.control.zoom({ position: "topright", zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  const button = L.DomUtil.create("a", "atlas-reset", zoom.getContainer());
  Object.assign(button, { href: "#", title: reset, textContent: "⤢" });
  button.setAttribute("role", "button");
  button.setAttribute("aria-label", reset);
  L.DomEvent.on(button, "click", (event) => {
    L.DomEvent.stop(event);
    atlasShowHome(map, options);
  });
}

// On a phone the whole world would be too small to hit anything: there it starts with the hub's part of it.
function atlasShowHome(map, options) {
  map.fitBounds(map.getSize().x < options.narrow ? options.near : options.home, { animate: false });
}

function atlasLegend(map, options) {
  const control = L.control({ position: "bottomleft" });
  control.onAdd = () => {
    const box = L.DomUtil.create("div", "atlas-legend");
    const row = (cls, text) => {
      const line = box.appendChild(document.createElement("div"));
      line.appendChild(document.createElement("i")).className = cls;
      line.appendChild(document.createElement("span")).textContent = text;
    };
    box.appendChild(document.createElement("b")).textContent = options.words.legend;
    const ramp = box.appendChild(document.createElement("div"));
    ramp.className = "atlas-legend-ramp";
    options.steps.forEach((step, at) => {
      const cell = ramp.appendChild(document.createElement("span"));
      cell.appendChild(document.createElement("i")).className = `atlas-key-${at + 1}`;
      cell.appendChild(document.createElement("small")).textContent =
        step + (at === options.steps.length - 1 ? "+" : "");
    });
    row("atlas-key-hatch", options.words.collective);
    row("atlas-key-hub", options.words.hub);
    L.DomEvent.disableClickPropagation(box);
    return box;
  };
  control.addTo(map);
}
