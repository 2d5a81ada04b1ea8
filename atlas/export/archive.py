"""Archives that are the same, byte for byte, whenever they are made."""

import datetime
import io
import zipfile
from collections.abc import Mapping

_EARLIEST = datetime.date(1980, 1, 1)


def pack_files(files: Mapping[str, bytes], day: datetime.date) -> bytes:
    """Return a zip archive.

    Parameters
    ----------
    files : mapping of str to bytes
        Name → content, in the order they are to stand in.
    day : date
        What every file is dated; what lies before 1980, where the format begins, becomes 1980.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(_entry(name, max(day, _EARLIEST)), content)
    return buffer.getvalue()


def _entry(name: str, day: datetime.date) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # Unix, whatever this runs on
    entry.external_attr = 0o644 << 16
    return entry
