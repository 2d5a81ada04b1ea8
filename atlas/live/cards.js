// Formats and organisations as cards, and what is said of all partners at once. Everything is put into the page as
// text. `words`, `addresses`, entries.js, views/rhythm.js and views/small_map.js are put before this by cards.py.

async function start(component, send) {
  const root = component.parentElement.querySelector("#atlas-cards");
  const [base, geometry, disputed] = await Promise.all([
    atlasJson(addresses.base), atlasJson(addresses.geometry), atlasJson(addresses.disputed), atlasStyle(addresses.style),
  ]);
  const e = atlasElement;
  const maps = atlasSmallMaps(geometry, disputed, base.frames);
  const cards = base.groups.flatMap((group) => group.cards.map((card) => buildCard(card, base, maps, send)));
  const described = buildDescribed(base.described);
  const made = new Map(cards.map((card) => [card.id, card]));
  const groups = base.groups.map((group) => e("section", {},
    e("h2", { textContent: group.label, tabIndex: -1 }),
    e("div", { className: "atlas-cards-grid" }, ...group.cards.map((card) => made.get(card.id).element))));
  const contents = buildContents([...groups, ...described.element.querySelectorAll("section")]);
  root.replaceChildren(maps.store, contents.element, ...groups, described.element);
  return {
    patch(state) {
      for (const card of cards) card.patch(state.cards[card.id] || null, state.focus);
      described.patch(new Set(state.described));
      contents.patch();
      atlasPainted(root);
    },
    remove() {},
  };
}

function buildContents(sections) {
  const links = sections.map((section) => {
    const heading = section.querySelector("h2");
    const go = () => {
      section.scrollIntoView({ block: "start" });
      heading.focus({ preventScroll: true });
    };
    return atlasElement("button", { type: "button", textContent: heading.textContent, onclick: go });
  });
  const element = atlasElement("nav", { className: "atlas-cards-contents" }, ...links);
  element.setAttribute("aria-label", words.contents);
  return { element, patch: () => sections.forEach((section, at) => { links[at].hidden = section.hidden; }) };
}

function buildCard(card, base, maps, send) {
  const e = atlasElement;
  const focus = e("button", { type: "button", className: "atlas-card-focus" });
  focus.setAttribute("aria-label", words.focus.replace("{name}", () => card.name));
  const map = maps.build(card.frame, words[card.frame].replace("{name}", () => card.name));
  const chips = e("ul", { className: "atlas-card-members" });
  const facts = e("div", {});
  const element = e("article", { className: "atlas-card" },
    e("div", { className: "atlas-card-head" }, e("h3", { textContent: card.name }), focus),
    e("p", { className: "atlas-card-line", textContent: card.line }),
    map.svg, chips,
    e("p", { textContent: card.about }),
    cardBox(`${words.sources} (${card.sources.length})`, () => e("ul", { className: "atlas-sources" }, ...card.sources.map(atlasSource))),
    facts);
  element.dataset.id = card.id;
  let shown = null;
  let marked = "";

  function chip(iso3, chosen) {
    const name = base.names[iso3] || iso3;
    if (!base.names[iso3]) return e("li", {}, e("span", { className: "atlas-chip", textContent: name }));
    const button = e("button", { type: "button", className: "atlas-chip", textContent: name, onclick: () => send("select", iso3 === chosen ? "" : iso3) });
    button.setAttribute("aria-pressed", String(iso3 === chosen));
    return e("li", {}, button);
  }

  function patchMembers(state, chosen) {
    const lands = card.members.length ? card.members : state?.lands || [];
    // The map is painted again only when it shows other countries: nothing on a card costs more.
    if (lands.join() !== marked || !map.svg.dataset.marked) map.mark(card.members.length ? lands : [base.hub, ...lands], base.points, base.hub, card.seat);
    marked = lands.join();
    map.svg.dataset.marked = String(lands.length);
    if (card.members.length) {
      chips.replaceChildren(...lands.map((iso3) => chip(iso3, chosen)));
      return;
    }
    const label = words.lands.replace("{number}", lands.length);
    const box = cardBox(label, () => e("ul", { className: "atlas-card-members" }, ...lands.map((iso3) => chip(iso3, chosen))));
    chips.replaceChildren(...(lands.length ? [e("li", {}, box)] : []));
  }

  return {
    id: card.id,
    element,
    patch(state, chosen) {
      const inFocus = chosen === card.id;
      element.classList.toggle("atlas-card-chosen", inFocus);
      element.classList.toggle("atlas-card-empty", !state);
      focus.textContent = inFocus ? words.leave : words.put;
      focus.setAttribute("aria-pressed", String(inFocus));
      focus.onclick = () => send("select", inFocus ? "" : card.id);
      const now = JSON.stringify([state, chosen === card.id || base.names[chosen] ? chosen : ""]);
      if (now === shown) return;
      shown = now;
      const held = element.contains(document.activeElement) ? document.activeElement.textContent : null;
      patchMembers(state, chosen);
      facts.replaceChildren(...buildCardFacts(card, state, base, send));
      if (held) [...element.querySelectorAll("button, summary")].find((it) => it.textContent === held)?.focus({ preventScroll: true });
    },
  };
}

