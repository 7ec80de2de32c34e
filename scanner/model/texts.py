"""Texts that a user sees, in German and English, read from ``<stem>.<language>.yaml`` beside the asking package."""

from __future__ import annotations

import os
from functools import cache
from importlib import resources

import yaml

LANGUAGES = ("de", "en")


def chosen_language(asked: str | None = None) -> str:
    """Return the language asked for, else G2B_LANG, else German; what is not known falls back to German."""
    wanted = (asked or os.environ.get("G2B_LANG") or "de")[:2].lower()
    return wanted if wanted in LANGUAGES else "de"


class Texts:
    """The texts of one package.

    Args:
        package: dotted name of the package whose folder holds the files.
        stem: file name without language and ending.
    """

    def __init__(self, package: str, stem: str = "texts") -> None:
        self._package, self._stem = package, stem

    def say(self, key: str, language: str | None = None, /, **values: object) -> str:
        """Return the text of a key with its values put in; KeyError where no language has it."""
        return _load(self._package, self._stem, chosen_language(language))[key].format(**values)

    def keys(self, language: str) -> frozenset[str]:
        """Return every key that the language has."""
        return frozenset(_load(self._package, self._stem, language))


@cache
def _load(package: str, stem: str, language: str) -> dict[str, str]:
    text = resources.files(package).joinpath(f"{stem}.{language}.yaml").read_text("utf-8")
    loaded: dict[str, str] = yaml.safe_load(text)
    return loaded
