"""Reads YAML so that a mistake can be told with file, line and field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from criteria.errors import UserError


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
        steps = self._written(field)
        return steps[-1][1] if steps else 1

    def problem(self, field: Sequence[int | str], what: str, hint: str = "") -> UserError:
        """Return the error for a field of this file; entries of lists are counted from 1."""
        shown = ".".join(str(part + 1 if isinstance(part, int) else part) for part, _ in self._written(field))
        return UserError(f"{shown}: {what}" if shown else what, where=f"{self.path}:{self.line(field)}", hint=hint)

    def _written(self, field: Sequence[int | str]) -> list[tuple[int | str, int]]:
        """Return the steps of a field that stand in the file, each with its line; what a model adds is none."""
        node, steps = self.root, []
        for part in field:
            found = _child(node, part) or _child(_child(node, "over", value=True), part)
            if found is not None:
                steps.append((part, found.start_mark.line + 1))
                node = _child(node, part, value=True) or _child(_child(node, "over", value=True), part, value=True)
        return steps


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
        loader = Loader(text)
        root = loader.get_single_node()
        _refuse_doubles(root, path)
        return YamlFile(path, loader.construct_document(root) if root is not None else None, root)
    except yaml.MarkedYAMLError as error:
        line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        raise UserError(f"is not valid YAML: {error.problem}", where=f"{path}{line}") from error
    except yaml.YAMLError as error:
        raise UserError(f"is not valid YAML: {error}", where=str(path)) from error


def _child(node: yaml.Node | None, part: int | str, *, value: bool = False) -> yaml.Node | None:
    """Return what stands under a part of a node: a key (its line is that of the field), or the value below it."""
    if isinstance(node, yaml.MappingNode):
        return next((below if value else key for key, below in node.value if key.value == str(part)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        entry: yaml.Node = node.value[part]
        return entry
    return None


def _refuse_doubles(node: yaml.Node | None, path: Path) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if key.value in seen:
                what = f"{key.value!r} stands here a second time, first in line {seen[key.value]}"
                raise UserError(what, where=f"{path}:{line}")
            seen[key.value] = line
            _refuse_doubles(value, path)
    elif isinstance(node, yaml.SequenceNode):
        for below in node.value:
            _refuse_doubles(below, path)
