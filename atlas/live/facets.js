// The filters with a list of values, each with the number of records it would leave.

function atlasFacets(facets, tell) {
  const root = atlasElement("div", { id: "atlas-facets", className: "atlas-facets" });
  const boxes = new Map(facets.map((facet) => [facet.parameter, new Map()]));
  const badges = new Map();

  root.replaceChildren(...facets.map((facet) => {
    const badge = atlasElement("span", { className: "atlas-badge", hidden: true });
    badges.set(facet.parameter, badge);
    const summary = atlasElement("summary", {}, atlasElement("span", { textContent: facet.label }), badge);
    const groups = facet.groups.map((group) => buildGroup(facet, group));
    return atlasElement("details", { open: facet.open }, summary, ...groups);
  }));

  root.addEventListener("pointerdown", press);

  function buildGroup(facet, group) {
    const legend = atlasElement("legend", { textContent: group.label || facet.label });
    if (!group.label) legend.className = "atlas-unseen";
    return atlasElement("fieldset", {}, legend, ...group.options.map((option) => buildOption(facet, option)));
  }

  function buildOption(facet, option) {
    const input = atlasElement("input", { type: "checkbox", value: option.id, onchange: change });
    input.dataset.parameter = facet.parameter;
    const number = atlasElement("span", { className: "atlas-count" });
    const row = atlasElement("label", { title: option.hint || "" }, input, atlasElement("span", { textContent: option.label }), number);
    boxes.get(facet.parameter).set(option.id, { input, number, row });
    return row;
  }

  // The whole choice is sent, not the change: a lost message then heals with the next one. Where nothing is chosen, the
  // first list says so for all. `flipped`: a box that is about to be.
  function chosen(flipped) {
    const lists = {};
    for (const [parameter, options] of boxes) {
      const ids = [...options].filter(([, { input }]) => input.checked !== (input === flipped)).map(([id]) => id);
      if (ids.length || parameter === facets[0].parameter) lists[parameter] = ids;
    }
    return lists;
  }

  function change() {
    showBadges();
    tell(chosen());
  }

  function press(event) {
    const input = event.target.closest("label")?.control;
    if (input && event.button === 0) tell.soon(chosen(input));
  }

  function showBadges() {
    for (const { parameter, usual } of facets) {
      const options = boxes.get(parameter);
      const number = [...options.values()].filter((box) => box.input.checked).length;
      const same = usual.length === number && usual.every((id) => options.get(id).input.checked);
      const badge = badges.get(parameter);
      badge.hidden = same || number === 0;
      if (badge.textContent !== String(number)) badge.textContent = String(number);
    }
  }

  return {
    root,
    // `late`: an answer to an older choice, which must not undo a newer one.
    patch({ selected, counts }, late) {
      for (const { parameter, ids } of facets) {
        const chosen = new Set(selected[parameter]);
        const options = boxes.get(parameter);
        ids.forEach((id, at) => {
          const { input, number, row } = options.get(id);
          const count = counts[parameter][at];
          if (number.textContent !== String(count)) {
            number.textContent = String(count);
            row.classList.toggle("atlas-empty", count === 0);
          }
          if (!late) input.checked = chosen.has(id);
        });
      }
      showBadges();
      atlasPainted(root);
    },
  };
}
