// A text of sections and blocks, see views/article.py. Everything is put into the page as text.
// `words` and `addresses` are put before this by about.py.

async function start(component) {
  const root = component.parentElement.querySelector(".atlas-article");
  const [content] = await Promise.all([atlasJson(addresses.content), atlasStyle(addresses.style)]);
  const e = atlasElement;

  function buildRun(run) {
    if (typeof run === "string") return run;
    // Python lets only http and https through; asked again here because a link is markup of a kind.
    const isLink = /^https?:\/\//.test(run.href || "");
    let element = isLink ? e("a", { href: run.href, target: "_blank", rel: "noopener noreferrer", textContent: run.text })
      : e(run.code ? "code" : "span", { textContent: run.text });
    if (run.strong) element = e("strong", {}, element);
    if (run.em) element = e("em", {}, element);
    return element;
  }

  const buildRuns = (runs) => runs.map(buildRun);

  const makers = {
    text: (block) => e("p", {}, ...buildRuns(block.runs)),
    heading: (block) => e(`h${Math.min(Math.max(block.level, 3), 6)}`, {}, ...buildRuns(block.runs)),
    list: (block) => e(block.ordered ? "ol" : "ul", {}, ...block.items.map((blocks) => e("li", {}, ...buildItem(blocks)))),
    quote: (block) => e("blockquote", {}, ...buildBlocks(block.blocks)),
    code: (block) => e("pre", { tabIndex: 0 }, e("code", { textContent: block.text })),
    table: buildTable,
    bars: buildBars,
    box: buildBox,
  };

  // An item that is one line stands without the distance of a paragraph.
  function buildItem(blocks) {
    return blocks.length && blocks[0].kind === "text" ? [e("span", {}, ...buildRuns(blocks[0].runs)), ...buildBlocks(blocks.slice(1))] : buildBlocks(blocks);
  }

  function buildBlocks(blocks) {
    return blocks.map((block) => makers[block.kind](block));
  }

  function buildTable(block) {
    const cell = (tag, runs, at, scope) => {
      const box = e(tag, { className: block.numeric[at] ? "atlas-numeric" : "" }, ...buildRuns(runs));
      if (scope) box.scope = scope;
      return box;
    };
    const head = e("thead", {}, e("tr", {}, ...block.head.map((runs, at) => cell("th", runs, at, "col"))));
    const body = e("tbody", {}, ...block.rows.map((row) => e("tr", {}, ...row.map((runs, at) => (at ? cell("td", runs, at) : cell("th", runs, at, "row"))))));
    const columns = e("colgroup", {}, ...block.widths.map((width) => {
      const column = e("col");
      column.style.width = `${width}%`;
      return column;
    }));
    const table = e("table", { className: block.widths.length ? "atlas-set" : "" }, ...(block.caption ? [e("caption", { textContent: block.caption })] : []), columns, head, body);
    return e("div", { className: "atlas-article-table atlas-table", tabIndex: 0 }, table);
  }

  function buildBars(block) {
    const rows = block.rows.map((row) => {
      const bar = e("span", { className: "atlas-bar", ariaHidden: "true" });
      bar.style.width = `${row.share}%`;
      return e("tr", {}, e("th", { scope: "row", textContent: row.label }), e("td", { className: "atlas-numeric", textContent: row.number.toLocaleString(document.documentElement.lang || "en") }), e("td", { className: "atlas-bar-cell", ariaHidden: "true" }, bar));
    });
    const table = e("table", {}, e("caption", { textContent: block.caption }), e("tbody", {}, ...rows));
    return e("div", { className: "atlas-bars" }, table, ...(block.note ? [e("p", { className: "atlas-article-note", textContent: block.note })] : []));
  }

  // What is closed is built when it is opened.
  function buildBox(block) {
    const box = e("details", {}, e("summary", { textContent: block.label }));
    box.addEventListener("toggle", () => {
      if (box.open && box.childElementCount === 1) box.append(e("div", { className: "atlas-article-box" }, ...buildBlocks(block.blocks)));
    });
    return box;
  }

  const addressOf = (id) => `${location.pathname}${location.search}#${id}`;

  function go(event, id) {
    event.preventDefault();
    history.replaceState(history.state, "", addressOf(id));
    show(id, true);
  }

  function show(id, take) {
    const section = [...root.querySelectorAll("section")].find((it) => it.id === id);
    if (!section) return;
    section.scrollIntoView({ block: "start" });
    if (take) section.querySelector("h2").focus({ preventScroll: true });
  }

  function buildLink(section, text, properties = {}) {
    return e("a", { href: addressOf(section.id), textContent: text, onclick: (event) => go(event, section.id), ...properties });
  }

  function buildSection(section) {
    const link = buildLink(section, "#", { className: "atlas-anchor", title: words.link });
    link.setAttribute("aria-label", `${words.link}: ${section.title}`);
    const bars = section.blocks.filter((block) => block.kind === "bars");
    const parts = [];
    for (const block of section.blocks) {
      if (block === bars[0]) parts.push(e("div", { className: "atlas-bars-grid" }, ...buildBlocks(bars)));
      else if (block.kind !== "bars") parts.push(...buildBlocks([block]));
    }
    return e("section", { id: section.id }, e("h2", { tabIndex: -1 }, section.title, " ", link), ...parts);
  }

  const contents = e("nav", { className: "atlas-contents" }, e("ul", {}, ...content.sections.map((section) => e("li", {}, buildLink(section, section.title)))));
  contents.setAttribute("aria-label", words.contents);
  root.replaceChildren(contents, ...content.sections.map(buildSection));
  if (location.hash) show(decodeURIComponent(location.hash.slice(1)), false);

  return {
    patch() {
      atlasPainted(root);
    },
    remove() {},
  };
}

export const run = (component) => atlasRun(component, start);
