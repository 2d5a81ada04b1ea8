// Where everything on the timeline stands. Numbers in, numbers out; nothing here touches the page.
// Days are counted from 1 January of the first year; the end of an interval is the first day after it.

const atlasTimelineLayout = (() => {
  const DAY = 86_400_000;
  const MARK = 3.2; // radius of a day's mark
  const ARROW = 6;
  const [LEAST_ROW, MOST_ROW] = [6.2, 12];
  const PADDING = 4; // above and below the rows of a lane
  const CLOSEST = 150; // days the nearest zoom shows

  function unpack(text, length) {
    const bytes = atob(text);
    return Uint8Array.from({ length }, (_, at) => (bytes.charCodeAt(at >> 3) >> (7 - (at & 7))) & 1);
  }

  // The stretch of time a record is drawn over, as [from, to) in days.
  function stretch(item) {
    if (item.length === 2) return item;
    return [item[0], item.length === 3 ? item[2] : item[3]];
  }

  const isMark = (item) => item.length === 2 && item[1] - item[0] === 1;

  // Pixels a record needs at a scale of `perDay` pixels, so that no two of a row touch.
  function extent(item, perDay) {
    const [from, to] = stretch(item);
    if (isMark(item)) return [(from + 0.5) * perDay - MARK - 0.5, (from + 0.5) * perDay + MARK + 0.5];
    return [from * perDay - 1, Math.max(to * perDay, from * perDay + 4) + 1 + (item.length === 3 ? ARROW : 0)];
  }

  // Puts each record of a lane into the first row with room for it.
  function stack(items, members, perDay) {
    const ends = [];
    return members.map((item) => {
      const [from, to] = extent(items[item], perDay);
      let row = ends.findIndex((end) => end <= from);
      if (row < 0) row = ends.push(0) - 1;
      ends[row] = to;
      return { item, row };
    });
  }

  // Lanes from top to bottom, each with its places. Rows are made as high as the room allows, so that the
  // whole is seen at a glance where that is possible. Rows depend on the width alone, not on the zoom: a
  // reader who zooms sees records move apart, never jump.
  function layLanes(base, lanes, shown, { width, height, head }) {
    const perDay = width / base.days;
    const { names, of } = base.lanes[lanes];
    const members = names.map(() => []);
    const order = base.items.map((_, item) => item).filter((item) => shown[item]);
    order.sort((one, other) => base.items[one][0] - base.items[other][0] || one - other);
    for (const item of order) for (const lane of of[item]) members[lane].push(item);
    const filled = names
      .map((name, lane) => ({ name, places: stack(base.items, members[lane], perDay) }))
      .filter((lane) => lane.places.length)
      .map((lane) => ({ ...lane, rows: 1 + Math.max(...lane.places.map((place) => place.row)) }));
    const rows = filled.reduce((sum, lane) => sum + lane.rows, 0) || 1;
    const free = height - filled.length * (2 * PADDING + head);
    const row = Math.min(MOST_ROW, Math.max(LEAST_ROW, free / rows));
    let top = 0;
    for (const lane of filled) {
      // A name needs a line of its own height even where a single row does not fill it.
      const inner = Math.max(lane.rows * row, head ? 0 : 15 - PADDING);
      Object.assign(lane, { top, height: inner + 2 * PADDING + head, first: top + PADDING + head });
      top += lane.height;
    }
    return { lanes: filled, row, height: top, perDay };
  }

  // The outline of a record: what may be (`soft`) and what is certain (`sure`), as paths.
  function shape(item, { x, y, row }) {
    const height = row - 1.5;
    const box = (from, to, least) => {
      const width = Math.max(x(to) - x(from), least);
      return `M${round(x(from))} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}z`;
    };
    if (isMark(item)) {
      const [cx, cy, r] = [x(item[0] + 0.5), y + height / 2, Math.min(MARK + (row - LEAST_ROW) / 6, height / 2 + 0.5)];
      const circle = `M${round(cx - r)} ${round(cy)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
      return { soft: "", sure: circle };
    }
    if (item.length === 2) return { soft: box(item[0], item[1], 2), sure: "" };
    const [from, to] = stretch(item);
    const whole = box(from, to, 3);
    // A start known to the day is certain from that day on; else certainty begins where the doubt ends.
    const firm = [item[1] - item[0] === 1 ? from : item[1], item.length === 4 && item[3] - item[2] > 1 ? item[2] : to];
    const certain = firm[1] > firm[0] ? box(firm[0], firm[1], 3) : "";
    if (item.length === 4) return { soft: whole, sure: certain };
    const tip = Math.max(x(to), x(from) + 3);
    const arrow = `M${round(tip + 1)} ${round(y)}l${ARROW} ${round(height / 2)}l${-ARROW} ${round(height / 2)}z`;
    return { soft: whole, sure: certain + arrow };
  }

  const round = (number) => Math.round(number * 10) / 10;

  // The lines of the axis at a scale: years, or months where there is room, `strong` at a new year.
  function ticks(firstYear, [from, to], width, month) {
    const perYear = (width / (to - from)) * 365.25;
    const origin = Date.UTC(firstYear, 0, 1);
    const day = (year, ofYear) => (Date.UTC(year, ofYear, 1) - origin) / DAY;
    const year = (at) => new Date(origin + at * DAY).getUTCFullYear();
    const [first, last] = [year(from), year(to)];
    const found = [];
    const step = [1, 2, 5, 10, 20].find((years) => years * perYear >= 46) || 50;
    for (let at = Math.ceil(first / step) * step; at <= last + 1; at += step) {
      found.push({ day: day(at, 0), label: String(at), strong: true });
    }
    const months = [1, 3].find((every) => (every * perYear) / 12 >= 40);
    for (let at = first; months && at <= last; at += 1) {
      for (let ofYear = months; ofYear < 12; ofYear += months) {
        found.push({ day: day(at, ofYear), label: month(new Date(Date.UTC(at, ofYear, 1))), strong: false });
      }
    }
    return found;
  }

  // The days shown after zooming by `factor` around the day `around`, kept inside the data.
  function zoom([from, to], factor, around, days) {
    const length = Math.min(days, Math.max(CLOSEST, (to - from) / factor));
    return shift([around - ((around - from) / (to - from)) * length, 0], 0, days, length);
  }

  function shift([from, to], by, days, length = to - from) {
    const start = Math.min(Math.max(0, from + by), days - length);
    return [start, start + length];
  }

  const yearDay = (firstYear, year) => (Date.UTC(year, 0, 1) - Date.UTC(firstYear, 0, 1)) / DAY;

  return { unpack, stretch, isMark, layLanes, shape, ticks, zoom, shift, yearDay };
})();
