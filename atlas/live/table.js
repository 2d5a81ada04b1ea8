// A table on its own. `addresses` and grid.js are put before this by table.py.

async function start(component, send) {
  await atlasStyle(addresses.style);
  const grid = atlasGrid(component.parentElement.querySelector(".atlas-table"), send);
  return { patch: grid.patch, remove() {} };
}

export const run = (component) => atlasRun(component, start);
