// The rhythms of several entities: bars by year, one row above the other, all on one scale. Texts enter as text.
// `addresses` and `words` are put before this by rhythms.py.

const HEIGHT = 64;
const TOP = 14;

async function start(component) {
  const root = component.parentElement.querySelector("#atlas-rhythms");
  await atlasStyle(addresses.style);
  const e = atlasElement;

  function shape(tag, attributes, text = "") {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
    if (text) made.textContent = text;
    return made;
  }

  // Shares of the width, so that the picture follows the window without being drawn again.
  const percent = (year, data) => `${((100 * (year - data.first)) / data.years).toFixed(3)}%`;

  function buildRow(row, data) {
    const floor = TOP + HEIGHT;
    const svg = shape("svg", { width: "100%", height: floor + 1, role: "img", "aria-label": `${row.name}: ${row.text}` });
    const totals = row.direct.map((number, at) => number + row.collective[at]);
    const most = Math.max(...totals);
    totals.forEach((total, at) => {
      if (!total) return;
      const tall = (number) => (number / data.most) * HEIGHT;
      const bar = shape("g", {});
      bar.append(shape("title", {}, `${row.name}, ${data.first + at}: ${words.direct} ${row.direct[at]}, ${words.collective} ${row.collective[at]}`));
      const place = { x: percent(data.first + at + 0.1, data), width: percent(data.first + 0.8, data) };
      if (row.direct[at]) bar.append(shape("rect", { class: "direct", ...place, y: floor - tall(row.direct[at]), height: tall(row.direct[at]) }));
      if (row.collective[at]) bar.append(shape("rect", { class: "collective", ...place, y: floor - tall(total), height: tall(row.collective[at]) }));
      if (total === most) bar.append(shape("text", { x: percent(data.first + at + 0.5, data), y: floor - tall(total) - 3, "text-anchor": "middle" }, String(total)));
      svg.append(bar);
    });
    svg.append(shape("line", { x1: 0, x2: "100%", y1: floor, y2: floor }));
    return e("div", { className: "atlas-rhythms-row" }, e("h3", { textContent: row.name }), svg);
  }

  function buildYears(data) {
    const svg = shape("svg", { width: "100%", height: 18, "aria-hidden": "true" });
    for (let year = Math.ceil(data.first / 5) * 5; year < data.first + data.years; year += 5) {
      svg.append(shape("text", { x: percent(year + 0.5, data), y: 13, "text-anchor": "middle" }, String(year)));
    }
    return svg;
  }

  function buildKey() {
    return e("ul", {}, ...["direct", "collective"].map((kind) => {
      const key = shape("svg", { width: 14, height: 12, "aria-hidden": "true" });
      key.append(shape("rect", { class: kind, x: 1, y: 1, width: 12, height: 10 }));
      return e("li", {}, key, e("span", { textContent: words[kind] }));
    }));
  }

  function buildHatch() {
    const defs = shape("defs", {});
    const pattern = shape("pattern", { id: "atlas-rhythms-hatch", width: 4, height: 4, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    pattern.append(shape("rect", { class: "ground", width: 4, height: 4 }), shape("rect", { class: "stroke", width: 2, height: 4 }));
    defs.append(pattern);
    const svg = shape("svg", { width: 0, height: 0, "aria-hidden": "true", class: "atlas-rhythms-hatch" });
    svg.append(defs);
    return svg;
  }

  return {
    patch(data) {
      root.replaceChildren(buildHatch(), ...data.rows.map((row) => buildRow(row, data)), buildYears(data), buildKey());
      atlasPainted(root);
    },
    remove() {},
  };
}

export const run = (component) => atlasRun(component, start);
