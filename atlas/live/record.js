// One record. Everything is put into the page as text. `words` and `addresses` are put before this by record.py.

async function start(component, send) {
  const root = component.parentElement.querySelector("#atlas-record");
  await atlasStyle(addresses.style);
  const e = atlasElement;

  function build(data) {
    const title = e("h2", { textContent: data.title, tabIndex: -1 });
    const parts = [
      buildWay(data),
      e("p", { className: "atlas-record-when" }, e("time", { textContent: data.when })),
      title,
      e("p", { className: "atlas-record-summary", textContent: data.summary }),
    ];
    if (data.marks.length) {
      parts.push(e("ul", { className: "atlas-record-marks" }, ...data.marks.map((mark) => e("li", { className: "atlas-mark", textContent: mark }))));
    }
    parts.push(e("div", { className: "atlas-record-columns" },
      e("div", {}, ...buildTakers(data), heading(words.facts), buildFacts(data)),
      e("div", {}, heading(words.sources), buildSources(data.sources), ...buildConflicts(data), ...buildAddress(data))));
    return parts;
  }

  const heading = (text) => e("h3", { textContent: text });

  function buildWay({ id, way }) {
    const step = (label, sign, id) => {
      const button = e("button", { type: "button", textContent: sign, title: label, disabled: !id, onclick: () => send("open", id) });
      button.setAttribute("aria-label", label);
      return button;
    };
    // The list gives the keyboard back to the row of this record, see table.js.
    const back = () => {
      globalThis.atlasReturn = id;
      send("open", "");
    };
    const nav = e("nav", { className: "atlas-record-way" }, e("button", { type: "button", textContent: `‹ ${words.list}`, onclick: back }));
    if (way.place) {
      nav.append(e("span", { className: "atlas-record-place" }, step(words.previous, "←", way.previous), e("span", { textContent: way.place }), step(words.next, "→", way.next)));
    }
    nav.setAttribute("aria-label", words.way);
    return nav;
  }

  function buildTakers(data) {
    if (!data.takers.length) return [heading(words.takers), e("p", { textContent: words.nobody })];
    return [heading(words.takers), ...data.takers.map((group) => {
      const items = group.items.map((item) => {
        const button = e("button", { type: "button", className: "atlas-chip", textContent: item.label, title: words.focus, onclick: () => send("select", item.id) });
        button.setAttribute("aria-pressed", String(item.chosen));
        return e("li", {}, button);
      });
      const list = e("ul", { className: "atlas-record-chips" }, ...items);
      list.setAttribute("aria-label", group.label);
      return e("div", { className: "atlas-record-group" }, e("span", { className: "atlas-record-label", textContent: group.label, ariaHidden: "true" }), list);
    })];
  }

  function buildFacts(data) {
    const facts = [...data.facts.map((fact) => [fact.label, fact.values.join(", "), fact.note]), [words.id, data.id, ""]];
    return e("dl", {}, ...facts.flatMap(([label, value, note]) => {
      const box = e("dd", { textContent: value });
      if (note) box.append(e("small", { textContent: note }));
      return [e("dt", { textContent: label }), box];
    }));
  }

  function buildSources(sources) {
    return e("ol", { className: "atlas-record-sources" }, ...sources.map((source) => {
      // The data check lets only http and https through; asked again here because a link is markup of a kind.
      const name = /^https?:\/\//.test(source.url)
        ? e("a", { href: source.url, target: "_blank", rel: "noopener noreferrer", textContent: source.title })
        : e("span", { textContent: source.title });
      return e("li", {}, e("span", { className: "atlas-record-publisher", textContent: source.publisher }), name, e("small", { textContent: source.detail }));
    }));
  }

  function buildConflicts(data) {
    if (!data.conflicts.length) return [];
    return [heading(words.conflicts), ...data.conflicts.map((conflict) => e("div", { className: "atlas-record-conflict" },
      e("p", {}, e("strong", { textContent: `${conflict.field}: ` }), conflict.what),
      buildSources(conflict.sources)))];
  }

  function buildAddress(data) {
    const address = atlasAddress(`records?record=${encodeURIComponent(data.id)}`);
    const link = e("a", { href: address, textContent: address });
    const said = e("span", { className: "atlas-record-said" });
    said.setAttribute("role", "status");
    const copy = e("button", { type: "button", textContent: words.copy, onclick: async () => {
      // Without a secure address there is no clipboard; then the address is marked, ready to be copied.
      try {
        await navigator.clipboard.writeText(address);
        said.textContent = words.copied;
      } catch {
        getSelection().selectAllChildren(link);
      }
    } });
    return [heading(words.address), e("p", { className: "atlas-record-address" }, link, copy, said)];
  }

  let shown = null;
  return {
    patch(data) {
      const focused = shown === data.id && root.contains(document.activeElement) ? document.activeElement.textContent : null;
      root.replaceChildren(...build(data));
      if (data.way.moved && shown !== data.id) root.querySelector("h2").focus();
      if (focused) [...root.querySelectorAll("button, a")].find((it) => it.textContent === focused)?.focus();
      shown = data.id;
      atlasPainted(root);
    },
    remove() {},
  };
}

export const run = (component) => atlasRun(component, start);
