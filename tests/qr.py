"""A QR code of ours as pixels, for a reader of such codes."""

import re

from PIL import Image

SCALE = 4


def draw(svg):
    """Return the code as a grey picture.

    Its one line of strokes is drawn as a browser would: `M x y` moves, `m dx dy` moves on, `h n` draws n
    modules to the right.
    """
    text = svg.decode()
    width = int(re.search(r'viewBox="0 0 (\d+)', text)[1])
    picture = Image.new("L", (width * SCALE, width * SCALE), 255)
    x = y = 0.0
    strokes = re.search(r'stroke="#000" d="([^"]*)"', text)[1]
    for sign, numbers in re.findall(r"([Mmh])([^Mmh]*)", strokes):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if sign == "M":
            x, y = values
        elif sign == "m":
            x, y = x + values[0], y + values[1]
        else:
            box = [x, y - 0.5, x + values[0], y + 0.5]
            picture.paste(0, tuple(round(side * SCALE) for side in box))
            x += values[0]
    return picture
