"""Country codes of ISO 3166-1 alpha-3, out of the Unicode data that Babel carries."""

import re
from functools import cache

from babel.core import get_global

# Codes ISO leaves to its users (AAA, QMA-QZZ, XAA-XZZ, ZZZ); Unicode lists those it has a use for.
_USER_ASSIGNED = re.compile("AAA|Q[M-Z][A-Z]|X[A-Z]{2}|ZZZ")

# In the Unicode data beside the current codes: states that are gone, and reserved codes of islands.
_NOT_CURRENT = {"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR", "ASC", "CPT", "DGA", "TAA"}


@cache
def iso3_codes() -> frozenset[str]:
    """Return the 249 country codes of ISO 3166-1 alpha-3.

    Source: Unicode CLDR, territory aliases. An alpha-3 code with several successors names a
    state that was divided, so it is left out.

    Examples
    --------
    >>> len(iso3_codes())
    249
    """
    return frozenset(
        code
        for code, successors in get_global("territory_aliases").items()
        if re.fullmatch("[A-Z]{3}", code)
        and len(successors) == 1
        and code not in _NOT_CURRENT
        and not _USER_ASSIGNED.fullmatch(code)
    )
