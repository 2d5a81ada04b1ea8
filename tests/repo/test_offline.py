"""Nothing that runs names another host."""

import re
import tomllib

import pytest

from atlas.paths import ROOT
from tests.repo.code import sources, strings

REMOTE = re.compile(r"(?:https?|wss?|ftp):(?:\\?/){2}|^//[\w-]+\.")
HARMLESS = (
    "http://www.w3.org/",  # names of XML vocabularies: nothing is fetched
    "https://www.w3.org/",
    "http://localhost",
    "http://127.0.0.1",
)
# What is written into a file or an answer as a name: a licence, a schema, a vocabulary.
NAMES = re.compile(
    r"https?://(creativecommons\.org|datapackage\.org|schema\.org|purl\.org|www\.gexf\.net|gexf\.net|graphml\.graphdrawing\.org|specs\.frictionlessdata\.io|json-schema\.org|www\.sitemaps\.org|spec\.openapis\.org)[/\w.#-]*"
)


def remote(text):
    for harmless in HARMLESS:
        text = text.replace(harmless, "")
    return REMOTE.search(NAMES.sub("", text))


@pytest.mark.parametrize("path", sources())
def test_no_module_names_another_host(path):
    assert [(node.lineno, node.value) for node in strings(sources()[path]) if remote(node.value)] == []


@pytest.mark.parametrize(
    "path",
    sorted(p.relative_to(ROOT).as_posix() for end in ("js", "css") for p in ROOT.glob(f"atlas/**/*.{end}")),
)
def test_no_script_or_style_names_another_host(path):
    text = (ROOT / path).read_text(encoding="utf-8")
    code = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    code = "\n".join(line for line in code.splitlines() if not line.lstrip().startswith("//"))
    assert not remote(code)
    assert not re.search(r"@import|url\((?!#|[\"']?data:)", code)


def test_no_setting_names_another_host():
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))

    def texts(value):
        if isinstance(value, dict):
            return [text for part in value.values() for text in texts(part)]
        return [text for part in value for text in texts(part)] if isinstance(value, list) else [str(value)]

    assert [text for text in texts(settings) if remote(text)] == []
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["browser"]["serverAddress"]


def test_no_module_opens_a_connection():
    from tests.repo.code import imports

    talkers = {"requests", "urllib.request", "http.client", "httpx", "socket", "aiohttp", "ftplib", "smtplib"}
    for path, tree in sources().items():
        names = {name for name, _ in imports(tree)}
        # What is all capitals is a number: the name of an option, nothing that could open a connection.
        numbers = {name for name in names if name.startswith("socket.") and name[len("socket.") :].isupper()}
        assert not talkers & (names - {"socket"} if numbers else names), path
        assert not {name for name in names - numbers if name.startswith("socket.")}, path
