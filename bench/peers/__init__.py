"""The peers: each a package with `subject.py`, which says how it is used, and `app.py`, which is the peer.

A further one needs nothing but its own folder: every `SUBJECTS` found here is measured.
"""

import importlib
import pkgutil

from bench.subject import Subject


def read_subjects() -> list[Subject]:
    """Return all subjects, the floor and the atlas first.

    Raises
    ------
    AttributeError
        If a folder has no `SUBJECTS`.
    """
    folders = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.ispkg)
    first = [name for name in ("floor", "atlas") if name in folders]
    names = first + [name for name in folders if name not in first]
    modules = [importlib.import_module(f"{__name__}.{name}.subject") for name in names]
    return [subject for module in modules for subject in module.SUBJECTS]
