"""JSON schemas of the files of a criteria set, for editors that check and complete YAML."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from criteria.language import Criterion, Example, Node
from criteria.platforms import PlatformFile
from criteria.set_reader import SetFile

Schema = dict[str, Any]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def rules_schema() -> Schema:
    """Return the schema of a rule file: criteria by id."""
    criterion = _schema(Criterion)
    shared = criterion.pop("$defs")
    criterion["properties"].pop("id")
    criterion["required"].remove("id")
    by_id = {r"^[SUAFE]\d$": criterion}
    return {
        **_file("Rules of a criteria set"),
        "patternProperties": by_id,
        "additionalProperties": False,
        "$defs": shared,
    }


def definitions_schema() -> Schema:
    """Return the schema of `define.yaml`: parts of rules by name."""
    node = _schema(Node)
    shared = node.pop("$defs")
    return {**_file("Definitions shared by rules"), "additionalProperties": node, "$defs": shared}


def schemas() -> Mapping[str, Schema]:
    """Return all schemas by file name."""
    return {
        "rules.schema.json": rules_schema(),
        "define.schema.json": definitions_schema(),
        "set.schema.json": {**_file("Head of a criteria set"), **_schema(SetFile)},
        "platforms.schema.json": {**_file("Platforms"), **_schema(PlatformFile)},
        "example.schema.json": {**_file("Example of a criterion"), **_schema(Example)},
    }


def write_schemas(folder: Path) -> list[Path]:
    """Write all schemas into a folder, made where it is missing; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in schemas().items():
        path = folder / name
        path.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", "utf-8")
        written.append(path)
    return written


def _file(title: str) -> Schema:
    return {"$schema": _DIALECT, "title": title, "type": "object"}


def _schema(model: type) -> Schema:
    schema: Schema = TypeAdapter(model).json_schema(by_alias=True)
    if "$ref" in schema:  # a model that contains itself
        name = schema["$ref"].rpartition("/")[2]
        return {**schema["$defs"][name], "$defs": schema["$defs"]}
    return schema
