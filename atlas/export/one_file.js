// The page in one file: a click in map, network or panel shows the records of what was clicked.

(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const data = read("atlas-data");
  const panel = document.getElementById("records");
  const parts = new Map([...panel.querySelectorAll("[data-panel]")].map((part) => [part.dataset.panel, part]));
  const items = [...panel.querySelectorAll("li[data-of]")].map((item) => [item, new Set(item.dataset.of.split(" "))]);
  const pictures = atlasPictures({ ...data, geometry: read("atlas-geometry") }, choose);

  function choose(id) {
    pictures.show(id);
    show(id);
    // Where the records stand below the pictures, what was clicked is brought into sight.
    if (panel.getBoundingClientRect().top > innerHeight - 120) panel.scrollIntoView({ block: "start" });
  }

  function show(id) {
    const own = parts.has(id) ? id : "";
    for (const [code, part] of parts) part.hidden = code !== own;
    for (const [item, of] of items) item.hidden = Boolean(own) && !of.has(own);
    panel.scrollTop = 0;
    panel.dataset.shown = id;
  }

  panel.addEventListener("click", (event) => {
    const button = event.target.closest("[data-choose]");
    if (!button) return;
    choose(button.dataset.choose);
    panel.focus({ preventScroll: true });
  });
  show(data.states.focus);
})();
