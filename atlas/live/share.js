// Sharing, citing, downloading: closed a button, open a dialog. What the browser knows, its own address, is
// taken from it; what needs the data is asked of the machine surface when the dialog opens.
// `words`, `groups`, `formats`, `forms`, `snippets`, `site` and `addresses` are put before this by share.py.

async function start(component) {
  const root = component.parentElement.querySelector("#atlas-share");
  await atlasStyle(addresses.style);
  const e = atlasElement;
  const chosen = { data: "view", work: "view", form: "txt", language: "python" };
  let query = "";
  const hear = () => {
    query = globalThis.atlasView.query || "";
    if (dialog.open) fill();
  };

  const opener = e("button", { type: "button", className: "atlas-share-open", onclick: open },
    e("span", { className: "atlas-share-long", textContent: words.title }), e("span", { className: "atlas-share-short", textContent: words.share }));
  opener.setAttribute("aria-haspopup", "dialog");
  const close = e("button", { type: "button", className: "atlas-close", textContent: "×", title: words.close, onclick: () => dialog.close() });
  close.setAttribute("aria-label", words.close);
  const heading = e("h2", { id: "atlas-share-title", tabIndex: -1, textContent: words.title });
  const sentence = e("p", { className: "atlas-share-sentence" });
  const body = e("div", { className: "atlas-share-body" });
  const said = e("p", { className: "atlas-unseen" });
  said.setAttribute("role", "status");
  const dialog = e("dialog", { className: "atlas-share-dialog" }, e("div", { className: "atlas-share-head" }, heading, close), sentence, body, said);
  dialog.setAttribute("aria-labelledby", heading.id);
  // A click beside the dialog is a click on its backdrop, which belongs to it.
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  root.replaceChildren(opener, dialog);

  function open() {
    fill();
    dialog.showModal();
    heading.focus();
  }

  // Addresses. `place` is that of the page without its query, `base` that of the atlas.

  const place = () => location.origin + location.pathname;
  const base = () => atlasAddress(".");
  const within = (path, search) => atlasAddress(path) + (search ? `?${search}` : "");
  const pageAddress = () => place() + (query ? `?${query}` : "") + location.hash;
  const located = (search, at) => [search, `at=${encodeURIComponent(at)}`].filter(Boolean).join("&");
  const record = () => new URLSearchParams(query).get("record");

  function embedCode() {
    const escaped = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
    const address = `${place()}?${[query, "embed=true"].filter(Boolean).join("&")}`;
    return `<iframe src="${escaped(address)}" title="${escaped(site.title)}" width="100%" height="480" style="border:0" loading="lazy" allowfullscreen></iframe>`;
  }

  // Copying. Where the browser does not allow it the text is left selected, so that two keys do.

  function buildCopied(label, { rows = 1, text = "" } = {}) {
    const field = rows > 1 ? e("textarea", { rows, readOnly: true, value: text, spellcheck: false }) : e("input", { type: "text", readOnly: true, value: text });
    field.setAttribute("aria-label", label);
    const button = e("button", { type: "button", textContent: words.copy });
    button.setAttribute("aria-label", `${words.copy}: ${label}`);
    button.addEventListener("click", () => copy(field, button));
    field.addEventListener("focus", () => field.select());
    return { field, button };
  }

  async function copy(field, button) {
    let done = true;
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.focus();
      field.select();
      done = document.execCommand("copy");
    }
    said.textContent = "";
    button.textContent = done ? words.copied : words.select;
    said.textContent = done ? words.copied : words.select;
    setTimeout(() => { button.textContent = words.copy; }, done ? 2000 : 6000);
  }

  // A row of options, one of them chosen.

  function buildChoice(name, legend, options, change) {
    const buttons = options.map(([value, label]) => {
      const input = e("input", { type: "radio", name: `atlas-share-${name}`, value, checked: chosen[name] === value });
      input.addEventListener("change", () => { chosen[name] = value; change(); });
      return e("label", {}, input, e("span", { textContent: label }));
    });
    return e("fieldset", { className: "atlas-share-choice" }, e("legend", { className: "atlas-unseen", textContent: legend }), ...buttons);
  }

  function fill() {
    sentence.textContent = "";
    body.replaceChildren(buildLink(), buildDownloads(), buildCitation(), buildSnippets());
  }

  function buildSection(name, title, ...children) {
    return e("section", { className: `atlas-share-${name}` }, e("h3", { textContent: title }), ...children);
  }

  function buildLink() {
    const link = buildCopied(words.link, { text: pageAddress() });
    const embed = buildCopied(words.embed, { text: embedCode() });
    const code = e("img", { className: "atlas-share-qr", alt: words.qr, width: 148, height: 148 });
    const note = e("p", { className: "atlas-share-note", textContent: words.noQr, hidden: true });
    code.onerror = () => { code.hidden = true; note.hidden = false; };
    code.src = within("api/qr.svg", located(query, place()));
    const row = (label, it) => e("div", {}, e("span", { className: "atlas-share-label", textContent: label }), e("div", { className: "atlas-share-row" }, it.field, it.button));
    return buildSection("link", words.link, e("div", { className: "atlas-share-fields" }, row(words.linkHint, link), row(words.embedHint, embed), note), code);
  }

  // Downloads: this view, or everything.

  function buildDownloads() {
    const list = e("div", { className: "atlas-share-files" });
    const show = async () => {
      const search = chosen.data === "view" ? query : site.everything;
      const asked = chosen.data;
      list.setAttribute("aria-busy", "true");
      const files = await atlasJson(within("api/files.json", search)).catch(() => null);
      if (asked !== chosen.data) return;
      list.setAttribute("aria-busy", "false");
      if (asked === "view") sentence.textContent = files ? files.sentence : "";
      list.replaceChildren(...(files ? buildFiles(files.items, search) : [e("p", { textContent: words.failed })]));
    };
    show();
    const choice = buildChoice("data", words.which, [["view", words.view], ["all", words.everything]], show);
    return buildSection("data", words.download, choice, list, e("p", { className: "atlas-share-note", textContent: words.about }));
  }

  function buildFiles(files, search) {
    const shown = [{ name: "preview.png", path: "preview.png", about: words.picture }, { name: "preview.svg", path: "preview.svg", about: words.picture }]
      .concat(files.map((file) => ({ ...file, path: `api/${file.name}` })))
      .map((file) => ({ ...file, address: within(file.path, file.filtered === false ? "" : search), stem: stemOf(file.name) }))
      .filter((file) => file.stem !== "cite");
    const stems = [...new Set(shown.map((file) => file.stem))].filter((stem) => !groups.some((group) => group.stem === stem));
    const others = stems.map((stem) => ({ stem, label: nameOf(stem), hint: "", count: words.rows, folded: true }));
    const build = (folded) => e("ul", {}, ...[...groups, ...others].filter((group) => group.folded === folded).map((group) => buildGroup(group, shown)).filter(Boolean));
    return [build(false), e("details", {}, e("summary", { textContent: words.further }), build(true))];
  }

  const nameOf = (stem) => (stem.startsWith("tables/") ? words.table.replace("{name}", stem.slice("tables/".length)) : stem);
  const stemOf = (name) => name.slice(0, name.lastIndexOf("."));

  function buildGroup(group, files) {
    const own = files.filter((file) => file.stem === group.stem);
    if (!own.length) return null;
    const links = own.map((file) => {
      const ending = file.name.slice(file.name.lastIndexOf(".") + 1);
      const kind = formats[ending] || ending.toUpperCase();
      const link = e("a", { href: file.address, download: "", textContent: kind, title: file.about });
      link.setAttribute("aria-label", `${group.label}: ${kind}`);
      return link;
    });
    const number = own[0].rows;
    const rows = typeof number === "number" && group.count ? group.count.replace("{number}", number.toLocaleString(document.documentElement.lang || "en")) : "";
    const hint = [rows, group.hint].filter(Boolean).join(" · ");
    return e("li", {}, e("span", { className: "atlas-share-name" }, group.label, e("small", { textContent: hint })), e("span", { className: "atlas-share-formats" }, ...links));
  }

  // Citations. The server is told the address the reader has; what it refuses it is asked without.

  function buildCitation() {
    const { field, button } = buildCopied(words.cite, { rows: 7 });
    const save = e("a", { download: "", textContent: words.save });
    if (chosen.work === "record" && !record()) chosen.work = "view";
    const works = [["view", words.view], ["atlas", words.atlas], ...(record() ? [["record", words.record]] : [])];
    const show = async () => {
      const asked = `${chosen.work}.${chosen.form}`;
      const [search, at] = { view: [atlasWithout(query, "record"), place()], atlas: ["", base()], record: [`record=${encodeURIComponent(record())}`, atlasAddress("records")] }[chosen.work];
      const path = `api/cite.${chosen.form}`;
      save.href = within(path, located(search, at));
      let answer = await fetch(save.href);
      if (!answer.ok) answer = await fetch((save.href = within(path, search)));
      const text = answer.ok ? await answer.text() : words.failed;
      if (asked === `${chosen.work}.${chosen.form}`) field.value = text.trim();
    };
    const change = () => show().catch(() => { field.value = words.failed; });
    change();
    return buildSection("cite", words.cite, e("div", { className: "atlas-share-choices" }, buildChoice("work", words.what, works, change), buildChoice("form", words.form, forms, change)),
      e("div", { className: "atlas-share-row" }, field, e("div", { className: "atlas-share-buttons" }, button, save)));
  }

  function buildSnippets() {
    const { field, button } = buildCopied(words.load, { rows: 4 });
    const show = () => {
      // As in export/snippet.py: nothing that could end a text in any of the languages.
      const address = within("api/records.csv", query).replaceAll("'", "%27");
      field.value = snippets[chosen.language].split(site.mark).join(address).trim();
    };
    show();
    const choice = buildChoice("language", words.language, Object.keys(snippets).map((name) => [name, words[name]]), show);
    return buildSection("load", words.load, choice, e("div", { className: "atlas-share-row" }, field, button));
  }

  return {
    patch() {
      hear();
      atlasPainted(root);
    },
    remove: atlasHear(hear),
  };
}

export const run = (component) => atlasRun(component, start);
