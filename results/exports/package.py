"""A Frictionless data package: one CSV file for each table, and a description with types, units and keys.

Data Package and Table Schema as in https://specs.frictionlessdata.io (version 1): UTF-8 without a mark in front, commas,
CRLF after each row (RFC 4180), empty for no value, points in numbers. A text that a spreadsheet would take for a formula has
an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from importlib.metadata import version
from tempfile import SpooledTemporaryFile
from typing import Any

from results.exports.hostile import defused
from results.exports.source import Source
from results.exports.table import Column, Table, Value
from results.exports.tables import TABLES
from scanner.model.verdict import Judgement

PIECE = 1 << 20
_BORN = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP knows; the same for every export
_IN_MEMORY = 32 << 20
MADE_WITH = f"g2b-scanner {version('g2b-scanner')}"


def package(source: Source) -> dict[str, Iterable[bytes]]:
    """Return the files of a package by name, each in pieces."""
    files: dict[str, Iterable[bytes]] = {f"{table.name}.csv": csv_of(table, source) for table in TABLES}
    return {"datapackage.json": [described(source)], **files}


def zipped(source: Source) -> Iterator[bytes]:
    """Yield a package as the pieces of a ZIP file."""
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        with zipfile.ZipFile(file, "w") as archive:
            for name, pieces in package(source).items():
                entry = zipfile.ZipInfo(name, _BORN)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                with archive.open(entry, "w", force_zip64=True) as part:
                    part.writelines(pieces)
        file.seek(0)
        yield from iter(lambda: file.read(PIECE), b"")


def scores_alone(source: Source) -> Iterator[bytes]:
    """Yield the table of scores as one CSV file."""
    return csv_of(next(table for table in TABLES if table.name == "scores"), source)


def csv_of(table: Table, source: Source) -> Iterator[bytes]:
    """Yield the pieces of a CSV file."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([column.name for column in table.columns])
    for row in table.rows(source):
        writer.writerow(list(map(_cell, row)))
        if buffer.tell() > PIECE:
            yield _emptied(buffer)
    yield _emptied(buffer)


def _emptied(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def _cell(value: Value) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return defused(value) if isinstance(value, str) else value


def described(source: Source) -> bytes:
    """Return ``datapackage.json``."""
    run = source.survey.run
    mark = f"{source.say('draft')}: " if source.is_draft else ""
    about: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": _slug(f"g2b-{run.label}"),
        "title": mark + source.say("title", run=run.label),
        "description": source.say("package.about"),
        "version": "1.0.0",
        "created": _cell(run.as_of),
        "draft": source.is_draft,
        "periods": list(source.periods),
        "language": source.language,
        "persons": "masked" if source.audience.masked else "shown",
        "names": source.audience.names.value,
        "licenses": [{"name": "notspecified", "title": source.say("package.licence")}],
        "sources": [{"title": source.say(f"source.{one.run.source}", run=one.run.label)} for one in source.surveys],
        "contributors": [{"title": MADE_WITH, "role": "wrangler"}],
        "criteria": sorted({_set_of(scan.judgement) for _, scan in source.scans()}),
        "resources": [_resource(table, source) for table in TABLES],
    }
    return (json.dumps(about, ensure_ascii=False, indent=1) + "\n").encode()


def _set_of(judged: Judgement) -> str:
    return f"{judged.criteria_set} {judged.criteria_hash}"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", text.lower()).strip("-") or "g2b"


def _resource(table: Table, source: Source) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": source.say(f"table.{table.name}"),
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": _schema(table, source),
    }


def _schema(table: Table, source: Source) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column, source) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.keys),
    }
    if table.refers:
        schema["foreignKeys"] = [
            {"fields": list(own), "reference": {"resource": other, "fields": list(theirs)}}
            for own, other, theirs in table.refers
        ]
    return schema


def _field(column: Column, source: Source) -> dict[str, Any]:
    bounds = {"required": column.required or None, "minimum": column.least, "maximum": column.most}
    constraints: dict[str, Any] = {key: value for key, value in bounds.items() if value is not None}
    if column.values:
        constraints["enum"] = list(map(str, column.values))
    field: dict[str, Any] = {"name": column.name, "type": column.type}
    field["description"] = source.say(f"column.{column.key or column.name}")
    if column.type == "datetime":
        field["format"] = "%Y-%m-%dT%H:%M:%SZ"
    if column.unit:
        field["unit"] = column.unit
    return field | ({"constraints": constraints} if constraints else {})
