// Runs in every frame from its first moment. Says to the top frame when an input happened and when what
// the frame shows has changed; all times are milliseconds since 1970, so that frames can be compared.
// The two names between underscores are replaced by visit.py.
(() => {
  const clock = () => performance.timeOrigin + performance.now();
  // Never by postMessage to the page's own window: Streamlit looks at every such message, and that would be measured.
  const channel = new BroadcastChannel("bench");
  const tell = (message) => (window === top ? take(message) : channel.postMessage(message));
  const read = () => (__READER__);
  let shown = {};

  // The rest of the state is used in the top frame only.
  let log = [];
  let latest = {};
  let before = {};
  let input = null;
  let mutation = 0;
  const waiting = new Set();

  function take(message) {
    if (message.input) input ??= message.input;
    if (message.mutation) mutation = Math.max(mutation, message.mutation);
    if (!message.key) return;
    log.push(message);
    latest[message.key] = message.value;
    for (const check of [...waiting]) check();
  }

  function look() {
    const time = clock();
    let seen = {};
    try { seen = read() || {}; } catch { /* what is asked for is not there yet */ }
    for (const [key, value] of Object.entries(seen)) {
      if (value === null || value === undefined || value === shown[key]) continue;
      tell({ key, value: String(value), time });
      afterFrame((frame) => tell({ key: `${key} frame`, value: String(value), time: frame }));
    }
    shown = seen;
    tell({ mutation: time });
  }

  // The first moment after the frame that holds the change has been laid out and painted.
  function afterFrame(then) {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => then(clock());
      port2.postMessage(null);
    });
  }

  function inside(shape) {
    const svg = shape.ownerSVGElement;
    const box = shape.getBoundingClientRect();
    const back = shape.getScreenCTM().inverse();
    const hits = [];
    for (let row = 1; row < 24; row += 1) {
      for (let column = 1; column < 24; column += 1) {
        const point = svg.createSVGPoint();
        point.x = box.left + (box.width * column) / 24;
        point.y = box.top + (box.height * row) / 24;
        if (shape.isPointInFill(point.matrixTransform(back))) hits.push({ x: point.x, y: point.y });
      }
    }
    const mean = (key) => hits.reduce((sum, hit) => sum + hit[key], 0) / hits.length;
    const middle = { x: mean("x"), y: mean("y") };
    const away = (hit) => Math.hypot(hit.x - middle.x, hit.y - middle.y);
    return hits.reduce((best, hit) => (away(hit) < away(best) ? hit : best));
  }

  globalThis.bench = { inside, input: () => tell({ input: clock() }) };
  // A frame may change its document under the same window after this has run: then the new one is watched.
  const observer = new MutationObserver(look);
  const watch = () => observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  watch();
  for (const moment of ["DOMContentLoaded", "load"]) addEventListener(moment, () => { watch(); look(); });
  addEventListener("click", (event) => tell({ input: performance.timeOrigin + event.timeStamp }), { capture: true });
  __SETUP__;
  if (window !== top) return;

  channel.onmessage = ({ data }) => take(data);

  Object.assign(globalThis.bench, {
    origin: () => performance.timeOrigin,
    quiet: () => clock() - mutation,
    // What is shown now is no news from here on, unless even the same value counts, as on a page come back to.
    forget: (evenTheSame) => {
      log = [];
      input = null;
      before = evenTheSame ? {} : { ...latest };
    },
    // Resolves to the first new value and the milliseconds to it from the input (or the start of navigation).
    until: (key, fromStart, patience) => new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no new ${key} within ${patience} ms`)), patience);
      const check = () => {
        const start = fromStart ? performance.timeOrigin : input;
        const fits = (one) => one.value !== before[key] && start !== null && one.time >= start;
        const hit = log.find((one) => one.key === key && fits(one));
        const frame = log.find((one) => one.key === `${key} frame` && fits(one));
        if (!hit || !frame) return;
        waiting.delete(check);
        clearTimeout(late);
        resolve({ value: hit.value, time: hit.time - start, frame: frame.time - start });
      };
      waiting.add(check);
      check();
    }),
    rest: () => (input === null ? null : mutation - input),
  });
})();
