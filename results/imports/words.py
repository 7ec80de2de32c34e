"""The words that people write in sheets, read from ``words.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from criteria.sheets.header import loose
from criteria.yaml_file import read_yaml


@cache
def words() -> Mapping[str, frozenset[str]]:
    """Return the words by what they mean: ags, name, yes, no, not_applicable, not_testable, of, points."""
    loaded: dict[str, list[object]] = read_yaml(Path(__file__).with_name("words.yaml")).data
    return {meaning: frozenset(loose(str(word)) for word in said) for meaning, said in loaded.items()}
