// The profile of an entity. Everything is put into the page as text. `words`, `domains`, `addresses`,
// entries.js and views/rhythm.js are put before this by profile.py.

async function start(component, send) {
  const root = component.parentElement.querySelector("#atlas-profile");
  await atlasStyle(addresses.style);
  const e = atlasElement;
  const choose = (id) => send("select", id);
  const openRecord = (id) => send("record", id);
  // What has been sent of each part, row by row; it stays until the view is another one.
  const parts = new Map();
  const opened = new Set();
  const asked = new Set();
  let shown = { code: null, view: null };
  let printing = 0;

  function take(part) {
    if (!part) return;
    const known = parts.get(part.key) || { rows: [] };
    part.rows.forEach((row, at) => { known.rows[part.first + at] = row; });
    known.number = part.number;
    parts.set(part.key, known);
    asked.delete(part.key);
  }

  // The first row that is missing: the browser may have lost what the server thinks it has.
  function ask(key) {
    if (asked.has(key)) return;
    const rows = parts.get(key)?.rows || [];
    const hole = rows.findIndex((row) => row === undefined);
    asked.add(key);
    send("open", { key, first: hole < 0 ? rows.length : hole });
  }

  const isWhole = (key) => {
    const rows = parts.get(key)?.rows;
    return Boolean(rows) && !rows.includes(undefined);
  };

  function section(title, ...children) {
    return e("section", {}, e("h2", { textContent: title }), ...children);
  }

  function button(text, key, onclick) {
    const made = e("button", { type: "button", className: "atlas-more", textContent: text, onclick });
    made.dataset.key = key;
    return made;
  }

  function buildHead(data) {
    const print = button(words.print, "print", () => {
      printing = Date.now();
      send("print", printing);
    });
    return e("div", { className: "atlas-profile-head" }, e("p", { className: "atlas-profile-kind", textContent: data.kind }), print);
  }

  function buildSummary(data) {
    const about = data.about ? [e("p", { className: "atlas-profile-about", textContent: data.about.text }), buildSources(data.about.sources)] : [];
    return section(words.summary, ...data.summary.map((text) => e("p", { className: "atlas-profile-text", textContent: text })), ...about);
  }

  function buildSources(sources) {
    const list = e("ul", { className: "atlas-sources" }, ...sources.map(atlasSource));
    return e("details", { className: "atlas-profile-sources" }, e("summary", { textContent: `${words.sources} (${sources.length})` }), list);
  }

  function buildThin(data) {
    if (!data.rhythm) return [];
    const lines = data.thin.length ? data.thin : [words.solid];
    return [section(words.thin, e("ul", { className: "atlas-profile-thin" }, ...lines.map((line) => e("li", { textContent: line }))))];
  }

  // A part the reader opens: what is inside is asked for then.
  function buildBox(key, label, number, fill) {
    const summary = e("summary", {}, e("span", { textContent: label }), " ", e("span", { className: "atlas-count", textContent: String(number) }));
    summary.dataset.key = `box ${key}`;
    const box = e("details", { className: "atlas-profile-box", open: opened.has(key) }, summary);
    if (opened.has(key)) box.append(...fillBox(key, fill));
    box.addEventListener("toggle", () => {
      if (box.open === opened.has(key)) return;
      if (box.open) opened.add(key);
      else opened.delete(key);
      if (!box.open) return;
      box.replaceChildren(summary, ...fillBox(key, fill));
      if (!isWhole(key)) ask(key);
    });
    return box;
  }

  function fillBox(key, fill) {
    if (!isWhole(key)) return [e("p", { className: "atlas-profile-wait", textContent: words.wait })];
    const { rows, number } = parts.get(key);
    const list = e("ol", { className: "atlas-records" }, ...rows.map(fill));
    if (rows.length >= number) return [list];
    return [list, button(words.more.replace("{number}", number - rows.length), `more ${key}`, () => ask(key))];
  }

  function buildDomains(data) {
    if (!data.domains.length) return [];
    const boxes = data.domains.map(([id, number]) => e("li", {}, buildBox(`domain:${id}`, domains[id], number, (record) => atlasEntry(record, openRecord, "h3"))));
    return [section(words.domains, e("p", { className: "atlas-profile-note", textContent: words.several }), e("ul", { className: "atlas-profile-boxes" }, ...boxes))];
  }

  function buildOthers({ label, rows, number }) {
    if (!number) return [];
    const all = isWhole("others") ? parts.get("others").rows : rows;
    const more = all.length < number ? [button(words.all.replace("{number}", number), "others", () => ask("others"))] : [];
    return [section(label, buildTable(label, all), ...more)];
  }

  function buildTable(caption, rows) {
    const head = e("tr", {}, ...[words.name, words.records, words.alone, words.years].map((text, at) => e("th", { scope: "col", className: at ? "atlas-numeric" : "", textContent: text })));
    const body = rows.map(([id, name, records, direct, years]) => {
      const pick = e("button", { type: "button", textContent: name, onclick: () => choose(id) });
      return e("tr", {}, e("th", { scope: "row" }, pick), ...[records, direct, years].map((value) => e("td", { className: "atlas-numeric", textContent: String(value) })));
    });
    const table = e("table", {}, e("caption", { className: "atlas-unseen", textContent: caption }), e("thead", {}, head), e("tbody", {}, ...body));
    return e("div", { className: "atlas-table" }, table);
  }

  function buildConflict(conflict) {
    const about = conflict.about.map((title) => `“${title}”`).join(", ");
    return e("li", {}, e("p", {}, e("b", { textContent: `${conflict.field}: ` }), conflict.what),
      e("p", { className: "atlas-profile-note", textContent: words.about.replace("{records}", () => about) }),
      e("ul", { className: "atlas-sources" }, ...conflict.sources.map(atlasSource)));
  }

  function buildConflicts(data) {
    if (!data.conflicts) return [];
    return [section(words.conflicts, buildBox("conflicts", words.disagreements, data.conflicts, buildConflict))];
  }

  function buildRhythm(data) {
    return data.rhythm ? [section(words.rhythm, atlasRhythm(data.rhythm, words))] : [];
  }

  function buildTied(data) {
    if (!data.tied.length) return [];
    return [section(words.tied, ...data.tied.map((list) => atlasChips(list, choose)))];
  }

  // Only on paper: each record once, nothing left to open.
  function buildPrint(data) {
    if (!data.print) return [];
    const { records, conflicts, others, more } = data.print;
    const counts = data.domains.map(([id, number]) => `${domains[id]} ${number}`).join(" · ");
    const pieces = [section(words.domains, e("p", { textContent: counts }))];
    if (others.length) pieces.push(section(data.others.label, buildTable(data.others.label, others)));
    if (conflicts.length) pieces.push(section(words.conflicts, e("ol", { className: "atlas-records" }, ...conflicts.map(buildConflict))));
    pieces.push(section(words.list, e("ol", { className: "atlas-records" }, ...records.map((record) => atlasEntry(record, null, "h3"))), ...(more ? [e("p", { textContent: more })] : [])));
    pieces.push(e("p", { className: "atlas-profile-note", textContent: words.address.replace("{address}", () => location.href) }));
    return [e("div", { className: "atlas-profile-print" }, ...pieces)];
  }

  function build(data) {
    const main = e("div", {}, ...buildDomains(data), ...buildConflicts(data));
    const side = e("div", {}, ...buildTied(data), ...buildOthers(data.others));
    return [
      buildHead(data),
      e("div", { className: "atlas-profile-columns atlas-profile-top" }, buildSummary(data), ...buildThin(data)),
      ...buildRhythm(data),
      e("div", { className: "atlas-profile-columns atlas-profile-parts" }, main, side),
      ...buildPrint(data),
    ];
  }

  function settle(data) {
    if (data.view === shown.view && data.code === shown.code) return;
    parts.clear();
    asked.clear();
    opened.clear();
    if (data.part) opened.add(data.part.key);
    shown = { code: data.code, view: data.view };
  }

  return {
    patch(data) {
      settle(data);
      take(data.part);
      const key = root.contains(document.activeElement) ? document.activeElement.dataset.key : null;
      root.classList.toggle("atlas-profile-whole", Boolean(data.print));
      root.replaceChildren(...build(data));
      root.style.minHeight = "";
      if (key) [...root.querySelectorAll("[data-key]")].find((it) => it.dataset.key === key)?.focus({ preventScroll: true });
      for (const open of opened) if (!isWhole(open)) ask(open);
      atlasPainted(root);
      if (printing && data.print?.token === printing) {
        printing = 0;
        window.print();
      }
    },
    remove() {},
  };
}

export const run = (component) => atlasRun(component, start);
