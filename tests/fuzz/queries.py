"""Random and crafted addresses, the same for the same seed."""

import random
from collections.abc import Iterator
from urllib.parse import quote, quote_plus

from atlas.address import LISTS, PARAMETERS, allowed_values

PAGES = ("", "network", "timeline", "profile", "formats", "matrix", "compare", "records", "about")

PAYLOADS = (
    "<script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=2>",
    "\"'><svg/onload=window.pwned=3>",
    "</title></textarea></style></script><script>window.pwned=4</script>",
    "<iframe srcdoc='<script>top.pwned=5</script>'>",
    "javascript:window.pwned=6",
    "[a](javascript:window.pwned=7) ![b](x) <b>c</b> `d` $e$ :red[f] :material/bolt:",
    "{{7*7}} ${7*7} #{7*7} <%= 7*7 %> {0} %s %n {constructor}",
    "' OR '1'='1'; DROP TABLE records; --",
    "=cmd|'/c calc'!A0",
    "../../../../etc/passwd",
    "__proto__",
    "constructor.prototype",
    "__class__",
    "\x00",
    "\r\nSet-Cookie: a=b",
    "‮﷽" + "̈" * 50,
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "٢٠٠٤",
    "²",
    "1e309",
    "NaN",
    "-1",
    "99999999999999999999",
    "(" * 60 + "a+" + ")+" * 60,
    "*" * 200,
    "a " * 2_000,
    "x" * 7_000,
    "😀" * 300,
    "",
    " ",
)
RAW = (
    "%",
    "%zz",
    "%00",
    "%ff%fe",
    "%u0041",
    "+",
    ";",
    "&&",
    "==",
    "=",
    "?",
    "#",
    "%26",
    "%3D",
    "[]",
    "[a]=b",
)
NAMES = (
    "embed",
    "embed_options",
    "utm_source",
    "page",
    "limit",
    "offset",
    "__proto__",
    "constructor",
    "",
    "<i>",
)


def draw_queries(catalog, count: int, seed: int) -> Iterator[str]:
    """Query strings as a stranger might write them: crafted ones first, then drawn ones."""
    source = random.Random(seed)
    crafted = [f"{quote_plus(name)}={quote(text)}" for name in PARAMETERS for text in PAYLOADS]
    crafted += [f"{quote_plus(text)}={quote_plus(text)}" for text in PAYLOADS] + list(RAW)
    crafted += ["&".join(crafted[at : at + 12]) for at in range(0, len(crafted), 12)]
    crafted += ["a&" * 990, "&" * 900, "focus=PAK&" * 500, "q=" + "a" * 8_000, "domain=" + "%2C" * 2_000]
    source.shuffle(crafted)
    values = _values(catalog)
    for number in range(count):
        yield crafted[number] if number < len(crafted) else _draw(source, values)


def _values(catalog) -> dict[str, list[str]]:
    values = {name: list(allowed_values(name, catalog)) for name in LISTS}
    values["years"] = [str(year) for year in range(catalog.first_year - 1, catalog.last_year + 2)]
    values["q"] = ["NATO", "Bakı", "defence", "mines 2003", "zzz"]
    values["focus"] = values["with"] = list(catalog.entities)
    values["record"] = list(catalog.records["id"])
    return values


def _draw(source: random.Random, values: dict[str, list[str]]) -> str:
    parts = []
    for _ in range(source.choice((1, 2, 3, 5, 8, 20))):
        name = source.choice(PARAMETERS) if source.random() < 0.9 else source.choice((*NAMES, *PAYLOADS))
        parts.append(f"{quote_plus(name)}={_value(source, values.get(name, ['x']))}")
        if name == "years" and source.random() < 0.7:
            parts.append(f"years={source.choice(values['years'])}")
    return source.choice(("&", "&", "&", ";", "&&")).join(parts)[:8_000]


def _value(source: random.Random, known: list[str]) -> str:
    way = source.random()
    if way < 0.5:
        return quote_plus(source.choice(known))
    if way < 0.6:  # nearly right
        text = list(source.choice(known))
        text.insert(source.randrange(len(text) + 1), source.choice(" ,;%\x00é<\u200b"))
        return quote("".join(text))
    if way < 0.8:
        return quote(source.choice(PAYLOADS))
    if way < 0.9:
        return source.choice(RAW)
    return quote(bytes(source.randrange(256) for _ in range(source.choice((1, 4, 30)))))
