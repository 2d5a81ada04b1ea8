// Plays through the years: asks for one window of years after the other. `addresses` and `options` are put
// before this by player.py. Whether it plays is known here alone; the window is the filter in the address.

const kept = (globalThis.atlasKept ||= {});
const PICTURES = "#atlas-map, #atlas-network, #atlas-timeline";

async function start(component, send) {
  const root = component.parentElement.querySelector("#atlas-player");
  await atlasStyle(addresses.style);
  const { span: [first, last], words } = options;
  const reader = (kept.player ||= { open: false, width: 3, speed: options.speeds[1][1] });
  const view = buildPlayer(reader);
  root.replaceChildren(view.box);
  let years = null; // the window in the address
  let asked = null; // the window asked for, until its answer is painted
  let playing = false;
  let timer = 0;
  let late = 0;

  const full = () => years || [first, last];
  const same = (one, other) => one[0] === other[0] && one[1] === other[1];

  // The window that starts (for a growing one: ends) at a year.
  function windowAt(year) {
    if (reader.width === 0) return [first, Math.min(Math.max(year, first), last)];
    const width = Math.min(reader.width, last - first + 1);
    const start = Math.min(Math.max(year, first), last - width + 1);
    return [start, start + width - 1];
  }
  const fits = ([from, to]) => (reader.width === 0 ? from === first && to < last : to - from + 1 === reader.width);
  const handle = ([from, to]) => (reader.width === 0 ? to : from);

  // What a step starts from: the step before may still be on its way.
  const latest = () => (asked ? asked.window : full());

  // From a window of another width the first step goes to where that one begins.
  function next(by) {
    const now = latest();
    if (!fits(now)) return windowAt(reader.width === 0 ? first : now[0]);
    return windowAt(handle(now) + by);
  }

  function ask(window) {
    const from = latest();
    if (same(window, from)) return;
    const earlier = asked ? [...asked.earlier, asked.window] : [];
    asked = { window, earlier, at: performance.now(), before: pictureRevision() };
    awaitAnswer(true);
    clearTimeout(late);
    late = setTimeout(() => { stop(); asked = null; awaitAnswer(false); show(); }, 15_000);
    view.show(window, reader, playing);
    // With the years it starts from: whoever moves them meanwhile is not to be overruled.
    send("years", { from, to: window });
  }

  function play() {
    playing = true;
    const now = full();
    const target = fits(now) && now[1] === last ? windowAt(first) : next(1);
    if (same(target, now)) stop();
    else ask(target);
    show();
  }

  function stop() {
    playing = false;
    clearTimeout(timer);
  }

  // The next step waits for the picture of this one to be painted, and for its time to be over.
  function answered() {
    const { at, before } = asked;
    clearTimeout(late);
    asked = null;
    awaitAnswer(false);
    if (full()[1] === last) stop();
    if (!playing) return;
    pictureAfter(before).then(() => {
      if (!playing || asked) return;
      clearTimeout(timer);
      timer = setTimeout(() => { if (playing && !asked) ask(next(1)); }, Math.max(0, at + reader.speed - performance.now()));
    });
  }

  function awaitAnswer(on) {
    root.dataset.awaits = String(on);
    replaceSteps(on);
  }

  const show = () => view.show(asked ? asked.window : full(), reader, playing);

  view.on("toggle", (open) => { reader.open = open; if (!open) { stop(); show(); } });
  view.on("play", () => { if (playing) { stop(); show(); } else play(); });
  view.on("step", (by) => { stop(); ask(next(by)); show(); });
  view.on("move", (year) => { stop(); ask(windowAt(year)); show(); });
  view.on("width", (width) => {
    reader.width = width;
    const now = latest();
    if (!same(now, [first, last]) && !playing) ask(windowAt(width === 0 ? now[1] : now[0]));
    show();
  });
  view.on("speed", (speed) => { reader.speed = speed; });
  view.on("clear", () => { stop(); ask([first, last]); show(); });

  return {
    patch(data) {
      const before = full();
      years = data.years;
      view.count(data.counts);
      if (asked && same(full(), asked.window)) answered();
      // Somebody else moved the years (the slider, a reset, Back): the reader has taken over. The answer to
      // a step before the latest is no such move.
      else if (!same(full(), before) && !(asked && asked.earlier.some((window) => same(window, full())))) { stop(); asked = null; awaitAnswer(false); }
      show();
      atlasPainted(root);
    },
    remove() {
      stop();
      clearTimeout(late);
      awaitAnswer(false);
    },
  };

  function buildPlayer() {
    const e = atlasElement;
    const listeners = {};
    const tell = (name, value) => listeners[name](value);
    const button = (sign, label, act) => {
      const made = e("button", { type: "button", textContent: sign, title: label, onclick: act });
      made.setAttribute("aria-label", label);
      return made;
    };
    const now = e("span", { className: "atlas-player-now" });
    const back = button("‹", words.back, () => tell("step", -1));
    const toggle = button("▶", words.play, () => tell("play"));
    toggle.classList.add("atlas-player-play");
    const forward = button("›", words.forward, () => tell("step", 1));
    const bars = e("div", { className: "atlas-player-bars", title: words.bars });
    bars.setAttribute("aria-hidden", "true");
    const range = e("input", { type: "range", step: 1, onchange: () => tell("move", Number(range.value)), oninput: () => label(windowAt(Number(range.value))) });
    range.setAttribute("aria-label", words.place);
    const choice = (text, items, chosen, act) => {
      const select = e("select", { onchange: () => act(Number(select.value)) }, ...items.map(([name, value]) => e("option", { textContent: name, value: String(value), selected: value === chosen })));
      return e("label", {}, e("span", { textContent: text }), select);
    };
    const widths = [...options.widths.map((width) => [width === 1 ? words.year : words.years.replace("{number}", width), width]), [words.growing, 0]];
    const all = e("button", { type: "button", className: "atlas-player-all", textContent: words.clear, onclick: () => tell("clear") });
    const row = e("div", { className: "atlas-player-row" },
      e("div", { className: "atlas-player-buttons" }, back, toggle, forward),
      e("div", { className: "atlas-player-track" }, bars, range),
      choice(words.width, widths, reader.width, (width) => tell("width", width)),
      choice(words.speed, options.speeds, reader.speed, (speed) => tell("speed", speed)), all);
    const box = e("details", { open: reader.open }, e("summary", {}, e("span", { textContent: words.title }), now), row);
    box.addEventListener("toggle", () => tell("toggle", box.open));
    bars.append(...Array.from({ length: last - first + 1 }, () => e("i")));

    const phrase = ([from, to]) => (from === first && to === last ? words.all : from === to ? String(from) : `${from}–${to}`);
    function label(window) {
      now.textContent = phrase(window);
      range.setAttribute("aria-valuetext", phrase(window));
      for (const [at, bar] of [...bars.children].entries()) bar.classList.toggle("in", first + at >= window[0] && first + at <= window[1]);
    }
    return {
      box,
      on(name, listener) { listeners[name] = listener; },
      count(counts) {
        const most = Math.max(1, ...counts);
        for (const [at, bar] of [...bars.children].entries()) bar.style.height = `${Math.round((100 * (counts[at] || 0)) / most)}%`;
      },
      show(window, { width }, plays) {
        range.min = String(first);
        range.max = String(width === 0 ? last : Math.max(first, last - width + 1));
        range.value = String(handle(window));
        label(window);
        toggle.textContent = plays ? "❚❚" : "▶";
        for (const name of ["title", "aria-label"]) toggle.setAttribute(name, plays ? words.pause : words.play);
        root.dataset.playing = String(plays);
        back.disabled = fits(window) && handle(window) === first;
        forward.disabled = fits(window) && window[1] === last;
        all.disabled = same(window, [first, last]);
      },
    };
  }
}

