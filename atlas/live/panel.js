// The panel of the entity in focus. Everything is put into the page as text. `words`, `blockSize` and entries.js are put
// before this by panel.py.

async function start(component, send) {
  const root = component.parentElement.querySelector("#atlas-panel");
  await atlasStyle(addresses.style);
  const e = atlasElement;

  function build(data) {
    const parts = [heading(data), e("p", { className: "atlas-panel-line", textContent: data.line })];
    for (const [label, items] of data.lists) {
      const list = { label, items: items.map(([id, name, number]) => ({ id, label: name, number })) };
      parts.push(atlasChips(list, (id) => send("select", id, { focus: id })));
    }
    if (data.note) parts.push(e("p", { className: "atlas-panel-note", textContent: data.note }));
    parts.push(e("ol", { className: "atlas-records" }, ...data.records.map((position) => atlasEntry(entryAt(data, position)))));
    if (data.more) {
      parts.push(e("button", { type: "button", className: "atlas-more", textContent: data.more, onclick: () => send("more", data.records.length) }));
    }
    return parts;
  }

  function heading(data) {
    const head = e("div", { className: "atlas-panel-head" }, e("div", {},
      e("h2", { textContent: data.title }), e("p", { className: "atlas-panel-kind", textContent: data.kind })));
    if (data.focus) {
      const close = e("button", { type: "button", className: "atlas-close", textContent: "×", onclick: () => leave(data) });
      close.setAttribute("aria-label", data.cell ? words.shut : words.close);
      head.append(close);
    }
    return head;
  }

  // A table that opened the panel gets the keyboard back, see table.js.
  function leave(data) {
    if (data.cell) globalThis.atlasReturn = data.cell;
    send("select", "", data.cell ? null : { focus: "" });
  }

  // The texts of records come by blocks, each fetched once; what is sent of a record is its position.
  const texts = new Map();

  function entryAt(data, position) {
    const block = texts.get(data.blocks[Math.floor(position / blockSize)]);
    return block[position % blockSize];
  }

  function missing(data) {
    return Object.values(data.blocks).filter((address) => !texts.has(address));
  }

  let focus = null;
  let cell = null;
  let newest = null;

  function paint(data) {
    // Before the new content, which would have to be laid out first to be scrolled.
    if (focus !== null && focus !== data.focus) root.scrollTop = 0;
    root.replaceChildren(...build(data));
    focus = data.focus;
    root.setAttribute("aria-label", data.title);
    // A cell far down in a table opens the panel above it: it comes into sight, with the keyboard.
    if (data.cell && data.cell !== cell) {
      root.scrollTop = 0;
      root.scrollIntoView({ block: "nearest" });
      root.focus({ preventScroll: true });
    }
    cell = data.cell;
    atlasPainted(root);
  }

  return {
    async patch(data) {
      newest = data;
      const addresses = missing(data);
      if (addresses.length) {
        await Promise.all(addresses.map(async (address) => texts.set(address, await atlasJson(address))));
        if (newest !== data) return;
      }
      paint(data);
    },
    // An answer told ahead has the first records only; the reader may have asked for more.
    declines: (data) => newest !== null && data.focus === newest.focus && newest.records.length > data.records.length,
    remove() {},
  };
}

export const run = (component) => atlasRun(component, start);
