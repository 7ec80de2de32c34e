"""What all parts of the language share: closed models, one or many values, word lists by name."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from criteria.words import WordList


class Part(BaseModel):
    """A part of a rule: frozen, and a key that is not known is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, arbitrary_types_allowed=True)


class ShortPart(Part):
    """A part that may be written as a single word."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Tell editors that a single word will do."""
        return {"anyOf": [{"type": "string"}, handler(core)]}


class _Many:
    """One value or a list of them: written alone it becomes a list of one."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return core_schema.no_info_before_validator_function(_listed, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        several = handler(core)
        return {"anyOf": [several["items"], several]}


def _listed(value: Any) -> Any:  # noqa: ANN401 - raw YAML
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else value


def _words(value: Any) -> Any:  # noqa: ANN401 - raw YAML
    return WordList(tuple(value)) if isinstance(value, (list, tuple)) else value


Words = Annotated[
    WordList,
    BeforeValidator(_words),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "pattern": r"^\$\w+$"}, {"type": "array", "items": {"type": "string"}}]}
    ),
]
"""Word patterns; in YAML ``$name`` of a list in ``words.yaml``, or a list of patterns."""

Many = _Many()
"""One value or a list of them, any of which will do."""
