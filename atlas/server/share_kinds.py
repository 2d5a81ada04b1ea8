"""What a page asks for when a view is shared: which files there are, and its address as a QR code."""

from collections.abc import Iterable, Mapping

from atlas.export.extract import Extract
from atlas.export.files import FileKind
from atlas.export.listing import write_listing
from atlas.export.qr_file import write_qr
from atlas.server.api_query import PLACE, RefusedError


def share_kinds(kinds: Mapping[str, FileKind]) -> dict[str, FileKind]:
    """Return the list of `kinds` (`files.json`) and the QR code (`qr.svg`)."""

    def write_list(extract: Extract) -> Iterable[bytes]:
        return write_listing(extract, kinds.values())

    about = "The files of the view: what each is, and how many rows it has."
    listing = FileKind("files.json", "application/json", about, write_list)
    about = "The address of the view as a QR code."
    code = FileKind("qr.svg", "image/svg+xml", about, _write_qr, located=True)
    return {listing.name: listing, code.name: code}


def _write_qr(extract: Extract) -> list[bytes]:
    try:
        return [write_qr(extract)]
    except ValueError:
        # The library's error for too much text is a ValueError as well.
        error = "the address is not known, or too long for a QR code"
        raise RefusedError(400, error, PLACE, extract.address, ("≤ 2953",)) from None
