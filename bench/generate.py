"""Larger data sets out of the real one, for measuring how cost grows. Seeded: the same at every run.

A generated record has kind, domains, scope, sources and texts of one real record and the dates of another;
its partners are drawn anew unless it belongs to a format. So every rule of the data still holds.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas.catalog import Catalog
from atlas.catalog.countries import iso3_codes
from atlas.catalog.package import PACKAGE_FILE, Package
from atlas.catalog.read import RawFolder, read_folder
from atlas.catalog.typed import type_tables
from atlas.paths import ROOT

SIZES: Final = (1_000, 10_000, 100_000, 1_000_000)
PARTNERS: Final = (40, 100, 200)

_WHEN: Final = ["date", "date_basis", "end_date"]
_SEED: Final = 7


def generate_catalog(records: int, partners: int) -> Catalog:
    """Return a data set of so many records and partners."""
    raw = generate_folder(records, partners)
    assert raw.package is not None
    return Catalog(raw.package, MappingProxyType(type_tables(raw.package, raw.tables)))


def write_folder(folder: Path, records: int, partners: int) -> None:
    """Write a data set of so many records and partners as files that the atlas can be started on."""
    raw = generate_folder(records, partners)
    assert raw.package is not None
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PACKAGE_FILE).write_bytes((ROOT / "data" / PACKAGE_FILE).read_bytes())
    for table in raw.package.tables:
        raw.tables[table.name].to_csv(folder / table.path, index=False, lineterminator="\n")


def generate_folder(records: int, partners: int) -> RawFolder:
    """Return the same as text, as if it had been read from files.

    Parameters
    ----------
    records, partners : int
        How many; at least as many records as partners.
    """
    raw = read_folder(ROOT / "data")
    assert raw.package is not None
    random = np.random.default_rng(_SEED)
    tables = dict(raw.tables)
    tables["partners"] = _draw_partners(tables, partners, raw.package.hub.iso3)
    tables["records"] = _draw_records(tables, records, random)
    ids = tables["records"]["id"].to_numpy()
    drawn = random.integers(records, size=len(tables["conflicts"]))
    tables["conflicts"] = tables["conflicts"].assign(records=ids[drawn])
    # Nothing was decided about the new records, and none of them had another id.
    tables |= {name: tables[name].iloc[:0] for name in ("curation", "renamed")}
    named = {raw.package.hub.iso3, *tables["partners"]["iso3"]}
    named |= {code for name in ("formats", "organisations", "places") for code in tables[name]["id"]}
    tables["aliases"] = tables["aliases"][tables["aliases"]["id"].isin(named)]
    tables["sources"] = tables["sources"][tables["sources"]["id"].isin(_cited(raw.package, tables))]
    lined = {name: rows.set_axis(pd.RangeIndex(2, len(rows) + 2)) for name, rows in tables.items()}
    return RawFolder(raw.package, MappingProxyType(lined), ())


def _draw_partners(tables: Mapping[str, pd.DataFrame], wanted: int, hub: str) -> pd.DataFrame:
    """Return members of formats first, then other real partners, then other countries of the world."""
    real = tables["partners"]
    members = {code for cell in tables["formats"]["members"] for code in cell.split(";")}
    order = sorted(real["iso3"], key=lambda code: (code not in members, code))
    kept = real.set_index("iso3", drop=False).loc[order[:wanted]]
    taken = {hub, *real["iso3"], *tables["organisations"]["id"]}
    others = sorted(iso3_codes() - taken)[: wanted - len(kept)]
    like = real.iloc[np.arange(len(others)) % len(real)]
    added = like.assign(iso3=others, name=others, status="documented", listed_in="")
    return pd.concat([kept, added]).sort_values("iso3")


def _draw_records(
    tables: Mapping[str, pd.DataFrame], wanted: int, random: np.random.Generator
) -> pd.DataFrame:
    known = tables["partners"]["iso3"].to_numpy(dtype=object)
    real = tables["records"]
    # A record of a format keeps its partners, so they have to be there.
    possible = [
        not grouped or set(filter(None, cell.split(";"))) <= set(known)
        for cell, grouped in zip(real["partners"], real["formats"], strict=True)
    ]
    drawn = real[possible].iloc[random.integers(sum(possible), size=wanted)]
    when = real[_WHEN].iloc[random.integers(len(real), size=wanted)]
    drawn = drawn.assign(**{name: when[name].to_numpy() for name in _WHEN})
    is_free = drawn["formats"].to_numpy() == ""
    partners = drawn["partners"].to_numpy(dtype=object)
    partners[is_free] = _redraw(partners[is_free], known, random)
    # Each has a record.
    partners[np.flatnonzero(is_free)[: len(known)]] = known
    return drawn.assign(id=[f"generated-{number:07d}" for number in range(wanted)], partners=partners)


def _redraw(
    cells: npt.NDArray[np.object_], known: npt.NDArray[np.object_], random: np.random.Generator
) -> npt.NDArray[np.object_]:
    """Return as many other partners in each cell, some of them far more often than others."""
    weights = 1 / np.arange(1, len(known) + 1)
    codes = random.permutation(known)[
        random.choice(len(known), size=(len(cells), 4), p=weights / weights.sum())
    ]
    numbers = [min(len(cell.split(";")), 4) if cell else 0 for cell in cells]
    new = [";".join(dict.fromkeys(row[:n])) for row, n in zip(codes.tolist(), numbers, strict=True)]
    return np.array(new, dtype=object)


def _cited(package: Package, tables: Mapping[str, pd.DataFrame]) -> set[str]:
    citing = [
        tables[table.name][column.name]
        for table in package.tables
        for column in table.columns
        if "sources.id" in column.references
    ]
    cells = {cell for column in citing for cell in column.unique()}
    return {item.partition("#")[0] for cell in cells for item in cell.split(";")}
