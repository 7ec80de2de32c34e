"""Words of the workbook, in the language of its readers."""

from __future__ import annotations

from results.queries import RunInfo
from results.reports.look.numbers import Numbers
from scanner.model.texts import Texts

TEXTS = Texts("results.exports.workbook")


class Words:
    """Says codes and heads in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.numbers = Numbers(language)
        self._known = TEXTS.keys(language)

    def say(self, key: str, /, **values: object) -> str:
        """Return the text of a key."""
        return TEXTS.say(key, self.language, **values)

    def code(self, group: str, code: str) -> str:
        """Return what a code is called, the code itself where nobody knows it."""
        key = f"{group}.{code}"
        return self.say(key) if key in self._known else code

    def run(self, run: RunInfo) -> str:
        """Return the label of a run, with its source where people or a web archive made it."""
        key = f"label.{run.source}"
        return self.say(key, label=run.label) if key in self._known else run.label
