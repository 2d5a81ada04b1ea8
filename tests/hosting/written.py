"""What a process of the atlas writes: as in a container whose file system cannot be written."""

from pathlib import Path

# Python imports a module of this name before anything else, so nothing escapes it.
_WATCH = """\
import os
import sys

_KEPT = {kept!r}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


def _watch(event, arguments):
    if event == "open":
        path, _, flags = arguments
        if not isinstance(path, (str, bytes)) or not flags & _WRITES:
            return
    elif event in ("os.mkdir", "os.rename", "os.remove", "os.link", "os.symlink", "os.truncate"):
        path = arguments[0]
    else:
        return
    path = os.fsdecode(path)
    if path != _KEPT and not path.startswith("/dev/"):
        file = os.open(_KEPT, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(file, f"{{event}} {{path}}\\n".encode())
        os.close(file)


sys.addaudithook(_watch)
"""


class Written:
    """Watches every process that is started with its `environment`.

    Parameters
    ----------
    folder : Path
        Takes the watching module, the record, and what the process may write: its temporary files.
    """

    def __init__(self, folder: Path) -> None:
        self._kept = folder / "written"
        self._temporary = folder / "tmp"
        self._temporary.mkdir()
        (folder / "watch").mkdir()
        (folder / "watch/sitecustomize.py").write_text(_WATCH.format(kept=str(self._kept)), encoding="utf-8")
        self.environment = {
            "PYTHONPATH": str(folder / "watch"),
            "TMPDIR": str(self._temporary),
            "HOME": "/nonexistent",
        }

    def places(self) -> tuple[set[str], set[str]]:
        """Return what was written among the temporary files, and what elsewhere."""
        lines = self._kept.read_text(encoding="utf-8").splitlines() if self._kept.exists() else []
        inside = {line for line in lines if line.split(" ", 1)[1].startswith(str(self._temporary))}
        return inside, set(lines) - inside
