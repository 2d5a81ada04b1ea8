// The static pages: map and network lead to the page of what is clicked; the search finds names and titles.

(() => {
  const data = document.getElementById("atlas-data");
  if (data) {
    const { pages, ...rest } = JSON.parse(data.textContent);
    atlasPictures({ ...rest, geometry: atlasBorders }, (id) => {
      if (pages[id]) location.href = pages[id];
    });
  }

  const box = document.querySelector(".search");
  const field = box.querySelector("input");
  const list = box.querySelector("ul");
  const most = 12;
  box.hidden = false;

  // The letters Unicode does not take apart, as `atlas.search.fold` has them.
  const plain = { ə: "a", ı: "i", ø: "o", ł: "l", đ: "d", ß: "ss", æ: "ae", œ: "oe", ð: "d", þ: "th" };

  function fold(text) {
    const lower = text.toLowerCase().replace(/[əıøłđßæœðþ]/g, (letter) => plain[letter]);
    return lower.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}_]+/gu, " ").trim();
  }

  // The index is a script, so that it is found from a disk, too, and fetched only by who searches.
  let index = null;

  function load() {
    index ||= new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement("script"), { src: box.dataset.index, onerror: reject });
      script.onload = () => resolve(atlasIndex);
      document.head.append(script);
    });
    return index;
  }

  async function find() {
    const words = fold(field.value).split(" ").filter(Boolean);
    const entries = await load();
    // An entity before a record before a source, and what begins with the words before what holds them.
    const found = words.length ? entries.filter(([, , , text]) => words.every((word) => text.includes(word))) : [];
    const first = found.filter(([, , , text]) => text.startsWith(words[0]) || text.includes(` ${words[0]}`));
    show([...new Set([...first, ...found])].slice(0, most), words.length > 0);
  }

  function show(found, asked) {
    list.replaceChildren(...found.map(([name, kind, path]) => {
      const link = Object.assign(document.createElement("a"), { href: box.dataset.up + path, textContent: name });
      const item = document.createElement("li");
      const small = Object.assign(document.createElement("small"), { textContent: kind });
      link.append(small);
      item.append(link);
      return item;
    }));
    if (asked && !found.length) list.append(Object.assign(document.createElement("li"), { className: "muted", textContent: box.dataset.nothing }));
    list.hidden = !asked;
  }

  field.addEventListener("focus", load);
  field.addEventListener("input", find);
  box.addEventListener("keydown", (event) => {
    const links = [field, ...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      list.hidden = true;
      field.focus();
    } else if (event.key === "Enter" && document.activeElement === field && links[1]) {
      links[1].click();
    } else if (step && links[at + step]) {
      event.preventDefault();
      links[at + step].focus();
    }
  });
  box.addEventListener("focusout", (event) => { if (!box.contains(event.relatedTarget)) list.hidden = true; });
})();
