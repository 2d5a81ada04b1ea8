"""How a chart on a canvas is read: by the texts it draws."""

from typing import Final

from playwright.sync_api import Page

from bench.subject import Input, click_at

CANVAS_SETUP: Final = r"""
  const write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...rest) {
    write.call(this, text, x, y, ...rest);
    if (!(this.canvas instanceof HTMLCanvasElement)) return;
    const place = this.getTransform().transformPoint({ x, y });
    (this.canvas.texts ??= {})[text] = { x: place.x / devicePixelRatio, y: place.y / devicePixelRatio };
    if (/\d/.test(text)) this.canvas.dataset.drawn = text;
  };"""
"""JavaScript: each canvas keeps where it wrote what, and says the last text with a number in it."""


def click_text(page: Page, text: str) -> Input:
    """Point at where a canvas of the page wrote a text last; the input is the click."""
    place = page.evaluate(
        """(text) => {
          const canvas = [...document.querySelectorAll("canvas")].find((one) => one.texts?.[text]);
          const box = canvas.getBoundingClientRect();
          return { x: box.left + canvas.texts[text].x, y: box.top + canvas.texts[text].y };
        }""",
        text,
    )
    return click_at(page, place["x"], place["y"])
