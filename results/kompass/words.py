"""Words of the match: sentences of findings, and what codes are called."""

from __future__ import annotations

from results.kompass.rows import Code, Finding
from scanner.model.texts import Texts

TEXTS = Texts("results.kompass")


def sentence(finding: Finding, language: str) -> str:
    """Return the sentence of a finding."""
    values = dict(finding.values)
    key = f"finding.{finding.code.value}"
    if finding.code is Code.WITHOUT_COMPETENCE and values.get("carrier"):
        key += "_carrier"
    elif finding.code is Code.WITHOUT_COMPETENCE and values.get("derived"):
        key += "_derived"
    return TEXTS.say(key, language, **values)
