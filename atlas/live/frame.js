// What every live component shares: it is started once for its element, then patched by each rerun.

const atlasHandles = new WeakMap();
const atlasText = new TextDecoder();

function atlasAddress(path) {
  return new URL(path, document.baseURI).href;
}

// Streamlit calls this at the first paint and at every change of data. `start` makes the handle once.
async function atlasRun(component, start) {
  const place = component.parentElement;
  let handle = atlasHandles.get(place);
  if (!handle) {
    handle = { component, started: null, live: null, shown: null, served: null, passed: new Set() };
    atlasHandles.set(place, handle);
    // `changes`: what the address will say other than now, as far as that is known here, see ahead.js.
    handle.started = start(component, (name, value, changes) => {
      const message = { at: atlasTurn(), moved: atlasMoved(), value };
      atlasAfter(changes && globalThis.atlasAhead?.(changes), () => handle.component.setStateValue(name, message));
    });
  }
  handle.component = component;
  atlasMoved();
  const live = handle.live = await handle.started;
  // A table has no id of its own: there may be several.
  const id = place.querySelector("[id]")?.id;
  if (id) globalThis.atlasParts.set(id, handle);
  // Another rerun may have come in while the scripts were loading: the newest data is painted last.
  atlasMode();
  const { data } = handle.component;
  const text = await atlasUnpack(data);
  // Small messages come again with nothing new in them.
  if (text !== handle.served && data === handle.component.data) {
    handle.served = text;
    // The answer to a change that another has followed, whose answer is shown already.
    if (!handle.passed.delete(text)) atlasShow(handle, text);
    live.answered?.(JSON.parse(text));
  }
  return () => {
    // Streamlit also calls this when newer data came before these were shown. Then the component stays.
    if (place.isConnected || !atlasHandles.delete(place)) return;
    if (globalThis.atlasParts.get(id) === handle) globalThis.atlasParts.delete(id);
    live.remove();
  };
}

// JSON as it is, or packed in the zlib format, which begins with another byte.
async function atlasUnpack(data) {
  if (data[0] === 0x7b) return atlasText.decode(data);
  const unpacked = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(unpacked).text();
}

// The components of the page, by the id of their element. Each module has its own copy of this.
globalThis.atlasParts ??= new Map();

function atlasShow(handle, text) {
  if (text === handle.served) handle.passed.clear();
  if (text === handle.shown) return;
  handle.shown = text;
  handle.live.patch(JSON.parse(text));
}

// Page and server are busy for some frames once Streamlit is told of a change: the short way is given a moment to be
// first. Messages keep their order.
const ATLAS_MOMENT = 30;
globalThis.atlasTold ??= { waiting: 0, last: Promise.resolve(), at: -Infinity };

function atlasAfter(ahead, act) {
  const told = globalThis.atlasTold;
  told.at = performance.now();
  if (!ahead && !told.waiting) {
    act();
    return;
  }
  told.waiting += 1;
  const moment = ahead ? Promise.race([ahead.catch(reportError), new Promise((resolve) => { setTimeout(resolve, ATLAS_MOMENT); })]) : null;
  // Whatever goes wrong with one message, the next is sent.
  told.last = Promise.all([told.last, moment]).then(() => {
    told.waiting -= 1;
    act();
  }).catch(reportError);
}

// Unlike a trigger, a state is sent again with whatever follows, so a click that Streamlit dropped comes in
// with the next; the number makes the same choice made twice two choices.
let atlasTurns = 0;

function atlasTurn() {
  atlasTurns += 1;
  return `${Date.now()}.${atlasTurns}`;
}

// How often the address has changed since the page was opened. A message from before the last change has been
// answered, and a new session, which is sent it again, has to know that. Each module has its own copy of this.
globalThis.atlasMoves ??= { count: 0, address: location.href };

