// The sidebar: whom to look at, every filter, the way back. `options`, `addresses` and the scripts it calls are put
// before this by sidebar.py.

async function start(component, send) {
  const root = component.parentElement.querySelector("#atlas-sidebar");
  await atlasStyle(addresses.style);
  const { words, span } = options;
  const e = atlasElement;
  let turn = 0;
  // What is sent, and what the address will say then.
  const tell = (name, changes) => {
    const told = (value) => {
      turn += 1;
      send(name, { turn, value }, changes(value));
    };
    // What a press may lead to, once it is let go.
    return Object.assign(told, { soon: (value) => globalThis.atlasPress(changes(value), turn + 1) });
  };
  const chooser = atlasChooser(options.entities, words.focus, tell("focus", (focus) => ({ focus })));
  const search = buildWords(tell("words", (q) => ({ q })));
  const years = span[0] < span[1] ? buildYears(tell("years", (years) => ({ years }))) : null;
  const unlisted = Object.fromEntries(options.facets.map((facet) => [facet.parameter, []]));
  const facets = atlasFacets(options.facets, tell("lists", (lists) => ({ ...unlisted, ...lists })));
  const clear = tell("reset", () => ({ years: [], q: [], ...unlisted }));
  const reset = e("button", { type: "button", className: "atlas-reset-filters", textContent: words.reset, onclick: () => clear(true), onpointerdown: () => clear.soon(true) });
  const hear = atlasForesee(() => turn);
  const parts = [chooser, search, ...(years ? [years] : [])];
  // The first stop of the keyboard: past all the filters.
  const skip = e("button", { type: "button", className: "atlas-skip", textContent: words.skip, onclick: goToPage });
  root.replaceChildren(skip, e("p", { className: "atlas-brand", textContent: options.title }), ...parts.map((part) => part.box), facets.root, reset);
  loadLater();
  // The first component of every page speaks for all of them.
  const unwatch = atlasReturn(() => send("back", null));

  function goToPage() {
    const main = document.querySelector('[data-testid="stMain"]');
    main.tabIndex = -1;
    main.focus();
  }

  function buildWords(change) {
    const input = e("input", { type: "search", id: "atlas-words", maxLength: options.longest, placeholder: words.hint, autocomplete: "off" });
    let sent = "";
    const look = () => {
      if (input.value.trim() === sent) return;
      sent = input.value.trim();
      change(sent);
    };
    input.addEventListener("change", look);
    // The little cross of a search field says nothing else.
    input.addEventListener("search", look);
    return {
      box: e("div", { className: "atlas-field" }, e("label", { htmlFor: input.id, textContent: words.words }), input),
      patch(text, late) {
        const typing = document.activeElement === input && input.value.trim() !== sent;
        if (late || typing) return;
        sent = text;
        if (input.value.trim() !== text) input.value = text;
      },
    };
  }

  function buildYears(change) {
    const shown = e("output", {});
    const ends = words.years.ends.map((label, at) => {
      const range = e("input", { type: "range", min: String(span[0]), max: String(span[1]), step: "1", oninput: () => move(at), onchange: () => change(values()) });
      range.setAttribute("aria-label", label);
      return range;
    });
    const track = e("div", { className: "atlas-years-track" }, ...ends);
    const values = () => ends.map((range) => Number(range.value));
    function move(at) {
      const other = ends[1 - at];
      if (at ? ends[1].value < other.value : ends[0].value > other.value) ends[at].value = other.value;
      show();
    }
    function show() {
      const [from, to] = values();
      shown.textContent = from === to ? String(from) : `${from}–${to}`;
      const share = (year) => `${(100 * (year - span[0])) / (span[1] - span[0])}%`;
      track.style.setProperty("--from", share(from));
      track.style.setProperty("--to", share(to));
      // Both handles at the far end: the one that can still move lies on top.
      ends[0].style.zIndex = from > (span[0] + span[1]) / 2 ? "2" : "1";
    }
    return {
      box: e("fieldset", { className: "atlas-field atlas-years" }, e("legend", {}, e("span", { textContent: words.years.label }), shown), track),
      patch(years, late) {
        if (late || (document.activeElement && ends.includes(document.activeElement) && document.activeElement.matches(":active"))) return;
        (years || span).forEach((year, at) => { ends[at].value = String(year); });
        show();
      },
    };
  }

  // Once the page is at rest the other pictures are made ready, so that going there is quick.
  function loadLater() {
    const wait = globalThis.requestIdleCallback || ((then) => setTimeout(then, 500));
    setTimeout(() => wait(async () => {
      for (const [path, name] of addresses.later) {
        if (!name || !globalThis[name]) await import(atlasAddress(path)).catch(() => {});
      }
    }), 1500);
  }

  return {
    patch(data) {
      atlasTell(data.query);
      const late = data.turn !== null && data.turn < turn;
      if (!late) chooser.patch(data.focus);
      search.patch(data.words, late);
      if (years) years.patch(data.years, late);
      facets.patch(data, late);
      reset.disabled = !data.active;
      atlasPainted(root);
    },
    answered: (data) => hear(data.query),
    remove: unwatch,
  };
}

export const run = (component) => atlasRun(component, start);
