// A table of rows the server has chosen, sorted and cut into pages. Everything is put in as text.
// `gridWords` and `gridSteps` are put before this by table.py.

function atlasGrid(root, send) {
  const words = gridWords;
  const steps = gridSteps;
  const e = atlasElement;

  // The key says which button it is after the table has been built anew.
  function button(key, textContent, onclick) {
    const made = e("button", { type: "button", textContent, onclick });
    made.dataset.key = key;
    return made;
  }

  function buildHead(columns) {
    return e("thead", {}, e("tr", {}, ...columns.map((column) => {
      const cell = e("th", { scope: "col", className: column.numeric ? "atlas-numeric" : "" });
      if (!column.sortable) {
        cell.textContent = column.label;
        return cell;
      }
      const sign = { asc: " ▲", desc: " ▼" }[column.sorted] || "";
      if (sign) cell.setAttribute("aria-sort", column.sorted === "asc" ? "ascending" : "descending");
      cell.append(button(`sort ${column.id}`, column.label + sign, () => send("sort", column.id)));
      return cell;
    })));
  }

  let pairPage = "";

  // Records tied to these participants and, after the plus, those said of all partners at once.
  function pairCell([direct, collective], row, column) {
    if (!direct && !collective) return "";
    const text = [direct || "", collective ? `+ ${collective}` : ""].filter(Boolean).join(" ");
    const name = row.cells[0].text || row.cells[0];
    const way = pairPage
      ? { page: pairPage.replace("{row}", encodeURIComponent(row.id)).replace("{column}", encodeURIComponent(column.id)) }
      : { pick: `${row.id}~${column.id}` };
    return {
      text,
      ...way,
      level: steps.filter((step) => direct + collective >= step).length,
      drawn: direct ? "d" : "c",
      hint: `${name}, ${column.label}: ${text}`,
    };
  }

  function buildCell(given, row, column, first) {
    const cell = Array.isArray(given) ? pairCell(given, row, column) : given;
    const box = e(first ? "th" : "td", { className: column.numeric ? "atlas-numeric" : "" });
    if (first) box.scope = "row";
    if (cell === null || typeof cell !== "object") {
      box.textContent = cell === null ? "" : String(cell);
      return box;
    }
    if (cell.level) box.dataset.level = String(cell.level);
    if (cell.drawn) box.dataset.drawn = cell.drawn;
    const text = String(cell.text);
    if (cell.pick) {
      const pick = button(cell.pick, text, () => send("pick", cell.pick));
      if (cell.hint) pick.setAttribute("aria-label", cell.hint);
      box.append(pick);
    } else if (cell.page) {
      const link = atlasLink(cell.page, { textContent: text });
      if (cell.hint) link.setAttribute("aria-label", cell.hint);
      box.append(link);
    } else if (/^https?:\/\//.test(cell.href || "")) {
      box.append(e("a", { href: cell.href, target: "_blank", rel: "noopener noreferrer", textContent: text }));
    } else {
      box.textContent = text;
    }
    return box;
  }

  function buildPager(data) {
    if (data.pages < 2) return [];
    const step = (label, page) => {
      const made = button(`page ${label}`, label, () => send("page", page));
      made.disabled = page < 1 || page > data.pages;
      return made;
    };
    // First, last and those beside the present page; what is left out between them is said by dots.
    const near = [...new Set([1, data.page - 1, data.page, data.page + 1, data.pages])].filter((page) => page >= 1 && page <= data.pages);
    const numbers = near.flatMap((page, at) => {
      const number = step(String(page), page);
      number.setAttribute("aria-label", `${words.page} ${page}`);
      if (page === data.page) number.setAttribute("aria-current", "page");
      return at && page - near[at - 1] > 1 ? [e("span", { textContent: "…" }), number] : [number];
    });
    const pager = e("nav", { className: "atlas-pager" }, step(words.previous, data.page - 1), ...numbers, step(words.next, data.page + 1), e("span", { textContent: data.note }));
    // Two tables on a page have two of these.
    pager.setAttribute("aria-label", `${words.pages}: ${data.caption}`);
    return [pager];
  }

  let shown = null;
  return {
    patch(data) {
      pairPage = data.pairPage || "";
      // Whoever comes back from what a row opened (record.js) gets that row again.
      const returned = globalThis.atlasReturn;
      delete globalThis.atlasReturn;
      const focused = returned ?? (root.contains(document.activeElement) ? document.activeElement.dataset.key : null);
      const body = e("tbody", {}, ...data.rows.map((row) => {
        const line = e("tr", {}, ...row.cells.map((cell, at) => buildCell(cell, row, data.columns[at], at === 0)));
        if (row.marked) line.className = "atlas-marked";
        return line;
      }));
      // A caption as wide as the table would leave the window with it: what is seen stands above.
      const caption = e("p", { className: "atlas-caption", textContent: data.caption, ariaHidden: "true" });
      const scroller = e("div", { className: "atlas-scroller", tabIndex: 0 }, e("table", {}, e("caption", { className: "atlas-unseen", textContent: data.caption }), buildHead(data.columns), body));
      scroller.setAttribute("role", "region");
      scroller.setAttribute("aria-label", data.caption);
      const { scrollLeft, scrollTop } = root.querySelector(".atlas-scroller") || {};
      root.replaceChildren(caption, scroller, ...buildPager(data));
      if (shown === data.page) Object.assign(scroller, { scrollLeft, scrollTop });
      // A rebuilt table would drop the keyboard's place: give it back to the same button.
      if (focused) [...root.querySelectorAll("[data-key]")].find((it) => it.dataset.key === focused)?.focus({ preventScroll: returned === undefined });
      // The pages are turned below the table; what they show begins above it.
      if (shown !== null && shown !== data.page && root.getBoundingClientRect().top < 0) root.scrollIntoView({ block: "start" });
      shown = data.page;
      atlasPainted(root);
    },
  };
}
