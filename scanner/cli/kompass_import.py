"""``g2b kompass import``: fresher data for the catalogue, from a file or from an interface."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from babel.dates import format_date
from babel.numbers import format_decimal

from criteria.errors import UserError
from criteria.kompass.changes import Change, Kind, counted
from criteria.kompass.record import Known
from criteria.loading import folder_of
from criteria.registry import Registry, Roll
from criteria.services import load_services
from scanner.cli.kompass_shared import say
from scanner.cli.options import language, settings_of
from scanner.run.kompass import FileOrder, Imported, import_file
from scanner.run.settings import Settings, require_operator

SHOWN = 10


class FileKind(StrEnum):
    """What a file may be."""

    FIM = "fim"
    OPEN_PVOG = "open-pvog"
    PVOG = "pvog"
    OWN = "own"


class Interface(StrEnum):
    """What may be asked."""

    FIM = "fim"
    OPEN_PVOG = "open-pvog"
    PVOG = "pvog"


Towns = Annotated[list[str] | None, typer.Option("--municipality", metavar="NAME", help=say("import.municipality"))]
Group = Annotated[str | None, typer.Option("--group", metavar="NAME", help=say("import.group"))]


def import_catalogue(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help=say("import.file"))] = None,
    fetched: Annotated[Interface | None, typer.Option("--fetch", help=say("import.fetch"))] = None,
    kind: Annotated[FileKind | None, typer.Option("--kind", help=say("import.kind"))] = None,
    source: Annotated[str, typer.Option("--source", metavar="NAME", help=say("import.source"))] = "",
    mapping: Annotated[Path | None, typer.Option("--mapping", metavar="YAML", help=say("import.mapping"))] = None,
    as_of: Annotated[datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help=say("import.as_of"))] = None,
    municipality: Towns = None,
    group: Group = None,
    registry: Annotated[Path | None, typer.Option("--registry", metavar="CSV", help=say("list.registry"))] = None,
    delay: Annotated[float | None, typer.Option("--delay", metavar="SECONDS", help=say("import.delay"))] = None,
) -> None:
    """Import a file or what an interface answers; say what came, went and changed."""
    if (file is None) == (fetched is None):
        raise UserError(say("import.which"), hint=say("import.which_hint"))
    settings = settings_of(context, delay=delay)
    roll = Registry.load(registry).on(date.today())
    if fetched is not None:
        done = _fetch(fetched, settings, roll, municipality, group)
    else:
        assert file is not None
        towns = tuple(roll.select(municipality or (), group=group)) if municipality or group else ()
        named = kind.value if kind else ""
        order = FileOrder(file, roll, named, source, as_of.date() if as_of else None, mapping, towns)
        done = import_file(order, settings.home, date.today())
    _report(done)


def _fetch(
    interface: Interface, settings: Settings, roll: Roll, names: list[str] | None, group: str | None
) -> Imported:
    from scanner.run.kompass_download import fetch  # noqa: PLC0415 - what crawls takes seconds to load

    require_operator(settings)
    services = load_services(folder_of(settings.criteria) / "services.csv")
    towns = roll.select(names or (), group=group) if interface is not Interface.FIM else []
    return fetch(interface.value, towns, services, settings, date.today())


def _report(done: Imported) -> None:
    source = done.content.source
    day = format_date(source.date, "medium", locale=language()) if source.date else ""
    if done.path is None:
        typer.echo(say("import.same", source=source.id, day=day))
        return
    typer.echo(say("import.done", source=source.id, day=day, count=_number(len(done.content)), path=done.path))
    if done.before is None:
        typer.echo(say("import.first"))
    else:
        _tell_changes(done)
    if done.unread:
        typer.echo(say("import.unread", names=", ".join(done.unread)))
    if carried := sum(fact.competent is Known.NO for fact in done.content.local):
        typer.echo(say("import.carried", count=carried))


def _tell_changes(done: Imported) -> None:
    assert done.before is not None
    numbers = counted(done.changes)
    before = format_date(done.before, "medium", locale=language())
    values = {kind.value: _number(numbers[kind]) for kind in Kind}
    typer.echo(say("import.changes", before=before, **values))
    for kind in Kind:
        of_kind = [one for one in done.changes if one.kind is kind]
        for one in of_kind[:SHOWN]:
            typer.echo(f"  {_line(one)}")
        if len(of_kind) > SHOWN:
            typer.echo(f"  {say('import.more', count=_number(len(of_kind) - SHOWN))}")
    typer.echo(say("import.kept", path=done.kept))


def _line(one: Change) -> str:
    if one.kind is Kind.CHANGED:
        return say(
            "import.changed", about=one.about, name=one.name, field=one.field, before=one.before, after=one.after
        )
    return say(f"import.{one.kind}", about=one.about, name=one.name)


def _number(value: int) -> str:
    return str(format_decimal(value, locale=language()))
