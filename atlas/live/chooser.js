// Finding an entity by its name: a combobox with a list of its own, whatever the case and accents typed.
// An option is [id, label, what it is found by]; the latter is folded as `atlasFold` folds what is typed.

const PLAIN = { ə: "a", ı: "i", ø: "o", ł: "l", đ: "d", ß: "ss", æ: "ae", œ: "oe", ð: "d", þ: "th" };

function atlasFold(text) {
  const plain = text.toLowerCase().replace(/[əıøłđßæœðþ]/g, (letter) => PLAIN[letter]);
  return plain.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}_]+/gu, " ").trim();
}

function atlasChooser(options, words, choose) {
  const e = atlasElement;
  const labels = new Map(options.map(([id, label]) => [id, label]));
  const input = e("input", { type: "text", id: "atlas-focus", autocomplete: "off", spellcheck: false, placeholder: words.hint });
  const list = e("ul", { id: "atlas-focus-list", hidden: true });
  const clear = e("button", { type: "button", className: "atlas-chooser-clear", textContent: "×", hidden: true, onclick: () => pick("") });
  const box = e("div", { className: "atlas-field atlas-chooser" }, e("label", { htmlFor: input.id, textContent: words.label }), e("div", {}, input, clear), list);
  const attributes = { role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.label);
  clear.setAttribute("aria-label", words.clear);
  let chosen = "";
  let active = -1;

  // Whole words that begin as typed come first, so that two letters find a country and not a part of a name.
  function found(typed) {
    const wanted = atlasFold(typed).split(" ").filter(Boolean);
    const fits = options.filter(([, , text]) => wanted.every((word) => text.includes(word)));
    const begins = ([, label]) => (atlasFold(label).startsWith(wanted.join(" ")) ? 0 : 1);
    return wanted.length ? fits.sort((one, other) => begins(one) - begins(other)) : fits;
  }

  function open(typed) {
    const items = found(typed).map(([id, label]) => {
      const item = e("li", { id: `atlas-focus-${id}`, textContent: label });
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(id === chosen));
      item.dataset.id = id;
      return item;
    });
    list.replaceChildren(...(items.length ? items : [e("li", { className: "atlas-chooser-none", textContent: words.none })]));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    const current = items.findIndex((item) => item.dataset.id === chosen);
    activate(typed && items.length ? 0 : current);
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    input.value = labels.get(chosen) || "";
  }

  function activate(at) {
    active = at;
    const items = [...list.querySelectorAll("[role=option]")];
    items.forEach((item, place) => item.classList.toggle("atlas-active", place === at));
    if (items[at]) {
      input.setAttribute("aria-activedescendant", items[at].id);
      list.scrollTop = Math.min(Math.max(list.scrollTop, items[at].offsetTop + items[at].offsetHeight - list.clientHeight), items[at].offsetTop);
    } else input.removeAttribute("aria-activedescendant");
  }

  function pick(id) {
    const isNew = id !== chosen;
    chosen = id;
    clear.hidden = !chosen;
    close();
    if (isNew) choose(id);
  }

  function steer(event) {
    const items = list.hidden ? [] : [...list.querySelectorAll("[role=option]")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.hidden) open("");
    else if (step && items.length) activate((active + step + items.length) % items.length);
    else if (event.key === "Enter" && items[active]) pick(items[active].dataset.id);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  input.addEventListener("input", () => open(input.value));
  input.addEventListener("click", () => { if (list.hidden) { open(""); input.select(); } });
  input.addEventListener("keydown", steer);
  input.addEventListener("blur", close);
  // Before the blur, which would take the list away under the pointer.
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const item = event.target.closest("[role=option]");
    if (item) pick(item.dataset.id);
  });

  return {
    box,
    patch(id) {
      if (id === chosen && (input.value === (labels.get(id) || "") || !list.hidden)) return;
      chosen = id;
      clear.hidden = !chosen;
      if (list.hidden) input.value = labels.get(chosen) || "";
    },
  };
}
