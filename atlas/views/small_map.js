// Small maps of one kind share their land: it is drawn once and used by each. Frames are from views/frames.py.

const atlasNear = 0.7;

function atlasSmallMaps(geometry, disputed, frames) {
  const e = atlasShape;
  const shapes = new Map(geometry.features.map((feature) => [feature.properties.iso3, feature.geometry]));
  const drawn = new Map();
  const store = e("svg", { class: "atlas-small-store", width: 0, height: 0, "aria-hidden": "true" });
  for (const [name, frame] of Object.entries(frames)) {
    const land = e("symbol", { id: `atlas-small-${name}`, viewBox: `0 0 ${frame.width} ${frame.height}` });
    const all = geometry.features.map((feature) => trace(feature.geometry, frame)).join("");
    const dashes = disputed.features.map((feature) => trace(feature.geometry, frame)).join("");
    land.append(e("path", { class: "atlas-small-land", d: all }), e("path", { class: "atlas-dispute", d: dashes }));
    store.append(land);
  }

  function place([longitude, latitude], frame) {
    return [
      ((longitude - frame.west) / (frame.east - frame.west)) * frame.width,
      ((frame.north - latitude) / (frame.north - frame.south)) * frame.height,
    ];
  }

  // Points that would fall together are left out, and rings that lie outside the frame.
  function trace(shape, frame) {
    const lines = { Polygon: [shape.coordinates], MultiPolygon: shape.coordinates, LineString: [[shape.coordinates]], MultiLineString: [shape.coordinates] }[shape.type];
    const close = shape.type.endsWith("Polygon") ? "Z" : "";
    return lines.flat().map((ring) => traceRing(ring, frame, close)).join("");
  }

  function traceRing(ring, frame, close) {
    const kept = [];
    let box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const point of ring) {
      const [x, y] = place(point, frame);
      box = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)];
      const last = kept[kept.length - 1];
      if (!last || Math.hypot(x - last[0], y - last[1]) > atlasNear) kept.push([x, y]);
    }
    const outside = box[2] < 0 || box[3] < 0 || box[0] > frame.width || box[1] > frame.height;
    if (outside || kept.length < 2) return "";
    return `M${kept.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}${close}`;
  }

  function country(name, iso3) {
    const key = `${name} ${iso3}`;
    if (!drawn.has(key)) drawn.set(key, shapes.has(iso3) ? trace(shapes.get(iso3), frames[name]) : "");
    return drawn.get(key);
  }

  // Too small to be seen, or not drawn at all: its capital gets a dot.
  function isSmall(name, iso3) {
    if (!shapes.has(iso3)) return true;
    const points = shapes.get(iso3).coordinates.flat(shapes.get(iso3).type === "Polygon" ? 1 : 2).map((point) => place(point, frames[name]));
    const [across, down] = [0, 1].map((axis) => Math.max(...points.map((it) => it[axis])) - Math.min(...points.map((it) => it[axis])));
    return across * down < 16;
  }

  // `marked` are the countries to fill, `points` their capitals, for those too small to be seen.
  function build(name, label) {
    const { width, height } = frames[name];
    const svg = e("svg", { class: "atlas-small-map", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label });
    const above = e("g", {});
    svg.append(e("use", { href: `#atlas-small-${name}`, width, height }), above);
    return { svg, mark: (marked, points, hub, seat) => mark(above, name, marked, points, hub, seat) };
  }

  function mark(above, name, marked, points, hub, seat) {
    const frame = frames[name];
    const pieces = [];
    for (const iso3 of marked) {
      const kind = iso3 === hub ? "atlas-small-hub" : "atlas-small-member";
      const path = e("path", { class: kind, d: country(name, iso3) });
      path.dataset.member = iso3;
      const [x, y] = points[iso3] ? place([points[iso3][1], points[iso3][0]], frame) : [-9, -9];
      pieces.push(path);
      if (isSmall(name, iso3)) pieces.push(e("circle", { class: kind, cx: x.toFixed(1), cy: y.toFixed(1), r: 2.4 }));
    }
    if (seat) {
      const [x, y] = place([seat[1], seat[0]], frame);
      pieces.push(e("rect", { class: "atlas-small-seat", x: x - 3.5, y: y - 3.5, width: 7, height: 7 }));
    }
    above.replaceChildren(...pieces);
  }

  return { store, build };
}
