"""What all parts of the language share: closed models, one or many values, word lists by name."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

from criteria.words import WordList


class Part(BaseModel):
    """A part of a rule: frozen, and a key that is not known is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, arbitrary_types_allowed=True)


def _many(value: Any) -> Any:  # noqa: ANN401 - raw YAML
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else value


def _words(value: Any) -> Any:  # noqa: ANN401 - raw YAML
    return WordList(tuple(value)) if isinstance(value, (list, tuple)) else value


Words = Annotated[WordList, BeforeValidator(_words)]
"""Word patterns; in YAML ``$name`` of a list in ``words.yaml``, or a list of patterns."""

Many = BeforeValidator(_many)
"""One value or a list of them, any of which will do."""
