"""A JSON document read strictly: every getter notes what is wrong and goes on, so all faults come at once."""

import datetime
import json
import math
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from atlas.catalog.octets import read_octets
from atlas.catalog.problems import Problem


@dataclass(frozen=True, slots=True)
class JsonNode:
    """A value of a JSON document that knows where it stands.

    A getter of a value with the wrong type adds a problem to `problems` and returns an empty value
    of the right one. A missing value is None.
    """

    value: object
    file: str
    where: str
    problems: list[Problem]

    def __getitem__(self, key: str) -> "JsonNode":
        if self.value is not None and not isinstance(self.value, dict):
            self.fault(self.value, "An object is wanted.")
        inner = self.value.get(key) if isinstance(self.value, dict) else None
        return JsonNode(inner, self.file, f"{self.where}.{key}".lstrip("."), self.problems)

    def items(self, *, optional: bool = False) -> list["JsonNode"]:
        """Return the members of a list."""
        if self.value is None and optional:
            return []
        if not isinstance(self.value, list):
            self.fault(self.value, "A list is wanted.")
            return []
        return [
            JsonNode(value, self.file, f"{self.where}[{number}]", self.problems)
            for number, value in enumerate(self.value)
        ]

    def text(self, form: str = "", *, default: str | None = None) -> str:
        """Return a text, which must match `form` as a whole; without a default it must be there."""
        if self.value is None and default is not None:
            return default
        if not isinstance(self.value, str) or not self.value or (form and not re.fullmatch(form, self.value)):
            self.fault(self.value, f"A text of the form {form} is wanted." if form else "A text is wanted.")
            return default or ""
        return self.value

    def texts(self) -> tuple[str, ...]:
        """Return a list of texts; one text alone is a list of one, nothing an empty list."""
        if isinstance(self.value, str):
            return (self.text(),)
        return tuple(item.text() for item in self.items(optional=True))

    def choice(self, allowed: Collection[str]) -> str:
        """Return a text that is one of `allowed`."""
        if self.value not in allowed:
            self.fault(self.value, f"Allowed: {', '.join(allowed)}.")
        return str(self.value)

    def flag(self) -> bool:
        """Return a truth value, False if there is none."""
        if self.value not in (None, True, False):
            self.fault(self.value, "true or false is wanted.")
        return self.value is True

    def number(self) -> float | None:
        """Return a finite number, None if there is none."""
        if self.value is None:
            return None
        if _is_number(self.value):
            return float(self.value)
        self.fault(self.value, "A number is wanted.")
        return None

    def count(self) -> int | None:
        """Return a whole number, None if there is none."""
        number = self.number()
        return None if number is None else int(number)

    def pattern(self) -> str:
        """Return a regular expression, '' if there is none."""
        text = self.text(default="")
        try:
            re.compile(text)
        except (re.error, RecursionError, OverflowError):
            self.fault(text, "A regular expression is wanted.")
            return ""
        return text

    def day(self) -> datetime.date:
        """Return the day of an ISO 8601 date or time."""
        text = self.text()
        try:
            return datetime.datetime.fromisoformat(text).date()
        except ValueError:
            self.fault(text, "A date of ISO 8601 is wanted.")
            return datetime.date.max

    def fault(self, value: object, hint: str) -> None:
        """Note that something is wrong here."""
        shown = "" if value is None else str(value)
        self.problems.append(Problem(self.file, 1, self.where, "bad-datapackage", shown, hint))


def read_json(path: Path) -> tuple[JsonNode | None, list[Problem]]:
    """Read a JSON file.

    Returns
    -------
    root : JsonNode or None
        None if the file is missing or is not JSON.
    problems : list of Problem
        The list to which `root` will add what its getters find.
    """
    problems: list[Problem] = []
    try:
        value = json.loads(read_octets(path).decode("utf-8"))
    except OSError:
        problems.append(Problem(path.name, 1, "", "missing-file", path.name))
    except UnicodeDecodeError as error:
        problems.append(Problem(path.name, 1, "", "not-utf-8", repr(error.object[error.start : error.end])))
    except json.JSONDecodeError as error:
        problems.append(Problem(path.name, error.lineno, "", "bad-datapackage", "", f"{error.msg}."))
    except (ValueError, RecursionError):  # a number of thousands of digits, brackets in brackets
        problems.append(Problem(path.name, 1, "", "bad-datapackage", "", "Not a sensible JSON document."))
    else:
        return JsonNode(value, path.name, "", problems), problems
    return None, problems


def _is_number(value: object) -> TypeGuard[int | float]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:  # an integer too large for a float
        return False
