"""Turns what pydantic finds wrong into the message a user sees: field, what is allowed there, the nearest name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import process
from rapidfuzz.utils import default_process

from criteria.errors import UserError
from criteria.yaml_file import YamlFile

M = TypeVar("M", bound=BaseModel)
_CLOSE = 60  # of 100; below it a name is no help


def nearest(name: str, known: Sequence[str]) -> str:
    """Return a hint with the nearest known names, or nothing."""
    found = process.extract(name, known, processor=default_process, limit=3, score_cutoff=_CLOSE)
    return f"did you mean {', '.join(match for match, _, _ in found)}?" if found else ""


def validated(file: YamlFile, model: type[M], data: object, at: Sequence[int | str] = ()) -> M:
    """Return data as a model.

    Args:
        file: where the data stands.
        model: what it must be.
        data: the data, words put in.
        at: the field of the file that holds it.

    Raises:
        UserError: the first mistake, with line and field.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise next(iter(mistakes(file, model, error, at))) from error


def mistakes(
    file: YamlFile, model: type[BaseModel], error: ValidationError, at: Sequence[int | str]
) -> list[UserError]:
    """Return every mistake that a model was refused for, in the order of the file.

    What is missing comes last: often it is there under a name that is not known.
    """
    found = [one for one in error.errors() if not _follows(one, error.errors())]
    errors = sorted(found, key=lambda one: (one["type"] == "missing", file.line([*at, *one["loc"]])))
    return [file.problem([*at, *one["loc"]], *_told(one, model)) for one in errors]


def _follows(one: ErrorDetails, others: Sequence[ErrorDetails]) -> bool:
    """Whether a list is too short only because of mistakes in its entries."""
    inside = (other["loc"][: len(one["loc"])] == one["loc"] != other["loc"] for other in others)
    return one["type"] == "too_short" and any(inside)


def _told(one: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    teller = _TELLERS.get(one["type"])
    if teller is not None:
        return teller(one, model)
    return one["msg"].removeprefix("Value error, "), ""


def _unknown_field(one: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    name, known = str(one["loc"][-1]), _fields(model, one["loc"][:-1])
    hint = nearest(name, known)
    return f"{name!r} is not known here", hint or f"known are {', '.join(known)}"


def _unknown_value(one: ErrorDetails, _model: type[BaseModel]) -> tuple[str, str]:
    known = str(one["ctx"]["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
    hint = f"allowed are {', '.join(known)}"
    close = nearest(str(one["input"]), known)
    return f"{one['input']!r} is not allowed", f"{close} {hint}".strip()


def _missing(one: ErrorDetails, _model: type[BaseModel]) -> tuple[str, str]:
    return f"{one['loc'][-1]} is missing", ""


def _no_number(one: ErrorDetails, _model: type[BaseModel]) -> tuple[str, str]:
    return f"{one['input']!r} is no number", ""


def _no_text(one: ErrorDetails, _model: type[BaseModel]) -> tuple[str, str]:
    return f"{one['input']!r} is no text", "put it in quotes"


def _no_words(one: ErrorDetails, _model: type[BaseModel]) -> tuple[str, str]:
    return f"{one['input']!r} is no word list", "write $name for a list of words.yaml, or a list in brackets"


def _no_part(one: ErrorDetails, _model: type[BaseModel]) -> tuple[str, str]:
    return f"{one['input']!r} can't stand here", "needed is a mapping: {field: value}"


def _no_list(one: ErrorDetails, _model: type[BaseModel]) -> tuple[str, str]:
    return f"{one['input']!r} can't stand here", "needed is a list: [one, two]"


def _empty_list(one: ErrorDetails, _model: type[BaseModel]) -> tuple[str, str]:
    return f"{one['loc'][-1]} has nothing in it", "give it parts, or take it out"


_TELLERS: Mapping[str, Callable[[ErrorDetails, type[BaseModel]], tuple[str, str]]] = {
    "extra_forbidden": _unknown_field,
    "literal_error": _unknown_value,
    "enum": _unknown_value,
    "missing": _missing,
    "float_parsing": _no_number,
    "float_type": _no_number,
    "int_parsing": _no_number,
    "int_type": _no_number,
    "int_from_float": _no_number,
    "string_type": _no_text,
    "dataclass_type": _no_words,
    "model_type": _no_part,
    "dict_type": _no_part,
    "tuple_type": _no_list,
    "too_short": _empty_list,
}


def _fields(model: type[BaseModel], path: Sequence[int | str]) -> list[str]:
    """Return the names a model takes at a path below it."""
    for part in path:
        field = next((f for name, f in model.model_fields.items() if part in (name, f.alias)), None)
        models = _models(field.annotation) if field is not None else []
        model = models[0] if models else model
    return [field.alias or name for name, field in model.model_fields.items()]


def _models(annotation: Any) -> list[type[BaseModel]]:  # noqa: ANN401 - any annotation
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models(part)]
