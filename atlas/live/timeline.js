// Mounts the timeline: pointer, wheel and keyboard, and the card of the record that is open.
// `addresses`, `words` and `locale` are put before this by timeline.py.

// Which years the reader had zoomed to, kept while pages come and go.
const kept = (globalThis.atlasKept ||= {});

async function start(component, send) {
  const root = component.parentElement.querySelector("#atlas-timeline");
  const [base] = await Promise.all([atlasJson(addresses.base), atlasStyle(addresses.style)]);
  const live = atlasTimeline(root, base, words, locale);
  const card = timelineCard(root, send);
  live.foot.append(timelineControls(live));
  root.append(card.element);
  if (kept.timeline) live.show(kept.timeline);
  live.on("move", (view) => { kept.timeline = view; card.place(live); });
  live.on("open", (id, place) => { card.from(place); send("open", id); });
  followPointer(root, live, () => { if (card.isOpen()) send("open", ""); });
  followKeyboard(root, live);
  const resized = new ResizeObserver(() => { live.resize(); card.place(live); });
  resized.observe(live.scroller);
  const moded = new MutationObserver(atlasMode);
  moded.observe(document.head, { childList: true });
  return {
    patch(state) {
      live.patch(state);
      card.patch(state.open, live);
      root.dataset.records = String(live.number());
      atlasPainted(root);
    },
    remove() {
      resized.disconnect();
      moded.disconnect();
    },
  };
}

function timelineControls(live) {
  const box = atlasElement("div", { className: "atlas-timeline-controls" });
  for (const [sign, label, act] of [["+", words.zoomIn, () => live.zoom(1.6)], ["−", words.zoomOut, () => live.zoom(1 / 1.6)], ["⤢", words.reset, () => live.whole()]]) {
    const button = atlasElement("button", { type: "button", title: label, textContent: sign, onclick: act });
    button.setAttribute("aria-label", label);
    box.append(button);
  }
  return box;
}

// A click opens, dragging sideways moves, two fingers or Ctrl with the wheel zoom. The plain wheel is left
// to the page, so that nobody is caught in the picture.
function followPointer(root, live, leave) {
  const pointers = new Map();
  let moved = 0;
  let spread = 0;
  const { scroller } = live;

  scroller.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    pointers.set(event.pointerId, event.clientX);
    if (pointers.size === 1) moved = 0;
    spread = distance();
  });
  scroller.addEventListener("pointermove", (event) => {
    if (!pointers.has(event.pointerId)) {
      const near = live.placeNear(event);
      live.explain(near);
      scroller.classList.toggle("atlas-timeline-aims", Boolean(near));
      return;
    }
    const by = event.clientX - pointers.get(event.pointerId);
    pointers.set(event.pointerId, event.clientX);
    moved += Math.abs(by);
    if (pointers.size === 2) {
      const [one, other] = pointers.values();
      if (spread > 20 && distance() > 20) live.zoom(distance() / spread, live.dayAt((one + other) / 2));
      spread = distance();
    } else if (moved > 4) {
      scroller.setPointerCapture(event.pointerId);
      live.pan(-by);
    }
  });
  for (const end of ["pointerup", "pointercancel"]) scroller.addEventListener(end, (event) => pointers.delete(event.pointerId));
  scroller.addEventListener("pointerleave", () => live.explain(null));
  scroller.addEventListener("click", (event) => {
    if (moved > 4) return;
    const place = live.placeOf(event.target) || live.placeNear(event);
    if (place) live.choose(place);
    else leave();
  });
  scroller.addEventListener("dblclick", (event) => { if (!live.placeNear(event)) live.zoom(2, live.dayAt(event.clientX)); });
  root.addEventListener("wheel", (event) => {
    if (event.ctrlKey || event.metaKey) live.zoom(Math.exp(-event.deltaY / 240), live.dayAt(event.clientX));
    else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) live.pan(event.deltaX);
    else return;
    event.preventDefault();
  }, { passive: false });

  const distance = () => {
    const [one, other] = pointers.values();
    return other === undefined ? 0 : Math.abs(one - other);
  };
}

