"""The words that people write in sheets, read from ``words.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from criteria.yaml_file import read_yaml

_LOOSE = re.compile(r"[\s. ]")


def loose(text: str) -> str:
    """Return a text as it is compared: case, spaces and dots do not matter."""
    return _LOOSE.sub("", text.casefold())


@cache
def words() -> Mapping[str, frozenset[str]]:
    """Return the words by what they mean: ags, name, yes, no, not_applicable, not_testable, of, points."""
    loaded: dict[str, list[object]] = read_yaml(Path(__file__).with_name("words.yaml")).data
    return {meaning: frozenset(loose(str(word)) for word in said) for meaning, said in loaded.items()}
