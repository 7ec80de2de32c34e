"""Reads YAML so that a mistake can be told with file, line and field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from rapidfuzz import process

from criteria.errors import UserError

M = TypeVar("M", bound=BaseModel)


class Loader(yaml.CSafeLoader):
    """The safe loader with the truth values of YAML 1.2: `yes` and `no` are words, as rules mean them."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, expression) for tag, expression in known if tag != "tag:yaml.org,2002:bool"]
    for first, known in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


@dataclass(frozen=True)
class YamlFile:
    """A loaded file: plain data, and the tree of nodes that knows the lines."""

    path: Path
    data: Any
    root: yaml.Node | None

    def line(self, field: Sequence[int | str]) -> int:
        """Return the line (from 1) of a field, or of the nearest one around it that is written."""
        node, line = self.root, 1
        for part in field:
            below = _child(node, part)
            if below is None:
                continue  # a step of the model that the file does not write out
            node, line = below, below.start_mark.line + 1
        return line

    def problem(self, field: Sequence[int | str], what: str, hint: str = "") -> UserError:
        """Return the error for a field of this file."""
        shown = ".".join(str(part) for part in field if _written(part))
        return UserError(f"{shown}: {what}" if shown else what, where=f"{self.path}:{self.line(field)}", hint=hint)


def read_yaml(path: Path) -> YamlFile:
    """Read a file.

    Raises:
        UserError: it can't be read, is no YAML, or names a key twice.
    """
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise UserError(f"can't be read: {error.strerror}", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise UserError("is not UTF-8 text", where=str(path), hint="save the file as UTF-8") from error
    try:
        root = yaml.compose(text, Loader=Loader)
        _refuse_doubles(root, path)
        return YamlFile(path, yaml.load(text, Loader=Loader), root)  # noqa: S506 - the safe loader in C
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = f":{mark.line + 1}" if mark else ""
        raise UserError(f"is not valid YAML: {error.problem}", where=f"{path}{line}") from error
    except yaml.YAMLError as error:
        raise UserError(f"is not valid YAML: {error}", where=str(path)) from error


def validated(file: YamlFile, model: type[M], data: object, at: Sequence[int | str] = ()) -> M:
    """Return data as a model; UserError with line and field of the first mistake, and the nearest name that is known."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = max(error.errors(), key=lambda one: len(one["loc"]))
        field = [*at, *first["loc"]]
        raise file.problem(field, _said(first["msg"]), _hint(first, model)) from error


def _said(message: str) -> str:
    return message.removeprefix("Value error, ")


def _hint(error: Mapping[str, Any], model: type[BaseModel]) -> str:
    if error["type"] == "extra_forbidden":
        return nearest(str(error["loc"][-1]), sorted(_names(model)))
    if error["type"] == "literal_error":
        return nearest(
            str(error["input"]), str(error["ctx"]["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        )
    return ""


def nearest(name: str, known: Sequence[str]) -> str:
    """Return a hint with the nearest known names, or nothing."""
    close = [match for match, score, _ in process.extract(name, known, limit=3) if score >= 60]
    return f"did you mean {', '.join(close)}?" if close else ""


def _names(model: type[BaseModel], seen: set[type] | None = None) -> set[str]:
    seen = seen if seen is not None else set()
    if model in seen:
        return set()
    seen.add(model)
    names = {field.alias or name for name, field in model.model_fields.items()}
    for field in model.model_fields.values():
        for part in _models(field.annotation):
            names |= _names(part, seen)
    return names


def _models(annotation: Any) -> list[type[BaseModel]]:  # noqa: ANN401 - any annotation
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models(part)]


def _child(node: yaml.Node | None, part: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next(
            (key if below is None else _at_key(key, below) for key, below in node.value if key.value == str(part)), None
        )
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        found: yaml.Node = node.value[part]
        return found
    return None


def _at_key(key: yaml.Node, value: yaml.Node) -> yaml.Node:
    if isinstance(value, yaml.ScalarNode):
        return key
    value.start_mark = key.start_mark  # a mapping starts where its key stands, not on the line below
    return value


def _written(part: int | str) -> bool:
    return not (isinstance(part, str) and part[:1].isupper() and part.isidentifier() and len(part) > 2)


def _refuse_doubles(node: yaml.Node | None, path: Path) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            if key.value in seen:
                raise UserError(
                    f"{key.value!r} stands here a second time, first in line {seen[key.value]}",
                    where=f"{path}:{key.start_mark.line + 1}",
                )
            seen[key.value] = key.start_mark.line + 1
            _refuse_doubles(value, path)
    elif isinstance(node, yaml.SequenceNode):
        for below in node.value:
            _refuse_doubles(below, path)