// One stop of the Tab key; from there the arrows lead through the records, lane by lane.
function followKeyboard(root, live) {
  const { scroller } = live;
  let last = null;

  const middle = (place) => { const box = live.where(place); return box.left + box.width / 2; };
  const reach = (place) => {
    if (!place) return;
    live.reveal(place);
    place.group.focus({ preventScroll: true });
    place.group.scrollIntoView({ block: "nearest", inline: "nearest" });
    live.explain(place);
    live.mark(place);
  };
  const nearest = (places, x) => places.reduce((best, place) => (best && Math.abs(middle(best) - x) <= Math.abs(middle(place) - x) ? best : place), null);

  function step(from, key) {
    const all = live.places();
    const own = all.filter((place) => place.lane === from.lane);
    if (key === "ArrowRight" || key === "ArrowLeft") return own[own.indexOf(from) + (key === "ArrowRight" ? 1 : -1)];
    if (key === "Home" || key === "End") return own.at(key === "Home" ? 0 : -1);
    const lanes = [...new Set(all.map((place) => place.lane))];
    const lane = lanes[lanes.indexOf(from.lane) + (key === "ArrowDown" ? 1 : -1)];
    return nearest(all.filter((place) => place.lane === lane), middle(from));
  }

  scroller.addEventListener("keydown", (event) => {
    const at = live.placeOf(event.target);
    if (event.key === "+" || event.key === "-") {
      live.zoom(event.key === "+" ? 1.6 : 1 / 1.6);
    } else if (["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) {
      const all = live.places();
      reach(at ? step(at, event.key) : all.includes(last) ? last : all.find(live.inView) || all[0]);
    } else if (at && (event.key === "Enter" || event.key === " ")) {
      live.choose(at);
    } else return;
    event.preventDefault();
  });
  scroller.addEventListener("focusin", (event) => { last = live.placeOf(event.target) || last; });
  scroller.addEventListener("focusout", () => { live.explain(null); live.unmark(); });
}

// The open record, beside its mark.
function timelineCard(root, send) {
  const e = atlasElement;
  const element = e("section", { className: "atlas-timeline-card", hidden: true, tabIndex: -1 });
  let opened = null;
  let clicked = null;

  function build(record) {
    const close = e("button", { type: "button", className: "atlas-close", textContent: "×", onclick: () => leave() });
    close.setAttribute("aria-label", words.close);
    const head = e("div", { className: "atlas-panel-head" }, e("div", {}, e("time", { textContent: record.when }), e("h2", { id: "atlas-timeline-title", textContent: record.title })), close);
    const parts = [head, e("p", { className: "atlas-panel-kind", textContent: record.line }), e("p", { textContent: record.summary })];
    const marks = e("p", { className: "atlas-record-facts" });
    for (const mark of record.marks) marks.append(e("span", { className: "atlas-mark", textContent: mark }));
    if (record.marks.length) parts.push(marks);
    for (const group of record.takers) parts.push(chips(group));
    parts.push(e("h3", { textContent: words.sources }), e("ul", { className: "atlas-sources" }, ...record.sources.map(source)));
    for (const conflict of record.conflicts) parts.push(e("p", { className: "atlas-conflict", textContent: conflict.what }));
    parts.push(atlasLink(record.page, { className: "atlas-more", textContent: words.whole }));
    return parts;
  }

  function chips(group) {
    const items = group.items.map((item) => {
      const chip = e("button", { type: "button", className: "atlas-chip", textContent: item.label, onclick: () => send("select", item.chosen ? "" : item.id) });
      chip.setAttribute("aria-pressed", String(item.chosen));
      return e("li", {}, chip);
    });
    return e("div", { className: "atlas-chips" }, e("h3", { textContent: group.label }), e("ul", {}, ...items));
  }

  function source(one) {
    const label = `${one.publisher}: ${one.title}`;
    // The data check lets only http and https through; asked again here because a link is markup of a kind.
    const link = /^https?:\/\//.test(one.url)
      ? e("a", { href: one.url, target: "_blank", rel: "noopener noreferrer", textContent: label })
      : e("span", { textContent: label });
    return e("li", {}, link);
  }

  function leave() {
    const back = clicked;
    send("open", "");
    if (back && back.group.isConnected) back.group.focus({ preventScroll: true });
  }

  function place(live) {
    if (!opened) return;
    const mark = clicked && clicked.item === opened.item && clicked.group.isConnected ? clicked : live.find(opened.item);
    const frame = root.getBoundingClientRect();
    const box = mark && live.inView(mark) ? live.where(mark) : { left: frame.left + 60, right: frame.left + 60, top: frame.top + 60 };
    const [room, wide] = [frame.width, element.offsetWidth];
    const right = box.right - frame.left + 14;
    const left = right + wide < room - 8 ? right : Math.max(8, box.left - frame.left - wide - 14);
    const top = Math.min(Math.max(48, box.top - frame.top - 30), Math.max(48, frame.height - element.offsetHeight - 12));
    Object.assign(element.style, { left: `${left}px`, top: `${top}px` });
  }

  element.setAttribute("aria-labelledby", "atlas-timeline-title");
  element.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); leave(); } });
  root.addEventListener("keydown", (event) => { if (event.key === "Escape" && opened) leave(); });

  return {
    element,
    from(mark) { clicked = mark; },
    isOpen: () => Boolean(opened),
    place,
    patch(record, live) {
      const other = record && (!opened || opened.id !== record.id);
      opened = record;
      element.hidden = !record;
      if (!record) return;
      // A rebuilt card would drop the keyboard's place: it goes back to the button of the same text.
      const held = element.contains(document.activeElement) ? document.activeElement.textContent : null;
      element.replaceChildren(...build(record));
      if (other) element.scrollTop = 0;
      place(live);
      if (held !== null) ([...element.querySelectorAll("button")].find((button) => button.textContent === held) || element).focus({ preventScroll: true });
      if (other && clicked && document.activeElement === clicked.group) element.focus({ preventScroll: true });
    },
  };
}

export const run = (component) => atlasRun(component, start);
