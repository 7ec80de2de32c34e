"""``g2b kompass show``: all that the sources say of one service."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer
from babel.dates import format_date
from rich.console import Console
from rich.table import Table

from criteria.errors import UserError
from criteria.kompass.builtin import verrichtungen
from criteria.kompass.catalogue import Catalogue, Found
from criteria.kompass.entry import Entry, Fact
from criteria.kompass.keys import normal_key, verrichtung_of
from criteria.kompass.levels import Level
from criteria.kompass.record import Addressee, Known, StateService
from scanner.cli.kompass_shared import catalogue_of_call, say
from scanner.cli.options import language, terminal_width

_FIELDS = (
    *("name", "ozg_id", "ozg_name", "situation", "theme", "law", "types", "addressee", "authority", "levels"),
    *("valid_from", "valid_to", "successor", "note"),
)
_TOWNS = frozenset({Level.INDEPENDENT, Level.LARGE, Level.MEDIUM, Level.SMALL})
_GROUPS = {
    "towns": _TOWNS,
    "districts": frozenset({Level.KREIS, Level.INDEPENDENT}),
    "larger": _TOWNS - {Level.SMALL} | {Level.KREIS},
    "municipal": _TOWNS | {Level.KREIS},
}


def show(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY|ID", help=say("show.key"))],
) -> None:
    """Print every fact on a service with its source, and what it is related to where the key is not known."""
    console = Console(width=terminal_width(), highlight=False)
    for found in found_in(catalogue_of_call(context), key):
        if found.digits < 14:
            console.print(say("show.near", key=normal_key(key), digits=found.digits), markup=False)
        console.print(_table(found.entry))


def found_in(catalogue: Catalogue, key: str) -> tuple[Found, ...]:
    """Return the entries of a key, or of an id; UserError where there is none."""
    entry = catalogue.by_id.get(key) or catalogue.by_service.get(key)
    found = (Found(entry, 14),) if entry is not None else catalogue.find(key)
    if not found:
        raise UserError(say("show.unknown", key=key), hint=say("show.unknown_hint"))
    return found


def _table(entry: Entry) -> Table:
    table = Table(title=f"{entry.key or entry.id} · {entry.name}", title_justify="left")
    for column in ("field", "fact", "source"):
        table.add_column(say(f"show.{column}"), overflow="fold")
    for row in _rows(entry):
        table.add_row(*row)
    return table


def _rows(entry: Entry) -> Iterator[tuple[str, str, str]]:
    yield say("competent"), levels_in_words(entry), say(f"basis.{entry.competence.basis}")
    if word := verrichtungen().get(verrichtung_of(entry.key)):
        yield say("show.verrichtung"), word, ""
    for name in _FIELDS:
        shown = entry.fact(name)
        for fact in entry.facts(name):
            other = name != "name" and shown is not None and fact.value != shown.value
            yield say(f"field.{name}"), value_in_words(fact), source_in_words(fact, differs=other)
    for term in entry.synonyms():
        yield say("field.synonyms"), term, ""
    for service in entry.state_services():
        yield say("field.state_service"), state_in_words(service), ""


def levels_in_words(entry: Entry) -> str:
    """Return who is competent, and who may be."""
    sure = ", ".join(say(f"level.{level}") for level in Level if level in entry.competence.levels)
    may = ", ".join(say(f"level.{level}") for level in Level if level in entry.competence.open)
    if len(entry.competence.open) == len(Level):
        may = say("level.any")
    return "; ".join(part for part in (sure, may and say("show.may", levels=may)) if part) or say("level.none")


def levels_in_short(entry: Entry) -> str:
    """Return who is competent in few words, for a column; a mark says where more may be."""
    levels = entry.competence.levels
    named = next((name for name, group in _GROUPS.items() if levels == group), "")
    sure = say(f"levels.{named}") if named else ", ".join(say(f"level.{level}") for level in Level if level in levels)
    if not sure:
        return say("list.not_known") if entry.competence.open else say("level.none")
    return f"{sure} (?)" if entry.competence.open else sure


def value_in_words(fact: Fact) -> str:
    """Return the value of a fact as it is shown."""
    if isinstance(fact.value, Addressee):
        return say(f"addressee.{fact.value}")
    if fact.field == "levels" and isinstance(fact.value, tuple):
        return ", ".join(say(f"level.{level}") for level in fact.value) or say("level.none")
    return ", ".join(map(str, fact.value)) if isinstance(fact.value, tuple) else str(fact.value)


def source_in_words(fact: Fact, *, differs: bool = False) -> str:
    """Return source, date and line of a fact, on how many digits of the key it speaks, and whether it differs."""
    day = format_date(fact.date, "medium", locale=language()) if fact.date else ""
    mark = say("show.differs") if differs else ""
    near = say("show.digits", digits=fact.digits) if fact.digits < 14 else ""
    return ", ".join(part for part in (fact.source.id, day, say("show.line", line=fact.line), near, mark) if part)


def state_in_words(service: StateService) -> str:
    """Return name and address of a state service, and whether anybody takes part where that is known."""
    joined = "" if service.joined is Known.UNKNOWN else say(f"joined.{service.joined}")
    return " · ".join(part for part in (service.name, service.address, joined) if part)
