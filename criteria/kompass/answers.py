"""Answers of interfaces as plain data: bounded, and with a place for every complaint."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from criteria.errors import UserError

LONGEST = 2_000
_NO_TEXT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]"
)  # JSON may write them out, no file or sheet can hold them


@dataclass(frozen=True)
class Answer:
    """One answer: its text, and where it came from (address, or file)."""

    text: str
    where: str

    def json(self) -> Any:  # noqa: ANN401 - as JSON gives it
        """Return the data; UserError where it is no JSON."""
        try:
            return json.loads(self.text)
        except (ValueError, RecursionError) as error:
            place = f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
            raise self.problem(f"is no JSON{place}", "was it cut short, or is it a page with an error?") from error

    def problem(self, what: str, hint: str = "", *, at: str = "") -> UserError:
        """Return the error for this answer, or for a place in it."""
        return UserError(what, where=f"{self.where}: {at}" if at else self.where, hint=hint)


def items_of(answer: Answer, *names: str) -> list[Mapping[str, Any]]:
    """Return the list of an answer: it is one, or stands under one of the names; UserError where there is none."""
    data = answer.json()
    if isinstance(data, dict):
        data = next((data[name] for name in names if isinstance(data.get(name), list)), None)
    if not isinstance(data, list):
        raise answer.problem(f"holds no list of services ({' or '.join(names)})", "is it an answer of this interface?")
    for number, one in enumerate(data, 1):
        if not isinstance(one, dict):
            raise answer.problem("is no service", at=f"item {number}")
    return data


_LABELS = ("label", "name", "title", "value", "code", "id")
_CODES = ("code", "value", "id", "label")


def codes_of(value: object) -> tuple[str, ...]:
    """Return the codes of a list, or of a single value; an interface may name them alone or with a label."""
    values = value if isinstance(value, list) else [value]
    bare = (
        next((one[name] for name in _CODES if one.get(name)), "") if isinstance(one, Mapping) else one for one in values
    )
    return many_of(list(bare))


def text_of(value: object) -> str:
    """Return a value as one line of text; of a list its first value, of a mapping its label."""
    if isinstance(value, Mapping):
        value = next((value[name] for name in _LABELS if value.get(name)), "")
    if isinstance(value, Sequence) and not isinstance(value, str):
        value = value[0] if value else ""
        return text_of(value) if isinstance(value, Mapping) else text_of(str(value))
    return "" if value is None else " ".join(_NO_TEXT.sub("", str(value)).split())[:LONGEST]


def many_of(value: object) -> tuple[str, ...]:
    """Return the texts of a list, or of a single value."""
    values = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(text for one in values if (text := text_of(one))))