function buildCardFacts(card, state, base, send) {
  const e = atlasElement;
  if (!state || !state.records[0]) {
    return [e("p", { className: "atlas-card-none", textContent: state ? words.contextOnly.replace("{number}", state.records[3]) : words.none })];
  }
  const [all, , collective, context] = state.records;
  const kinds = Object.entries(state.kinds).map(([kind, number]) => `${base.kinds[kind]} ${number}`).join(" · ");
  const rows = [[words.records, [`${all}`, collective && words.collective.replace("{number}", collective), context && words.context.replace("{number}", context)].filter(Boolean).join("; "), kinds]];
  const [first, latest] = state.span;
  rows.push([words.span, first === latest ? first : `${first} – ${latest}`, ""]);
  const met = Object.entries(state.met);
  const times = met.reduce((sum, [, number]) => sum + number, 0);
  rows.push([words.met, times ? `${times}: ${met.map(([year, number]) => (number > 1 ? `${year} (${number})` : year)).join(", ")}` : words.notMet, ""]);
  if (times) rows.push([words.level, Object.entries(state.levels).map(([level, number]) => `${base.levels[level]} (${number})`).join(", "), ""]);
  const list = e("dl", {}, ...rows.flatMap(([label, text, note]) => {
    const value = e("dd", { textContent: text });
    if (note) value.append(e("small", { textContent: note }));
    if (label === words.met && times) value.append(cardYears(state.met, base, times));
    return [e("dt", { textContent: label }), value];
  }));
  const lists = ["exercises", "signed", "tasks"].filter((name) => state[name].length).map((name) => {
    const titles = state[name].map((at) => card.told[name][at]);
    return cardBox(`${words[name]} (${titles.length})`, () => e("ul", { className: "atlas-card-list" }, ...titles.map((title) => cardTitle(title, send))), name === "exercises" && titles.length <= 3);
  });
  return [list, ...lists];
}

function cardTitle([id, when, title], send) {
  const e = atlasElement;
  return e("li", {}, e("button", { type: "button", className: "atlas-record-title", textContent: title, onclick: () => send("record", id) }), e("small", { textContent: ` ${when}` }));
}

// What is closed is built when it is opened.
function cardBox(label, build, open = false) {
  const box = atlasElement("details", { className: "atlas-card-box", open }, atlasElement("summary", { textContent: label }));
  const fill = () => { if (box.open && box.childElementCount === 1) box.append(build()); };
  box.addEventListener("toggle", fill);
  fill();
  return box;
}

// Meetings by year over the span of the data; the numbers stand in words before it.
function cardYears(met, base, times) {
  const wide = 100 / (base.last - base.first + 1);
  const most = Math.max(...Object.values(met));
  const svg = atlasShape("svg", { class: "atlas-card-years", width: "100%", height: 26, "aria-hidden": "true" });
  svg.append(atlasShape("line", { class: "atlas-rhythm-floor", x1: 0, x2: "100%", y1: 25, y2: 25 }));
  for (const [year, number] of Object.entries(met)) {
    const tall = (number / most) * 20;
    svg.append(atlasShape("rect", { class: "atlas-bar-direct", x: `${(year - base.first + 0.1) * wide}%`, width: `${0.8 * wide}%`, y: 25 - tall, height: tall }));
  }
  return atlasElement("span", { className: "atlas-card-span" }, svg, atlasElement("small", { textContent: String(base.first) }), atlasElement("small", { textContent: String(base.last) }));
}

function buildDescribed({ ministry, others }) {
  const e = atlasElement;
  const items = new Map();
  const holders = [];
  const none = e("p", { className: "atlas-card-none", textContent: words.noneSaid });

  // What holds nothing in view is hidden with what it holds.
  function hold(element, places) {
    holders.push([element, places]);
    return element;
  }

  const placesOf = (documents) => documents.flatMap((one) => one.paragraphs.flatMap((part) => part.groups.flatMap((group) => group.items.map(([at]) => at))));

  function buildItem([at, title, summary]) {
    const item = e("li", {}, e("b", { textContent: title }), e("span", { textContent: summary }));
    items.set(at, item);
    return item;
  }

  function buildGroup(group, at, level) {
    const places = group.items.map(([place]) => place);
    const list = e("ul", { className: "atlas-said" }, ...group.items.map(buildItem));
    if (!group.label && !at) return hold(e("div", {}, list), places);
    const heading = e(level, { className: "atlas-said-head" }, group.label || words.besides, e("span", { className: "atlas-count", textContent: ` ${places.length}` }));
    return hold(e("div", {}, heading, list), places);
  }

  function buildPart(one, part) {
    const heading = part.number ? [e("h4", { textContent: words.paragraph.replace("{number}", part.number) })] : [];
    return hold(e("div", { className: "atlas-said-part" }, ...heading, ...part.groups.map((group, at) => buildGroup(group, at, part.number ? "h5" : "h4"))), placesOf([{ paragraphs: [part] }]));
  }

  function buildDocument(one) {
    const link = /^https?:\/\//.test(one.source.url)
      ? e("a", { href: one.source.url, target: "_blank", rel: "noopener noreferrer", textContent: one.source.title })
      : one.source.title;
    return hold(e("div", { className: "atlas-said-document" }, e("h3", {}, link),
      e("p", { className: "atlas-card-line", textContent: `${one.source.publisher} · ${one.source.detail}` }),
      ...one.paragraphs.map((part) => buildPart(one, part))), placesOf([one]));
  }

  const parts = [[words.ministry, ministry], [words.others, others]].filter(([, documents]) => documents.length).map(([title, documents], at) => {
    const intro = at ? [] : [e("p", { className: "atlas-said-intro", textContent: words.intro })];
    return hold(e("section", {}, e("h2", { textContent: title, tabIndex: -1 }), ...intro, ...documents.map(buildDocument)), placesOf(documents));
  });
  return {
    element: e("div", { className: "atlas-described" }, ...parts, none),
    patch(inView) {
      for (const [at, item] of items) item.hidden = !inView.has(at);
      for (const [element, places] of holders) element.hidden = !places.some((at) => inView.has(at));
      none.hidden = inView.size > 0 || items.size === 0;
    },
  };
}

export const run = (component) => atlasRun(component, start);
