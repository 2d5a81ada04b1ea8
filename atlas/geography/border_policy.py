"""The border policy as data: what is folded, cut, renamed and drawn dashed.

The sentences for readers are in `geo/README.md`; a change here belongs there too.
Codes are the `a3` of the source: ISO 3166-1 alpha-3, except `ATC`, `CYN`, `IOA`, `KAS`, `SOL` and `XKX`;
`GOL` is our own for the Golan.
"""

from dataclasses import dataclass

FOLDED = {
    "CYN": "CYP",  # the UK base areas are within CYP in the source already
    "GOL": "SYR",
    "IOA": "CXR",  # of Australia's Indian Ocean territories the source has Christmas Island only
    "KAS": "",  # Siachen Glacier: no ISO code, given to no country
    "SOL": "SOM",
    "XKX": "SRB",
}
"""Source unit → the code it is drawn with."""

DROPPED = {
    "ATA",  # Antarctica encloses the pole: Web Mercator cannot draw it
    "ATC",  # Ashmore and Cartier Islands: empty in the source
}
"""Source units that are left out."""

GOLAN_LINE = (
    (35.611, 32.682),
    (35.592, 32.723),
    (35.608, 32.760),
    (35.636, 32.807),
    (35.633, 32.867),
    (35.614, 32.891),
    (35.589, 32.953),
    (35.577, 33.010),
    (35.601, 33.040),
    (35.635, 33.118),
    (35.641, 33.200),
    (35.603, 33.241),
)
"""Western edge of the Golan, south to north, lon/lat in degrees rounded to 3 decimals.

Both ends are vertices of the source: where Israel meets Jordan on the Yarmouk, and Lebanon on the Hasbani.

Source: "Golan Heights" in Natural Earth 5, 1:50m Admin 0 breakaway and disputed areas (public domain).
"""

IN_GOLAN = (35.8, 33.0)
"""A point east of the line, which tells the two halves of the cut apart."""


@dataclass(frozen=True)
class DisputedLine:
    """A line drawn dashed: edges between source units, and what they stand for.

    Parameters
    ----------
    name, note : str
        What a reader sees.
    edges : tuple of pairs of str
        Source units whose shared boundary is meant.
    within : tuple of float, optional
        West, south, east, north in degrees; only the stretch inside is meant. The whole boundary if left out.
    """

    name: str
    note: str
    edges: tuple[tuple[str, str], ...]
    within: tuple[float, float, float, float] = (-180, -90, 180, 90)


DISPUTED_LINES = (
    DisputedLine(
        "Aksai Chin",
        "Line of actual control between China and India, approximate.",
        (("IND", "CHN"),),
        (77, 32.28, 80, 36),
    ),
    DisputedLine(
        "Armistice demarcation lines, 1949",
        "Between Israel and the State of Palestine; the final boundary is not agreed.",
        (("ISR", "PSE"),),
    ),
    DisputedLine(
        "China–India boundary, eastern sector",
        "The boundary is not agreed; the line is approximate.",
        (("IND", "CHN"),),
        (91, 27, 98, 30),
    ),
    DisputedLine(
        "China–Pakistan boundary",
        "Line of the agreement of 1963, provisional until the Kashmir question is settled.",
        (("PAK", "CHN"),),
    ),
    DisputedLine(
        "Cyprus: United Nations buffer zone",
        "Approximate course of the ceasefire lines of 1974. The whole island is drawn as Cyprus.",
        (("CYP", "CYN"),),
    ),
    DisputedLine(
        "Golan: area of separation",
        "Approximate course of the 1974 disengagement lines. The Golan is drawn as part of Syria.",
        (("GOL", "SYR"),),
    ),
    DisputedLine(
        "Jammu and Kashmir: Line of Control",
        "Approximate, with the working boundary south of it. "
        "The final status of Jammu and Kashmir has not been agreed upon by the parties.",
        (("IND", "PAK"),),
        (73, 32.28, 78, 36),
    ),
    DisputedLine(
        "Kosovo",
        "In the sense of United Nations Security Council resolution 1244 (1999). Drawn within Serbia.",
        (("SRB", "XKX"),),
    ),
    DisputedLine(
        "Siachen Glacier",
        "Beyond the end of the Line of Control; drawn as part of no country.",
        (("IND", "KAS"), ("PAK", "KAS"), ("CHN", "KAS")),
    ),
    DisputedLine(
        "Sudan–South Sudan boundary",
        "The final boundary and the final status of Abyei have not been determined.",
        (("SDN", "SSD"),),
    ),
    DisputedLine(
        "Western Sahara",
        "Northern limit of the Non-Self-Governing Territory, on the list of the United Nations since 1963.",
        (("ESH", "MAR"),),
    ),
)

NAMES = {
    "ALA": "Åland Islands",
    "ATF": "French Southern Territories",
    "ATG": "Antigua and Barbuda",
    "BIH": "Bosnia and Herzegovina",
    "BLM": "Saint Barthélemy",
    "CAF": "Central African Republic",
    "COD": "Democratic Republic of the Congo",
    "COK": "Cook Islands",
    "CXR": "Christmas Island",
    "CYM": "Cayman Islands",
    "DOM": "Dominican Republic",
    "ESH": "Western Sahara",
    "FLK": "Falkland Islands (Malvinas)",
    "FRO": "Faroe Islands",
    "GNQ": "Equatorial Guinea",
    "HMD": "Heard Island and McDonald Islands",
    "IOT": "British Indian Ocean Territory",
    "KNA": "Saint Kitts and Nevis",
    "MAF": "Saint Martin",
    "MHL": "Marshall Islands",
    "MNP": "Northern Mariana Islands",
    "PCN": "Pitcairn",
    "PYF": "French Polynesia",
    "SGS": "South Georgia and South Sandwich Islands",
    "SLB": "Solomon Islands",
    "SPM": "Saint Pierre and Miquelon",
    "SSD": "South Sudan",
    "STP": "São Tomé and Príncipe",
    "SWZ": "Eswatini",
    "TCA": "Turks and Caicos Islands",
    "TUR": "Türkiye",
    "VCT": "Saint Vincent and the Grenadines",
    "VGB": "British Virgin Islands",
    "VIR": "United States Virgin Islands",
    "WLF": "Wallis and Futuna",
}
"""Names the source abbreviates or the United Nations write otherwise; all others are the source's."""