function atlasMoved() {
  const moves = globalThis.atlasMoves;
  if (moves.address !== location.href) {
    moves.address = location.href;
    moves.count += 1;
  }
  return moves.count;
}

// Back right after a click leads to where the click was made, before anybody has looked.
addEventListener("popstate", () => {
  globalThis.atlasMoves.count += 1;
});

// The canonical query of the view. The sidebar gets it with each answer; whoever makes links of it listens here,
// so that it travels once. Before the first answer there is none.
globalThis.atlasView ??= { query: null, heard: new EventTarget() };

function atlasTell(query) {
  if (globalThis.atlasView.query === query) return;
  globalThis.atlasView.query = query;
  globalThis.atlasView.heard.dispatchEvent(new Event("query"));
}

function atlasHear(act) {
  const { heard } = globalThis.atlasView;
  heard.addEventListener("query", act);
  return () => heard.removeEventListener("query", act);
}

// The query without what is open on one page only.
function atlasWithout(query, ...names) {
  return query.split("&").filter((part) => !names.some((name) => part.startsWith(`${name}=`))).join("&");
}

// Calls back when the socket is open again after it was lost; the session may be another one, elsewhere.
// Streamlit says on its outermost element how the connection is.
function atlasReturn(back) {
  const app = document.querySelector("[data-test-connection-state]");
  if (!app) return () => {};
  let lost = false;
  const watch = new MutationObserver(() => {
    const open = app.dataset.testConnectionState === "CONNECTED";
    if (open && lost) back();
    lost = !open;
  });
  watch.observe(app, { attributes: true, attributeFilter: ["data-test-connection-state"] });
  return () => watch.disconnect();
}

function atlasPainted(root) {
  root.dataset.revision = String(Number(root.dataset.revision || 0) + 1);
  root.dataset.ready = "true";
}

// Light or dark is what the page is, not what the system prefers: the reader may have chosen in the menu.
let atlasSeen = null;

function atlasMode() {
  const page = document.querySelector(".stApp") || document.body;
  const { dataset } = document.documentElement;
  // Streamlit gives the page another class with another theme; asking for the colour costs a style pass.
  if (atlasSeen === page.className && dataset.atlasMode) return dataset.atlasMode;
  atlasSeen = page.className;
  const parts = getComputedStyle(page).backgroundColor.match(/[\d.]+/g) || [255, 255, 255];
  const [red, green, blue] = parts.map(Number);
  const mode = 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? "dark" : "light";
  if (document.documentElement.dataset.atlasMode !== mode) document.documentElement.dataset.atlasMode = mode;
  return mode;
}

const atlasLoading = new Map();

function atlasStyle(path) {
  const href = atlasAddress(path);
  if (document.querySelector(`link[href="${href}"], link[href="${path}"]`)) return Promise.resolve();
  if (!atlasLoading.has(href)) {
    atlasLoading.set(href, new Promise((resolve, reject) => {
      const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
      link.onload = resolve;
      link.onerror = reject;
      document.head.appendChild(link);
    }));
  }
  return atlasLoading.get(href);
}

// Leaflet and vis are scripts of the old kind: imported, they put one name on the page.
async function atlasLibrary(path, name) {
  if (!globalThis[name]) await import(atlasAddress(path));
  return globalThis[name];
}

async function atlasJson(path) {
  const answer = await fetch(atlasAddress(path));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

function atlasElement(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

// A link to a page of the atlas. Streamlit follows it as it follows Back and Forward: one entry in the
// browser's history and no new start. With a key held down it is a link like any other.
function atlasLink(address, properties = {}, ...children) {
  const link = atlasElement("a", { href: atlasAddress(address), ...properties }, ...children);
  // Inside another page there is no navigation to come back by.
  if (new URLSearchParams(location.search).get("embed") === "true") return Object.assign(link, { target: "_blank", rel: "noopener" });
  link.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    dispatchEvent(new PopStateEvent("popstate"));
  });
  return link;
}
