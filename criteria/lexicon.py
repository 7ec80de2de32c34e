"""The words and expressions of a set from its files, and ``$name`` in rules replaced by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import re2
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from criteria.errors import UserError
from criteria.mistakes import nearest
from criteria.words import Lexicon, fold
from criteria.yaml_file import YamlFile

Step = int | str
_KINDS = ("words", "expressions")
_CLOSE = 75  # of 100; below it the name is another word


def read_lexicon(files: Mapping[str, YamlFile], problems: list[UserError]) -> Lexicon:
    """Return the lists of `words.yaml` and of all files below `reading/`, each under its own name.

    What is wrong is added to `problems` and left out. A name may be given once in the whole set. Other parts of a file
    below `reading/` are read by who needs them (see `CriteriaSet.files`).
    """
    words: dict[str, tuple[str, ...]] = {}
    expressions: dict[str, tuple[str, ...]] = {}
    first: dict[str, str] = {}
    for path, file, kind, name, at, value in _lists(files, problems):
        patterns = _checked(file, at, value, kind, problems)
        if name in first:
            problems.append(file.problem(at, f"{name!r} is the name of a list in {first[name]} already"))
        first.setdefault(name, path)
        (words if kind == "words" else expressions)[name] = patterns
    return Lexicon(words, expressions)


def _lists(
    files: Mapping[str, YamlFile], problems: list[UserError]
) -> Iterator[tuple[str, YamlFile, str, str, tuple[Step, ...], object]]:
    for path, file in files.items():
        if path == "words.yaml":
            yield from ((path, file, "words", str(name), (name,), value) for name, value in file.data.items())
        elif path.startswith("reading/"):
            problems += _misspelt(file)
            for kind, lists in ((kind, file.data[kind]) for kind in _KINDS if kind in file.data):
                if not isinstance(lists, dict):
                    problems.append(file.problem((kind,), "must be a mapping of lists"))
                    continue
                yield from ((path, file, kind, str(name), (kind, name), value) for name, value in lists.items())


def _misspelt(file: YamlFile) -> list[UserError]:
    """Return a problem for each part whose name is nearly one of ours; others are read by who needs them."""
    names = [(str(name), extractOne(str(name), _KINDS, scorer=ratio)) for name in file.data if name not in _KINDS]
    return [
        file.problem((name,), f"{name!r} is not known here", f"did you mean {close}?")
        for name, (close, score, _) in names
        if score >= _CLOSE
    ]


def _checked(
    file: YamlFile, at: tuple[Step, ...], value: object, kind: str, problems: list[UserError]
) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        problems.append(file.problem(at, "must be a list of texts in brackets or with dashes"))
        return ()
    kept = []
    for index, pattern in enumerate(value):
        wrong = _wrong(pattern, kind)
        if wrong:
            problems.append(file.problem((*at, index), *wrong))
        else:
            kept.append(pattern)
    return tuple(kept)


def _wrong(pattern: object, kind: str) -> tuple[str, str] | None:
    if not isinstance(pattern, str):
        return f"{pattern!r} is no text", "put it in quotes"
    return _wrong_expression(pattern) if kind == "expressions" else _wrong_words(pattern)


@lru_cache(maxsize=8192)
def _wrong_expression(pattern: str) -> tuple[str, str] | None:
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(pattern, options)
    except re2.error as error:
        said = error.args[0].decode() if isinstance(error.args[0], bytes) else str(error.args[0])
        return f"{pattern!r} is no expression: {said}", "RE2 knows no look-ahead and no back-references"
    return None


def _wrong_words(pattern: str) -> tuple[str, str] | None:
    if "*" in pattern.rstrip("*") or pattern.endswith("**") or not fold(pattern).strip("*").strip():
        return f"{pattern!r} matches nothing: * may stand only at the end of a word", "write several patterns"
    return None


class Expansion:
    """Puts word lists in where a rule names them."""

    def __init__(self, lexicon: Lexicon, problems: list[UserError]) -> None:
        self._lexicon, self._problems = lexicon, problems

    def of(self, data: Any, file: YamlFile, at: tuple[Step, ...]) -> Any:  # noqa: ANN401 - raw YAML
        """Return data with every ``$name`` replaced by the list of that name; what is unknown becomes a problem."""
        if isinstance(data, dict):
            return {key: self.of(value, file, (*at, key)) for key, value in data.items()}
        if isinstance(data, list):
            return [self.of(value, file, (*at, index)) for index, value in enumerate(data)]
        if isinstance(data, str) and data.startswith("$"):
            return self._list(data[1:], file, at)
        return data

    def _list(self, name: str, file: YamlFile, at: tuple[Step, ...]) -> list[str]:
        if name not in self._lexicon.words:
            known = sorted(self._lexicon.words)
            self._problems.append(file.problem(at, f"there is no word list {name!r}", nearest(name, known)))
            return []
        return list(self._lexicon.words[name])
