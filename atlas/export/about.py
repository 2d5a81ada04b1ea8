"""What every file says about itself."""

from atlas.export.citation import cite_view, write_plain
from atlas.export.extract import Extract


def describe_file(extract: Extract) -> dict[str, str]:
    """Return what a file says about itself, name → text; the same in every format.

    Returns
    -------
    dict of str to str
        `title`, `data_version`, `created` (day of the data version), `sentence` (the filters in words),
        `filters` (the canonical query), `licence`, `cite`, `address` ('' where not known).
    """
    catalog = extract.edition.catalog
    return {
        "title": catalog.title,
        "data_version": catalog.version,
        "created": catalog.created.isoformat(),
        "sentence": extract.sentence,
        "filters": extract.query,
        "licence": str(extract.edition.licence),
        "cite": write_plain(cite_view(extract)),
        "address": extract.address,
    }


def write_readme(extract: Extract) -> str:
    """Return the same as a short text file."""
    about = describe_file(extract)
    words = {
        "Shown": about["sentence"],
        "Filters": about["filters"] or "none",
        "Data version": f"{about['data_version']}, {about['created']}",
        "Licence": about["licence"],
        "Cite as": about["cite"],
        "Address": about["address"],
    }
    lines = [f"{name}: {text}" for name, text in words.items() if text]
    return "\n".join([about["title"], "", extract.edition.catalog.description, "", *lines, ""])
