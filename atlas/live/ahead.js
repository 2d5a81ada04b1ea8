// The short way to an answer. A change runs the whole page on the server, and Streamlit takes its time to hand out what
// comes of it; so the view the change leads to is asked for here at the same moment. What comes is what Streamlit
// will bring, letter by letter: whatever of it does not come, or comes late, nobody misses.

const AHEAD_PAGES = ["", "network"];
const AHEAD_PATIENCE = 10_000;
const AHEAD_PRESS = 2_000; // a press that lasts longer leads to something else, or the data may be other data by then

// `counted` returns the number of the sidebar's last change, which its answer repeats. Returns what to tell of answers.
function atlasForesee(counted) {
  let newest = 0;
  let gone = 0; // changes up to this one led to where the reader is no more
  let expected = null; // the query of the newest change, until the page has it
  let showing = false;
  let settling = 0;
  let pressed = null; // what was asked for when the pointer went down: address, when, answer
  let answered = 0; // when Streamlit last said something new of the sidebar
  let back = { at: -Infinity, to: "" }; // when the reader last went back with a change unanswered, and where to

  // A finger stays down for a tenth of a second, in which an answer can be there and back: it is asked for before it
  // is certain that a click will come of it. `turn` is the number the sidebar's change would have.
  globalThis.atlasPress = (changes, turn = counted()) => {
    const address = addressOf(changedBy(changes), turn);
    if (address && !isAsked(address)) pressed = { address, at: performance.now(), answer: atlasAsk(address) };
  };

  globalThis.atlasAhead = async (changes) => {
    const query = changedBy(changes);
    const address = addressOf(query, counted());
    if (!address) return;
    expected = query;
    const mine = newest += 1;
    clearTimeout(settling);
    settling = setTimeout(settle, AHEAD_PATIENCE);
    const answer = isAsked(address) ? pressed.answer : atlasAsk(address);
    pressed = null;
    const text = await answer;
    if (!text || mine <= gone) return;
    const [canonical, ...lines] = text.split("\n");
    take(lines, mine === newest);
    if (mine !== newest) return;
    expected = canonical;
  };

  function isAsked(address) {
    return pressed?.address === address && performance.now() - pressed.at < AHEAD_PRESS;
  }

  function changedBy(changes) {
    const query = expected ?? globalThis.atlasView.query;
    return query === null ? null : atlasChanged(query, changes);
  }

  function addressOf(query, turn) {
    const page = location.pathname.split("/").pop();
    return query === null || !AHEAD_PAGES.includes(page) ? null : atlasAddress(`ahead/${page}?turn=${turn}&${query}`);
  }

  function take(lines, isNewest) {
    showing = true;
    for (const line of lines) {
      const at = line.indexOf("\t");
      const handle = globalThis.atlasParts.get(line.slice(0, at));
      const said = line.slice(at + 1);
      if (!handle?.live || handle.live.declines?.(JSON.parse(said))) continue;
      if (!isNewest) handle.passed.add(said);
      else {
        // What is shown may still be on its way with Streamlit, and must not undo this.
        if (handle.shown !== handle.served) handle.passed.add(handle.shown);
        atlasShow(handle, said);
      }
    }
    showing = false;
  }

  // What Streamlit has said counts in the end; while the socket is lost it says nothing.
  function settle() {
    const app = document.querySelector("[data-test-connection-state]");
    if (app && app.dataset.testConnectionState !== "CONNECTED") {
      settling = setTimeout(settle, AHEAD_PATIENCE);
      return;
    }
    standAgain();
  }

  function standAgain() {
    expected = null;
    showing = true;
    for (const handle of globalThis.atlasParts.values()) {
      if (handle.live && handle.served !== null) atlasShow(handle, handle.served);
    }
    showing = false;
  }

  // Back, Forward, or another page: what Streamlit has said stands again, until it says something else.
  addEventListener("popstate", () => {
    gone = newest;
    const { at } = globalThis.atlasTold;
    if (at > answered && performance.now() - at < AHEAD_PATIENCE) back = { at: performance.now(), to: location.href };
    standAgain();
  });
  // The page has gone elsewhere by itself.
  globalThis.atlasView.heard.addEventListener("query", () => {
    if (!showing) expected = null;
  });
  // To be called with the query of each answer of Streamlit's. The answer to a change writes its address even when
  // the reader has gone back meanwhile, over the one that was gone back to; the answer to the Back puts it right. A
  // change after the Back writes its own.
  return (query) => {
    answered = performance.now();
    const isCovered = answered - back.at < AHEAD_PATIENCE && location.href !== back.to;
    if (isCovered && globalThis.atlasTold.at < back.at) atlasPutRight(query);
  };
}

function atlasAsk(address) {
  return fetch(address).then((answer) => (answer.ok ? answer.text() : ""), () => "");
}

function atlasPutRight(query) {
  const asked = new URLSearchParams(location.search);
  const embedding = [...asked].filter(([name]) => name.startsWith("embed"));
  for (const [name] of embedding) asked.delete(name);
  if (asked.toString() === new URLSearchParams(query).toString()) return;
  const right = [new URLSearchParams(embedding).toString(), query].filter(Boolean).join("&");
  history.replaceState(history.state, "", location.pathname + (right && `?${right}`));
}

// A query with other values of some parameters; an open record makes room.
function atlasChanged(query, changes) {
  const asked = new URLSearchParams(query);
  asked.delete("record");
  for (const [name, values] of Object.entries(changes)) {
    asked.delete(name);
    for (const value of [values].flat()) if (value !== "") asked.append(name, value);
  }
  return asked.toString();
}
