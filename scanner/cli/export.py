"""``g2b export``: a run as a file, in the form that people or programs use."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from criteria.errors import UserError
from criteria.loading import load_set
from results.audience import Audience, Names
from results.compare.survey import Survey, earlier, surveys
from results.exports.files import write_file, write_folder
from results.queries import Results
from results.veil import veiled
from scanner.cli.options import Database, language, results_of, say, settings_of
from scanner.model.texts import Texts
from scanner.run.formats import Content, Printer, Request, formats, written
from scanner.run.settings import Settings
from spiders.chromium import find_chromium
from spiders.shooting import print_pdf

_TEXTS = Texts("scanner.cli", "export")
_NO_OTHER = "none"


def _say(key: str, /, **values: object) -> str:
    return _TEXTS.say(key, language(), **values)


class Persons(StrEnum):
    """Whether persons are shown."""

    MASKED = "masked"
    FULL = "full"


Form = Annotated[str, typer.Option("--format", metavar="FORMAT", help=_say("format", formats=", ".join(formats())))]
Municipality = Annotated[str | None, typer.Option("--municipality", metavar="NAME", help=_say("municipality"))]
Group = Annotated[str | None, typer.Option("--group", metavar="NAME", help=_say("group"))]
League = Annotated[str | None, typer.Option("--league", metavar="kreis|stadt|gemeinde", help=_say("league"))]


def export(
    context: typer.Context,
    run: Annotated[str, typer.Option("--run", metavar="RUN", help=_say("run"))],
    output: Annotated[Path, typer.Option("--output", metavar="PATH", help=_say("output"))],
    form: Form = "json",
    municipality: Municipality = None,
    group: Group = None,
    league: League = None,
    beside: Annotated[list[str] | None, typer.Option("--with", metavar="RUN", help=_say("with"))] = None,
    names: Annotated[Names, typer.Option("--names", help=_say("names"))] = Names.ALL,
    persons: Annotated[Persons, typer.Option("--persons", help=_say("persons"))] = Persons.MASKED,
    borders: Annotated[Path | None, typer.Option("--borders", metavar="FILE", help=_say("borders"))] = None,
    database: Database = None,
) -> None:
    """Write a run to a file."""
    if form not in formats():
        raise UserError(_say("no_format", form=form), where="--format", hint=", ".join(formats()))
    _check(municipality, group, names, persons, borders)
    results = results_of(context, database)
    labels = [run, *_others(results, run, beside)]
    chosen = [municipality] if municipality else []
    width = settings_of(context).tie_width
    found = surveys(results, labels, names=chosen, group=group, league=league, tie_width=width)
    shown, audience = veiled(found, _audience(_of(found, run), names, persons, one=bool(municipality), group=group))
    request = Request(
        run,
        shown,
        audience,
        load_set(settings_of(context).criteria),
        of_one=bool(municipality),
        group=group or "",
        league=league or "",
        borders=borders,
        ending=output.suffix.lower(),
        printer=printer(settings_of(context)),
    )
    write(output, written(form, request))
    typer.echo(_say("done", path=output))


def printer(settings: Settings) -> Printer:
    """Return what prints pages; the browser is looked for when something is printed, UserError where there is none."""

    def print_page(html: str) -> bytes:
        executable = find_chromium(settings.chromium)
        if executable is None:
            raise UserError(say("browser.none"), hint=say("browser.hint"))
        return print_pdf(html, executable)

    return print_page


def write(output: Path, content: Content) -> None:
    """Write a file, or a folder of files where the content is a package."""
    if isinstance(content, Mapping):
        write_folder(output, content)
    else:
        write_file(output, [content] if isinstance(content, bytes) else content)


def _check(municipality: str | None, group: str | None, names: Names, persons: Persons, borders: Path | None) -> None:
    """Refuse what can't be meant, before anything is read."""
    if persons is Persons.FULL and not municipality:
        raise UserError(_say("persons_need_one"), where="--persons full", hint=_say("persons_hint"))
    if names is Names.OWN and not municipality:
        raise UserError(_say("names_own"), where="--names own", hint=_say("names_own_hint"))
    if names is Names.GROUP and not group:
        raise UserError(_say("names_group"), where="--names group", hint=_say("names_group_hint"))
    if borders is not None and not borders.is_file():
        raise UserError(_say("no_borders"), where=str(borders))


def _others(results: Results, run: str, beside: list[str] | None) -> list[str]:
    if not beside:
        return list(earlier(results, run))
    return [label for label in beside if label != _NO_OTHER]


def _of(found: tuple[Survey, ...], run: str) -> Survey:
    return next(survey for survey in found if survey.run.label == run)


def _audience(survey: Survey, names: Names, persons: Persons, *, one: bool, group: str | None) -> Audience:
    own = survey.scans[0].ags if one and survey.scans else ""
    members = frozenset(scan.ags for scan in survey.whole if group and group in (scan.municipality.get("groups") or ()))
    return Audience(language(), names, own, members, masked=persons is Persons.MASKED)
