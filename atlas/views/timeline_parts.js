// What the timeline is put together from, whatever it shows: elements, the pattern, the legend, lengths of texts.
// Needs the shapes of timeline_layout.js.

const atlasTimelineParts = (() => {
  const { shape } = atlasTimelineLayout;

  const svg = (tag, attributes = {}, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
    element.append(...children);
    return element;
  };
  const html = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  const drawn = (outline) => ["soft", "sure"].filter((part) => outline[part]).map((part) => svg("path", { class: part, d: outline[part] }));

  // The pattern of what is said of all partners at once, as on the map.
  function hatch() {
    const pattern = svg("pattern", { id: "atlas-timeline-hatch", width: 4, height: 4, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      svg("rect", { class: "atlas-timeline-hatch-ground", width: 4, height: 4 }), svg("rect", { class: "atlas-timeline-hatch-stroke", width: 2, height: 4 }));
    return svg("defs", {}, pattern);
  }

  function legend(words, isOpen) {
    const sample = (label, kind, items) => {
      const key = svg("svg", { width: 30, height: 12, "aria-hidden": "true" });
      for (const item of items) key.append(svg("g", { class: `atlas-item ${kind}` }, ...drawn(shape(item, { x: (day) => day / 12, y: 0.5, row: 12 }))));
      return html("li", { className: kind === "ghost" ? "atlas-timeline-key-ghost" : "" }, key, html("span", { textContent: label }));
    };
    return html("details", { className: "atlas-timeline-legend", open: isOpen },
      html("summary", { textContent: words.legend }),
      html("ul", {},
        sample(words.day, "", [[180, 181]]), sample(words.month, "", [[165, 196]]), sample(words.year, "", [[20, 330]]),
        sample(words.span, "", [[12, 100, 250, 348]]), sample(words.running, "", [[12, 13, 270]]),
        sample(words.inferred, "inferred", [[60, 61], [120, 330]]), sample(words.collective, "collective", [[12, 13, 347, 348]]),
        sample(words.context, "context", [[60, 61], [120, 330]]), sample(words.ghost, "ghost", [[60, 61], [120, 330]])));
  }

  // Length of a name in pixels, measured off the page: asking the picture would have it laid out anew.
  function buildRuler(family) {
    const ruler = document.createElement("canvas").getContext("2d");
    return (label, size) => {
      ruler.font = `${size}px ${family}`;
      return ruler.measureText(label).width;
    };
  }

  return { svg, html, drawn, hatch, legend, buildRuler };
})();
