"""The address of a view as a QR code."""

import io

import segno

from atlas.export.extract import Extract


def write_qr(extract: Extract) -> bytes:
    """Return the address of the view as a QR code: SVG, dark on white, with the quiet zone around it.

    Raises
    ------
    ValueError
        If the address is not known, or too long for a QR code (2,953 bytes).
    """
    if not extract.address:
        raise ValueError("the address of the atlas is not known")
    buffer = io.BytesIO()
    # The least correction at first; segno raises it as far as the code does not grow by that.
    code = segno.make_qr(extract.address, error="l")
    code.save(buffer, kind="svg", light="#ffffff", omitsize=True, xmldecl=False, nl=False)
    return buffer.getvalue()
