"""`python -m bench.messages NAME`: which of Streamlit's messages make up the bytes of an interaction."""

import base64
import sys
from collections.abc import Iterator

from playwright.sync_api import sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.browser import CHROMIUM_FLAGS, find_chromium
from bench.peers import read_subjects
from bench.serve import serve_all
from bench.visit import Visit, visiting


def main() -> None:
    """Print the messages of a filter change, a click and a page change."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else "atlas-map"
    subject = next(one for one in read_subjects() if one.name == wanted)
    steps = {"filter on": ("filter", subject.toggle)}
    steps |= {f"click {code}": ("panel", act) for code, act in subject.choose.items()}
    if subject.leave:
        steps["page change"] = ("other", subject.leave)
    with serve_all([subject]) as servers, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(CHROMIUM_FLAGS))
        with visiting(browser, subject, servers[subject.name]) as visit:
            visit.open(subject.path)
            _print("first paint", visit)
            for name, (key, act) in steps.items():
                visit.interact("", key, act)
                _print(name, visit)
        browser.close()


def _print(title: str, visit: Visit) -> None:
    frames = [(way, base64.b64decode(content)) for way, content in visit.traffic.frames]
    visit.traffic.frames.clear()
    total = sum(len(content) for _, content in frames)
    print(f"\n{title}: {len(frames)} frames, {total:,} bytes")
    for way, content in frames:
        for size, text in _describe(way, content):
            print(f"  {size:>8,}  {text}")


def _describe(way: str, content: bytes) -> Iterator[tuple[int, str]]:
    if way == "sent":
        yield len(content), f"→ {BackMsg.FromString(content).WhichOneof('type')}"
        return
    message = ForwardMsg.FromString(content)
    kind = str(message.WhichOneof("type"))
    if kind == "forward_msg_batch":  # should Streamlit join messages one day
        kind = "batch"
    path = "/".join(map(str, message.metadata.delta_path))
    yield len(content), f"  {kind} {path} {_element(message)}".rstrip()


def _element(message: ForwardMsg) -> str:
    delta = message.delta
    if delta.WhichOneof("type") == "add_block":
        return f"block {delta.add_block.WhichOneof('type') or ''}"
    if delta.WhichOneof("type") != "new_element":
        return ""
    element = delta.new_element
    name = str(element.WhichOneof("type"))
    inner = getattr(element, name)
    fields = sorted(
        (
            (value.ByteSize() if hasattr(value, "ByteSize") else len(str(value)), field.name)
            for field, value in inner.ListFields()
        ),
        reverse=True,
    )
    return f"{name}: " + ", ".join(f"{field} {size:,}" for size, field in fields[:5])


if __name__ == "__main__":
    main()
