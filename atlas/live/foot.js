// What stands below every view: boxes with a table each, made only when opened, and the line on borders and data.
// `policy`, `addresses` and grid.js are put before this by foot.py.

async function start(component, send) {
  const root = component.parentElement.querySelector("#atlas-foot");
  await atlasStyle(addresses.style);
  const e = atlasElement;
  const shown = new Map();
  const list = e("div", { className: "atlas-boxes" });
  root.replaceChildren(list, e("p", { className: "atlas-policy", textContent: policy }));

  function build(id) {
    const title = e("span", {});
    const place = e("div", { className: "atlas-table" });
    const grid = atlasGrid(place, (name, value) => send("table", { box: id, name, value }));
    const details = e("details", { className: "atlas-box" }, e("summary", {}, title), place);
    details.dataset.box = id;
    const box = { details, title, place, grid, open: false };
    details.addEventListener("toggle", () => {
      if (details.open === box.open) return;
      box.open = details.open;
      place.setAttribute("aria-busy", String(box.open));
      send("open", { box: id, open: box.open });
    });
    return box;
  }

  function patchBox({ id, label, table }) {
    if (!shown.has(id)) shown.set(id, build(id));
    const box = shown.get(id);
    if (box.title.textContent !== label) box.title.textContent = label;
    if (!table) {
      // Closed by a session that has forgotten; while the answer to an opening is awaited it stays open.
      if (box.place.getAttribute("aria-busy") !== "true") box.details.open = box.open = false;
      box.place.replaceChildren();
      return box.details;
    }
    box.open = true;
    box.details.open = true;
    box.place.setAttribute("aria-busy", "false");
    box.grid.patch(table);
    return box.details;
  }

  return {
    patch({ boxes }) {
      const wanted = boxes.map(patchBox);
      const same = wanted.length === list.children.length && wanted.every((box, at) => list.children[at] === box);
      if (!same) list.replaceChildren(...wanted);
      atlasPainted(root);
    },
    remove() {},
  };
}

export const run = (component) => atlasRun(component, start);
