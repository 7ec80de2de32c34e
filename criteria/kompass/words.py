"""The words that people and interfaces use in tables of services, read from ``columns.yaml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path

from criteria.language.base import Part
from criteria.mistakes import validated
from criteria.sheets.header import loose
from criteria.yaml_file import read_yaml

Words = Mapping[str, tuple[str, ...]]


class Vocabulary(Part):
    """Usual headers by field, and words in cells by what they mean."""

    fields: Words
    answers: Words
    works: Words
    addressees: Words
    levels: Words
    level_groups: Words
    stop_words: tuple[str, ...]

    @cached_property
    def level_words(self) -> Mapping[str, tuple[str, ...]]:
        """Loose word -> levels that it stands for."""
        single = {loose(word): (level,) for level, words in self.levels.items() for word in (level, *words)}
        return single | {loose(word): tuple(levels) for word, levels in self.level_groups.items()}


@cache
def vocabulary() -> Vocabulary:
    """Load the words; UserError with line and field of the first mistake."""
    file = read_yaml(Path(__file__).with_name("columns.yaml"))
    return validated(file, Vocabulary, file.data)


def meaning(word: str, words: Mapping[str, Sequence[str]]) -> str:
    """Return what a word means, nothing where it is not known."""
    wanted = loose(word)
    return next((name for name, said in words.items() if wanted in {loose(name), *map(loose, said)}), "")
