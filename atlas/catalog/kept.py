"""Results kept as long as the data set they were made from."""

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from atlas.catalog.catalog import Catalog

P = ParamSpec("P")
R = TypeVar("R")


def keep_with_catalog(
    maxsize: int | None = None,
) -> Callable[[Callable[Concatenate[Catalog, P], R]], Callable[Concatenate[Catalog, P], R]]:
    """Return a decorator like `functools.lru_cache` whose results go when the data set goes.

    They hang on the catalogue itself. A cache of the process with catalogues as keys would keep every data
    set it has seen, and with it all that was made from it.

    Parameters
    ----------
    maxsize : int, optional
        How many results are kept for one data set; all by default.
    """

    def decorate(make: Callable[Concatenate[Catalog, P], R]) -> Callable[Concatenate[Catalog, P], R]:
        @functools.wraps(make)
        def find(catalog: Catalog, /, *arguments: P.args, **named: P.kwargs) -> R:
            kept = catalog.kept.get(make)
            if kept is None:
                bound = functools.partial(make, catalog)
                kept = catalog.kept.setdefault(make, functools.lru_cache(maxsize)(bound))
            result: R = kept(*arguments, **named)
            return result

        return find

    return decorate
