// Makes the picture of the page while Streamlit still looks for its server: the processor has nothing else to do then.
// `picture`, the name of the module, is put before this by preload.py.

function whenIdle(act) {
  if (globalThis.requestIdleCallback) requestIdleCallback(act, { timeout: 500 });
  else setTimeout(act, 50);
}

// Until Streamlit's own frame stands there is no time to spare.
function watch() {
  if (!document.querySelector(".stApp")) requestAnimationFrame(watch);
  else whenIdle(() => import(`./${picture}`).then((module) => module.prepare()).catch(() => {}));
}

watch();
