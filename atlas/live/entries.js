// Records, sources and names to choose, as panel and profile show them. Everything is put into the page as text.

function atlasSource(source) {
  const label = `${source.publisher}: ${source.title}`;
  // The data check lets only http and https through; asked again here because a link is markup of a kind.
  const link = /^https?:\/\//.test(source.url)
    ? atlasElement("a", { href: source.url, target: "_blank", rel: "noopener noreferrer", textContent: label })
    : atlasElement("span", { textContent: label });
  return atlasElement("li", {}, link, atlasElement("span", { className: "atlas-source-when", textContent: source.detail }));
}

// `open` is called with the id when the title is chosen; without it the title is text.
function atlasEntry(record, open = null, heading = "h4") {
  const e = atlasElement;
  const facts = e("p", { className: "atlas-record-facts" },
    e("span", { className: "atlas-kind", textContent: record.kind }),
    e("span", { textContent: record.domains }));
  for (const mark of record.marks) facts.append(e("span", { className: "atlas-mark", textContent: mark }));
  const title = open
    ? e("button", { type: "button", className: "atlas-record-title", textContent: record.title, onclick: () => open(record.id) })
    : record.title;
  const item = e("li", {},
    e("time", { textContent: record.when }),
    e(heading, { className: "atlas-record-name" }, title),
    e("p", { textContent: record.summary }),
    facts,
    e("ul", { className: "atlas-sources" }, ...record.sources.map(atlasSource)));
  for (const conflict of record.conflicts) item.append(e("p", { className: "atlas-conflict", textContent: conflict }));
  item.dataset.record = record.id;
  return item;
}

function atlasChips(list, choose, heading = "h3") {
  const e = atlasElement;
  const items = list.items.map((item) => {
    const text = item.number ? `${item.label} ${item.number}` : item.label;
    if (!item.id) return e("li", {}, e("span", { className: "atlas-chip", textContent: text }));
    return e("li", {}, e("button", { type: "button", className: "atlas-chip", textContent: text, onclick: () => choose(item.id) }));
  });
  return e("div", { className: "atlas-chips" }, e(heading, { textContent: list.label }), e("ul", {}, ...items));
}
