// Records by the year they began: bars over the eras. `rhythm` is from views/rhythm.py; texts enter as text.

const atlasRhythmHeight = 132;
const atlasRhythmTop = 16;

function atlasShape(tag, properties, text = "") {
  const shape = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(properties)) shape.setAttribute(name, value);
  if (text) shape.textContent = text;
  return shape;
}

function atlasRhythm(rhythm, words) {
  const e = atlasElement;
  const kinds = ["direct", "collective", "context"].filter((kind) => kind === "direct" || rhythm[kind].some(Boolean));
  const years = rhythm.direct.map((_, at) => rhythm.first + at);
  const totals = years.map((_, at) => kinds.reduce((sum, kind) => sum + rhythm[kind][at], 0));
  const most = Math.max(1, ...totals);
  const wide = 100 / years.length;
  const floor = atlasRhythmTop + atlasRhythmHeight;
  const svg = atlasShape("svg", { class: "atlas-rhythm-picture", width: "100%", height: floor + 20, role: "img", "aria-label": rhythm.text });
  svg.append(hatch());
  rhythm.eras.forEach(([, first, last], at) => svg.append(atlasShape("rect", {
    class: at % 2 ? "atlas-band-odd" : "atlas-band", x: `${(first - rhythm.first) * wide}%`, y: 0, width: `${(last - first + 1) * wide}%`, height: floor,
  })));
  years.forEach((year, at) => {
    if (totals[at]) svg.append(bar(at, year));
    if (year % 5 === 0) svg.append(atlasShape("text", { class: "atlas-rhythm-year", x: `${(at + 0.5) * wide}%`, y: floor + 15, "text-anchor": "middle" }, String(year)));
  });
  svg.append(atlasShape("line", { class: "atlas-rhythm-floor", x1: 0, x2: "100%", y1: floor, y2: floor }));

  // The pattern is named anew for each picture: a hidden twin of the name would draw nothing.
  function hatch() {
    const name = (atlasRhythm.named = (atlasRhythm.named || 0) + 1);
    svg.style.setProperty("--rhythm-hatch", `url(#atlas-rhythm-hatch-${name})`);
    const pattern = atlasShape("pattern", { id: `atlas-rhythm-hatch-${name}`, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    pattern.append(atlasShape("rect", { class: "atlas-hatch-ground", width: 5, height: 5 }), atlasShape("rect", { class: "atlas-hatch-stroke", width: 2.2, height: 5 }));
    const defs = atlasShape("defs", {});
    defs.append(pattern);
    return defs;
  }

  function bar(at, year) {
    const group = atlasShape("g", {});
    group.append(atlasShape("title", {}, `${year}: ${kinds.map((kind) => `${words[kind]} ${rhythm[kind][at]}`).join(", ")}`));
    let top = floor;
    for (const kind of kinds) {
      const tall = (rhythm[kind][at] / most) * atlasRhythmHeight;
      if (!tall) continue;
      top -= tall;
      group.append(atlasShape("rect", { class: `atlas-bar-${kind}`, x: `${(at + 0.12) * wide}%`, width: `${0.76 * wide}%`, y: top, height: tall }));
    }
    if (totals[at] === most) group.append(atlasShape("text", { class: "atlas-rhythm-most", x: `${(at + 0.5) * wide}%`, y: top - 4, "text-anchor": "middle" }, String(most)));
    return group;
  }

  function buildEras() {
    const list = e("ol", { className: "atlas-rhythm-eras" }, ...rhythm.eras.map(([name, first, last, number]) => {
      const item = e("li", {}, e("span", { textContent: name }), e("small", { textContent: ` ${first}–${last}` }), e("b", { textContent: ` ${number}` }));
      item.style.gridColumn = `${first - rhythm.first + 1} / ${last - rhythm.first + 2}`;
      return item;
    }));
    list.style.gridTemplateColumns = `repeat(${years.length}, 1fr)`;
    return list;
  }

  function buildKey() {
    return e("ul", { className: "atlas-rhythm-key" }, ...kinds.map((kind) => {
      const patch = atlasShape("svg", { width: 12, height: 12, "aria-hidden": "true" });
      patch.style.setProperty("--rhythm-hatch", svg.style.getPropertyValue("--rhythm-hatch"));
      patch.append(atlasShape("rect", { class: `atlas-bar-${kind}`, width: 12, height: 12 }));
      return e("li", {}, patch, ` ${words[kind]}`);
    }));
  }

  function buildTwin() {
    const head = e("tr", {}, ...[words.year, ...kinds.map((kind) => words[kind])].map((text, at) => e("th", { scope: "col", className: at ? "atlas-numeric" : "", textContent: text })));
    const rows = years.map((year, at) => e("tr", {}, e("th", { scope: "row", textContent: String(year) }), ...kinds.map((kind) => e("td", { className: "atlas-numeric", textContent: String(rhythm[kind][at]) })))).filter((_, at) => totals[at]);
    return e("table", {}, e("caption", { textContent: words.rhythm }), e("thead", {}, head), e("tbody", {}, ...rows));
  }

  // The twin is made when it is opened.
  const twin = e("details", { className: "atlas-rhythm-twin" }, e("summary", { textContent: words.twin }));
  twin.addEventListener("toggle", () => {
    if (twin.open && twin.childElementCount === 1) {
      const scroller = e("div", { className: "atlas-table", tabIndex: 0 }, buildTwin());
      scroller.setAttribute("role", "region");
      scroller.setAttribute("aria-label", words.rhythm);
      twin.append(scroller);
    }
  });
  return e("div", { className: "atlas-rhythm" }, svg, buildEras(), buildKey(), twin);
}
