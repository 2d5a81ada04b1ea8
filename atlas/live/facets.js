// The filters with a list of values. `facets` and `words` are put before this by facets.py.

async function start(component, send) {
  const root = component.parentElement.querySelector("#atlas-facets");
  await atlasStyle(addresses.style);
  const boxes = new Map(facets.map((facet) => [facet.parameter, new Map()]));
  const badges = new Map();
  // Counts come as plain numbers in the order of these ids.
  const ids = new Map(facets.map((facet) => [facet.parameter, facet.ids]));
  let turn = 0;
  // The first component of every page speaks for all of them.
  const unwatch = atlasReturn(() => send("back", null));

  root.replaceChildren(...facets.map((facet) => {
    const badge = atlasElement("span", { className: "atlas-badge", hidden: true });
    badges.set(facet.parameter, badge);
    const summary = atlasElement("summary", {}, atlasElement("span", { textContent: facet.label }), badge);
    const groups = facet.groups.map((group) => buildGroup(facet, group));
    return atlasElement("details", { open: facet.open }, summary, ...groups);
  }));

  function buildGroup(facet, group) {
    const legend = atlasElement("legend", { textContent: group.label || facet.label });
    if (!group.label) legend.className = "atlas-unseen";
    return atlasElement("fieldset", {}, legend, ...group.options.map((option) => buildOption(facet, option)));
  }

  function buildOption(facet, option) {
    const input = atlasElement("input", { type: "checkbox", value: option.id, onchange: tell });
    input.dataset.parameter = facet.parameter;
    const number = atlasElement("span", { className: "atlas-count" });
    const row = atlasElement("label", { title: option.hint || "" }, input, atlasElement("span", { textContent: option.label }), number);
    boxes.get(facet.parameter).set(option.id, { input, number, row });
    return row;
  }

  // The whole choice is sent, not the change: a lost message then heals with the next one.
  function tell() {
    turn += 1;
    const chosen = {};
    for (const [parameter, options] of boxes) {
      chosen[parameter] = [...options].filter(([, box]) => box.input.checked).map(([id]) => id);
    }
    showBadges();
    send("change", { turn, chosen });
  }

  function showBadges() {
    for (const [parameter, options] of boxes) {
      const number = [...options.values()].filter((box) => box.input.checked).length;
      const usual = facets.find((facet) => facet.parameter === parameter).usual;
      const same = usual.length === number && usual.every((id) => options.get(id).input.checked);
      badges.get(parameter).hidden = same || number === 0;
      badges.get(parameter).textContent = String(number);
    }
  }

  return {
    patch(data) {
      // An answer to an older click must not undo a newer one; the answer to that is on its way.
      const late = data.turn !== null && data.turn < turn;
      for (const [parameter, options] of boxes) {
        const selected = new Set(data.selected[parameter]);
        const counts = new Map(ids.get(parameter).map((id, at) => [id, data.counts[parameter][at]]));
        for (const [id, { input, number, row }] of options) {
          const count = counts.get(id) || 0;
          if (number.textContent !== String(count)) number.textContent = String(count);
          row.classList.toggle("atlas-empty", count === 0);
          if (!late) input.checked = selected.has(id);
        }
      }
      showBadges();
      atlasPainted(root);
    },
    remove: unwatch,
  };
}

export const run = (component) => atlasRun(component, start);
