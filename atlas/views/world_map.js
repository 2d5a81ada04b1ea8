// The country layer of the world map. Knows Leaflet and nothing else, so that the live page and a
// saved file run the same code. Every text enters the page as text, never as markup.

function atlasCountries(map, geometry, disputed, options) {
  const layers = new Map();
  const state = { countries: {}, focus: "", picked: "", members: [], seat: null };
  const listeners = new Set();
  const painted = new Map();
  const plurals = new Intl.PluralRules(options.language);
  const numbers = new Intl.NumberFormat(options.language);

  // Before anything is drawn, and without a flight: what was painted once must not move by itself.
  atlasShowHome(map, options);
  const countries = L.geoJSON(geometry, {
    style: () => ({ className: "atlas-land", weight: 0.6, fillOpacity: 1 }),
    onEachFeature(feature, layer) {
      const iso3 = feature.properties.iso3;
      if (!iso3) return;
      layers.set(iso3, [...(layers.get(iso3) || []), layer]);
      layer.bindTooltip(() => tooltip(iso3), { sticky: true, direction: "top", className: "atlas-tip" });
      layer.on("click", (event) => {
        L.DomEvent.stopPropagation(event);
        choose(iso3);
      });
    },
  }).addTo(map);
  const lines = L.geoJSON(disputed, { interactive: false, style: () => ({ className: "atlas-dispute" }) }).addTo(map);
  const firstLine = lines.getLayers()[0]?.getElement();
  const dots = addDots();
  const seat = L.circleMarker([0, 0], { className: "atlas-seat", radius: 7, interactive: false });

  for (const [iso3, parts] of layers) {
    for (const layer of parts) {
      const path = layer.getElement();
      path.dataset.iso3 = iso3;
      path.addEventListener("keydown", (event) => steer(event, iso3));
    }
  }
  map.on("click", () => choose(""));
  atlasHatching(map.getRenderer(countries.getLayers()[0])._container);
  const names = addLabels();
  atlasControls(map, options);
  atlasLegend(map, options);

  function choose(iso3) {
    const next = nextFocus(iso3);
    if (next !== null) listeners.forEach((listener) => listener(next));
  }

  // What a click would put in focus, null where it changes nothing.
  function nextFocus(iso3) {
    const known = iso3 === options.hub || state.countries[iso3];
    const next = iso3 === state.focus ? "" : iso3;
    return (iso3 && !known) || next === state.picked ? null : next;
  }

  function steer(event, iso3) {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      choose(iso3);
      return;
    }
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const reachable = order();
    const next = reachable[(reachable.indexOf(iso3) + step + reachable.length) % reachable.length];
    rove(next);
    layers.get(next)[0].getElement().focus({ preventScroll: true });
  }

  function order() {
    const shown = Object.keys(state.countries).concat(options.hub).filter((iso3) => layers.has(iso3));
    return shown.sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  }

  // One country takes part in the tab order; the arrow keys go on from there.
  function rove(current) {
    for (const [iso3, parts] of layers) {
      const known = iso3 === options.hub || state.countries[iso3];
      // Without the attribute a path with listeners is a stop of its own in some browsers.
      parts.forEach((layer, at) => attribute(layer.getElement(), "tabindex", known && !at && iso3 === current ? "0" : "-1"));
    }
  }

  function nameOf(iso3) {
    return options.names[iso3] || iso3;
  }

  function tooltip(iso3) {
    const box = document.createElement("div");
    const title = box.appendChild(document.createElement("strong"));
    title.textContent = nameOf(iso3);
    const line = lineOf(iso3);
    if (line) box.appendChild(document.createElement("div")).textContent = line;
    return box;
  }

  function lineOf(iso3) {
    if (iso3 === options.hub) return options.words.hub;
    const country = state.countries[iso3];
    if (!country) return options.words.none;
    const [records, drawn, first, last = first] = country;
    const years = first === last ? String(first) : `${first}–${last}`;
    if (!records) return `${options.words.context}, ${years}`;
    const text = options.words.records[plurals.select(records)].replace("{number}", numbers.format(records));
    return `${text}, ${years}${drawn === "c" ? ` · ${options.words.collective}` : ""}`;
  }

  // A country is [records, drawn how, first year, last year if it is another]; how is d(irect), c(ollective only) or x (context only).
  function patch(next) {
    Object.assign(state, { countries: {}, focus: "", picked: "", members: [], seat: null }, next);
    for (const [iso3, parts] of layers) {
      for (const layer of parts) paint(layer.getElement(), iso3);
    }
    const first = state.countries[state.focus] || state.focus === options.hub ? state.focus : options.hub;
    rove(layers.has(first) ? first : order()[0]);
    raise([...state.members, state.focus]);
    if (state.seat) seat.setLatLng(state.seat).addTo(map);
    else seat.remove();
    names.patch();
    dots.patch();
  }

  // What a country looks like, and what is said of it, hangs on nothing else.
  function paint(path, iso3) {
    const country = state.countries[iso3];
    const now = [country, iso3 === state.focus, state.members.includes(iso3)].join();
    if (painted.get(path) === now) return;
    painted.set(path, now);
    const wanted = {
      level: country ? String(levelOf(country[0])) : undefined,
      records: country && country[0] ? String(country[0]) : undefined,
      drawn: country ? country[1] : undefined,
      hub: iso3 === options.hub ? "true" : undefined,
      focus: iso3 === state.focus ? "true" : undefined,
      member: state.members.includes(iso3) ? "true" : undefined,
    };
    for (const [key, value] of Object.entries(wanted)) {
      if (path.dataset[key] === value) continue;
      if (value === undefined) delete path.dataset[key];
      else path.dataset[key] = value;
    }
    const known = Boolean(country) || iso3 === options.hub;
    attribute(path, "role", known ? "button" : null);
    attribute(path, "aria-label", known ? `${nameOf(iso3)}: ${lineOf(iso3)}` : null);
    attribute(path, "aria-pressed", known ? String(iso3 === state.focus) : null);
  }

  // Writing an attribute costs even where nothing changes, and there are hundreds of countries.
  function attribute(path, name, value) {
    if (path.getAttribute(name) === value) return;
    if (value === null) path.removeAttribute(name);
    else path.setAttribute(name, value);
  }

  function levelOf(records) {
    return options.steps.filter((step) => records >= step).length;
  }

  // SVG has no z-index: what is outlined has to be drawn after its neighbours, or they cover the outline. Only what
  // is outlined moves; the disputed lines and the dots, added later, stay above it.
  function raise(codes) {
    const above = firstLine || null;
    for (const iso3 of codes) {
      for (const layer of layers.get(iso3) || []) {
        const path = layer.getElement();
        if (path.nextSibling === above) continue;
        // Taken out and put in again, a path loses the keyboard; giving it back lays the page out anew.
        if (path.parentNode.moveBefore) path.parentNode.moveBefore(path, above);
        else insert(path, above);
      }
    }
  }

  function insert(path, above) {
    const held = document.activeElement === path;
    path.parentNode.insertBefore(path, above);
    if (held) path.focus({ preventScroll: true });
  }

  // A country too small to be hit at the first zoom gets a dot to be clicked in its stead.
  function addDots() {
    const markers = new Map();
    for (const iso3 of options.small) {
      const marker = L.circleMarker(options.points[iso3], { className: "atlas-dot", radius: 4, weight: 1, fillOpacity: 1 });
      marker.bindTooltip(() => tooltip(iso3), { direction: "top", className: "atlas-tip" });
      marker.on("click", (event) => {
        L.DomEvent.stopPropagation(event);
        choose(iso3);
      });
      markers.set(iso3, marker);
    }
    const patch = () => {
      for (const [iso3, marker] of markers) {
        const country = state.countries[iso3];
        if (!country || map.getZoom() >= options.labelZoom + 1) {
          marker.remove();
          continue;
        }
        const path = marker.addTo(map).getElement();
        path.dataset.dot = iso3;
        path.dataset.level = String(levelOf(country[0]));
        path.dataset.drawn = country[1];
        attribute(path, "tabindex", "-1");
        path.classList.toggle("atlas-dot-focus", iso3 === state.focus);
      }
    };
    map.on("zoomend", patch);
    return { patch };
  }

  // Names of partners: those in focus always, the others from the zoom on at which they have room.
  function addLabels() {
    const markers = new Map();
    for (const [iso3, point] of Object.entries(options.points)) {
      const icon = L.divIcon({ className: iso3 === options.hub ? "atlas-name atlas-name-hub" : "atlas-name", iconSize: null });
      const marker = L.marker(point, { icon, interactive: false, keyboard: false }).addTo(map);
      const node = marker.getElement();
      node.appendChild(document.createElement("span")).textContent = nameOf(iso3);
      node.setAttribute("aria-hidden", "true");
      markers.set(iso3, node);
    }
    const patch = () => {
      const near = map.getZoom() >= options.labelZoom;
      for (const [iso3, node] of markers) {
        const marked = iso3 === state.focus || iso3 === options.hub || state.members.includes(iso3);
        node.classList.toggle("atlas-name-marked", iso3 === state.focus);
        node.hidden = !(marked || (near && state.countries[iso3]));
      }
    };
    map.on("zoomend", patch);
    return { patch };
  }

  return {
    patch,
    nextFocus,
    map,
    showHome: () => atlasShowHome(map, options),
    onSelect(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
