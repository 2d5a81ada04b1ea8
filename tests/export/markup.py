"""An HTML page as a test looks at it: its elements, with their texts."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input", "col"}
RAW = {"script", "style"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    inside: tuple[str, ...]
    parts: list[str] = field(default_factory=list)

    @property
    def text(self):
        """What stands in it, spaces joined; of a script or a style every sign."""
        whole = "".join(self.parts)
        return whole if self.tag in RAW else " ".join(whole.split())


class Page(HTMLParser):
    """A page read strictly: whatever is opened is closed, in order."""

    def __init__(self, text):
        super().__init__()
        self.elements = []
        self._open = []
        self.feed(text)
        self.close()
        assert self._open == [], [element.tag for element in self._open]

    def handle_starttag(self, tag, attrs):
        assert len(dict(attrs)) == len(attrs), f"an attribute twice: {tag} {attrs}"
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(e.tag for e in self._open))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag):
        assert self._open, f"</{tag}> closes nothing, line {self.getpos()}"
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>, line {self.getpos()}"
        self._open.pop()

    def handle_data(self, data):
        for element in self._open:
            element.parts.append(data)

    def all(self, tag, **attributes):
        """Elements of a tag whose attributes hold these values."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.elements
            if element.tag == tag and wanted.items() <= element.attributes.items()
        ]

    def one(self, tag, **attributes):
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} of {tag} {attributes}"
        return found[0]
