// Draws the timeline with the numbers of timeline_layout.js and timeline_parts.js. Knows neither Streamlit nor the network.
// Texts are put in as text; classes say what a mark means, timeline.css says how that looks.

function atlasTimeline(root, base, words, locale) {
  const { svg, html, drawn, hatch, legend, buildRuler } = atlasTimelineParts;
  const { unpack, stretch, layLanes, shape, ticks, zoom, shift, yearDay } = atlasTimelineLayout;
  const NARROW = 640;
  const AXIS = 40;
  const ROOM = 9;
  const FLAGS = [["inferred", 1], ["collective", 2], ["context", 4]];
  const size = base.items.length;
  const month = new Intl.DateTimeFormat(locale, { month: "short", timeZone: "UTC" });
  const listeners = { open: new Set(), move: new Set() };
  let state = null;
  const lengthOf = buildRuler(getComputedStyle(root).fontFamily);
  let view = [0, base.days];
  let box = null; // the room there is, in pixels
  let laid = null;
  let laidFor = "";
  let places = []; // every record in every lane: { item, lane, row, y, kinds, group, live }
  let lit = new Uint8Array(size);

  const axis = svg("svg", { class: "atlas-timeline-axis", height: AXIS, "aria-hidden": "true" });
  const names = svg("g", { "aria-hidden": "true" });
  const ground = svg("g", { "aria-hidden": "true" });
  const marks = svg("g");
  const ring = svg("rect", { class: "ring", visibility: "hidden" });
  const plot = svg("svg", {}, ground, marks);
  const picture = svg("svg", { class: "atlas-timeline-body", role: "presentation" }, hatch(), plot, names);
  const scroller = html("div", { className: "atlas-timeline-scroller", tabIndex: 0, role: "group", ariaLabel: words.picture });
  scroller.append(picture);
  const tip = html("div", { className: "atlas-timeline-tip", hidden: true });
  const empty = html("p", { className: "atlas-timeline-empty", textContent: words.empty, hidden: true });
  const foot = html("div", { className: "atlas-timeline-foot" }, legend(words, root.clientWidth > NARROW));
  root.replaceChildren(axis, scroller, empty, foot, tip);

  const x = (day) => ((day - view[0]) / (view[1] - view[0])) * box.width;

  // Asked once and kept: after each change of the picture the browser would have to lay it out anew to answer.
  function measure() {
    const narrow = root.clientWidth < NARROW;
    // Room for the longest name of a lane and a pair of numbers.
    const names = base.lanes[state.lanes].names.map((name) => lengthOf(name, 12));
    const gutter = narrow ? 0 : Math.min(220, Math.max(130, ...names.map((length) => length + 66)));
    // A little room is left at the end for the arrows of what is still running.
    const width = Math.max(120, scroller.clientWidth - gutter - ROOM);
    box = { lanes: state.lanes, narrow, gutter, width, full: scroller.clientWidth, height: scroller.clientHeight - 2, root: root.clientWidth };
  }

  function lay() {
    const needed = [state.lanes, state.shown, box.width, box.height].join("|");
    if (needed === laidFor) return false;
    laidFor = needed;
    const shown = unpack(state.shown, size);
    laid = layLanes(base, state.lanes, shown, { width: box.width, height: box.height, head: box.narrow ? 15 : 0 });
    places = laid.lanes.flatMap((lane, at) => lane.places.map(({ item, row }) => ({ item, lane: at, row, y: lane.first + row * laid.row })));
    for (const place of places) {
      const kinds = FLAGS.filter(([, flag]) => base.flags[place.item] & flag).map(([name]) => name);
      place.kinds = ["atlas-item", ...kinds].join(" ");
      place.group = svg("g");
      place.group.atlasPlace = place;
    }
    marks.replaceChildren(...places.map((place) => place.group), ring);
    return true;
  }

  function paintPlaces() {
    for (const place of places) {
      const item = base.items[place.item];
      place.group.replaceChildren(...drawn(shape(item, { x, y: place.y, row: laid.row })));
    }
    ring.setAttribute("visibility", "hidden");
  }

  function paintClasses() {
    lit = unpack(state.lit, size);
    const own = state.own ? unpack(state.own, size) : null;
    for (const place of places) {
      const { item, group } = place;
      const role = !lit[item] ? "ghost" : own && !own[item] ? "faded" : "";
      const kinds = `${place.kinds} ${role} ${state.open && state.open.item === item ? "open" : ""}`;
      if (group.getAttribute("class") !== kinds) group.setAttribute("class", kinds);
      place.live = Boolean(lit[item]);
      if (place.live && !group.hasAttribute("role")) {
        group.setAttribute("role", "button");
        group.setAttribute("tabindex", "-1");
        group.setAttribute("aria-label", base.texts[item].slice(1).join(": "));
      } else if (!place.live) for (const name of ["role", "tabindex", "aria-label"]) group.removeAttribute(name);
    }
    for (const [at, lane] of laid.lanes.entries()) {
      const live = places.filter((place) => place.lane === at && place.live);
      const mine = own && live.filter((place) => own[place.item]);
      lane.number = mine ? `${mine.length} / ${live.length}` : String(live.length);
    }
    empty.hidden = places.some((place) => place.live);
    root.classList.toggle("atlas-timeline-windowed", Boolean(state.years));
  }

  function paintGround() {
    const [wide, tall] = [box.width, Math.max(laid.height, box.height)];
    picture.setAttribute("width", box.full);
    picture.setAttribute("height", tall);
    for (const [name, value] of Object.entries({ x: box.gutter, width: wide + ROOM, height: tall })) plot.setAttribute(name, value);
    const lines = ticks(base.firstYear, view, wide, (date) => month.format(date));
    const parts = base.eras.map(([, from, to], at) => svg("rect", { class: at % 2 ? "era odd" : "era", x: x(from), y: 0, width: Math.max(0, x(to) - x(from)), height: tall }));
    parts.push(...lines.map((line) => svg("line", { class: line.strong ? "strong" : "", x1: x(line.day), x2: x(line.day), y1: 0, y2: tall })));
    parts.push(...laid.lanes.slice(1).map((lane) => svg("line", { class: "lane", x1: 0, x2: wide, y1: lane.top, y2: lane.top })));
    if (state.years) {
      const [from, to] = chosen();
      parts.push(svg("rect", { class: "window", x: x(from), y: 0, width: x(to) - x(from), height: tall }));
    }
    ground.replaceChildren(...parts);
    names.replaceChildren(...laid.lanes.flatMap(laneName));
    paintAxis(lines, wide);
  }

  const chosen = () => [yearDay(base.firstYear, state.years[0]), yearDay(base.firstYear, state.years[1] + 1)];

  function laneName(lane) {
    const y = box.narrow ? lane.top + 14 : lane.top + Math.min(lane.height / 2 + 4, 19);
    const name = svg("text", { class: "name", x: box.narrow ? 6 : 4, y });
    name.textContent = lane.name;
    const number = svg("text", { class: "number", x: box.narrow ? box.full - 14 : box.gutter - 10, y, "text-anchor": "end" });
    number.textContent = lane.number;
    return [name, number];
  }

  function paintAxis(lines, wide) {
    axis.setAttribute("width", box.root);
    const inside = svg("svg", { x: box.gutter, width: wide + ROOM, height: AXIS });
    for (const [at, [label, from, to]] of base.eras.entries()) {
      const [left, right] = [Math.max(0, x(from)), Math.min(wide, x(to))];
      inside.append(svg("rect", { class: at % 2 ? "era odd" : "era", x: left, y: 0, width: Math.max(0, right - left), height: AXIS }));
      if (lengthOf(label, 11.5) + 9 > right - left) continue;
      const text = svg("text", { class: "era-name", x: left + 5, y: 14 });
      text.textContent = label;
      inside.append(text);
    }
    for (const line of lines.filter((one) => x(one.day) >= -1 && x(one.day) <= wide)) {
      const text = svg("text", { class: line.strong ? "year strong" : "year", x: x(line.day) + 4, y: 33 });
      text.textContent = line.label;
      inside.append(svg("line", { class: line.strong ? "strong" : "", x1: x(line.day), x2: x(line.day), y1: 22, y2: AXIS }), text);
    }
    if (state.years) inside.append(svg("line", { class: "chosen", x1: Math.max(0, x(chosen()[0])), x2: Math.min(wide, x(chosen()[1])), y1: AXIS - 2, y2: AXIS - 2 }));
    axis.replaceChildren(inside);
  }

  function paint() {
    if (!box || box.lanes !== state.lanes) measure();
    const anew = lay();
    paintClasses();
    if (anew) paintPlaces();
    paintGround();
  }

  function show(next) {
    view = next;
    tip.hidden = true;
    if (!laid) return;
    paintPlaces();
    paintGround();
    for (const listener of listeners.move) listener(view);
  }

  // Where a mark is in the window, at least as wide as a fingertip hides.
  function where(place) {
    const frame = picture.getBoundingClientRect();
    const [from, to] = stretch(base.items[place.item]).map(x);
    const width = Math.max(to - from, 10);
    const left = frame.left + box.gutter + (from + to - width) / 2;
    const top = frame.top + place.y - 1;
    return { left, right: left + width, top, bottom: top + laid.row + 1, width };
  }

  function mark(place) {
    const { left, top, width } = where(place);
    const frame = picture.getBoundingClientRect();
    const [x, y] = [left - frame.left - box.gutter - 2, top - frame.top - 1];
    for (const [name, value] of Object.entries({ x, y, width: width + 4, height: laid.row + 3, visibility: "visible" })) ring.setAttribute(name, value);
  }

  function explain(place) {
    tip.hidden = !place;
    if (!place) return;
    const [, when, title] = base.texts[place.item];
    tip.replaceChildren(html("span", { textContent: when }), html("b", { textContent: title }));
    const [frame, spot] = [root.getBoundingClientRect(), where(place)];
    const left = Math.min(Math.max(8, spot.left + spot.width / 2 - frame.left - tip.offsetWidth / 2), frame.width - tip.offsetWidth - 8);
    const above = spot.top - frame.top - tip.offsetHeight - 8;
    tip.style.left = `${left}px`;
    tip.style.top = `${above > AXIS ? above : spot.bottom - frame.top + 8}px`;
  }

  const placeOf = (element) => {
    const place = element.closest && element.closest(".atlas-item")?.atlasPlace;
    return place && place.live ? place : null;
  };

  // Marks are small, so a pointer beside one means it: the nearest within reach, or none.
  function placeNear({ clientX, clientY, pointerType }) {
    const frame = picture.getBoundingClientRect();
    const [px, py] = [clientX - frame.left - box.gutter, clientY - frame.top];
    let [found, least] = [null, (pointerType === "touch" ? 18 : 8) ** 2];
    for (const place of px < 0 ? [] : places) {
      if (!place.live) continue;
      const [from, to] = stretch(base.items[place.item]).map(x);
      const [across, down] = [Math.max(from - px, 0, px - to), Math.max(Math.abs(place.y + laid.row / 2 - py) - laid.row / 2, 0)];
      const away = across ** 2 + down ** 2;
      if (away < least) [found, least] = [place, away];
    }
    return found;
  }

  const choose = (place) => { for (const listener of listeners.open) listener(base.texts[place.item][0], place); };

  return {
    patch(next) {
      state = next;
      paint();
    },
    resize() {
      box = null;
      if (state) paint();
    },
    on(event, listener) { listeners[event].add(listener); },
    zoom(factor, around = (view[0] + view[1]) / 2) { show(zoom(view, factor, around, base.days)); },
    pan(pixels) { show(shift(view, (pixels / box.width) * (view[1] - view[0]), base.days)); },
    whole() { show([0, base.days]); },
    show,
    dayAt: (pixel) => view[0] + ((pixel - root.getBoundingClientRect().left - box.gutter) / box.width) * (view[1] - view[0]),
    view: () => view,
    number: () => lit.reduce((sum, one) => sum + one, 0),
    places: () => places.filter((place) => place.live),
    find: (item) => places.find((place) => place.item === item) || null,
    inView: (place) => { const [from, to] = stretch(base.items[place.item]); return to > view[0] && from < view[1]; },
    reveal(place) {
      const [from, to] = stretch(base.items[place.item]);
      if (to <= view[0] || from >= view[1]) show(shift(view, (from + to) / 2 - (view[0] + view[1]) / 2, base.days));
    },
    explain,
    where,
    mark,
    unmark() { ring.setAttribute("visibility", "hidden"); },
    placeOf,
    placeNear,
    choose,
    scroller,
    foot,
  };
}