const pictureRevision = () => Number(document.querySelector(PICTURES)?.dataset.revision || 0);

// Resolves when the picture has been painted once more. A window with just the same records paints nothing
// new, so after a moment it is taken as painted.
function pictureAfter(before) {
  return new Promise((resolve) => {
    const until = performance.now() + 300;
    const look = () => {
      if (pictureRevision() > before || performance.now() > until) requestAnimationFrame(resolve);
      else requestAnimationFrame(look);
    };
    look();
  });
}

// Streamlit adds an entry to the browser's history for every change of the address. Steps of the player
// would flood it: the first one makes an entry, marked as the player's, and each that follows replaces it.
// So one press of Back leads to the view before the playing. Only a change of the years alone is touched,
// and only while the answer to a step is awaited.
function replaceSteps(on) {
  delete history.pushState;
  if (!on) return;
  history.pushState = (state, title, url) => {
    if (!onlyYearsDiffer(url)) {
      History.prototype.pushState.call(history, state, title, url);
      return;
    }
    const again = history.state && history.state.atlasPlayer;
    const way = again ? History.prototype.replaceState : History.prototype.pushState;
    way.call(history, { ...state, atlasPlayer: true }, title, url);
  };
}

function onlyYearsDiffer(url) {
  const rest = (address) => {
    const parts = new URL(address, document.baseURI);
    parts.searchParams.delete("years");
    return parts.pathname + "?" + parts.searchParams;
  };
  return rest(url) === rest(document.location.href);
}

export const run = (component) => atlasRun(component, start);
