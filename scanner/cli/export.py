"""``g2b export``: a run as a file, in the form that people or programs use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from criteria.errors import UserError
from criteria.loading import load_set
from results.audience import Audience, Names
from results.compare.survey import Survey, earlier, surveys
from results.exports.files import write_file, write_folder
from results.queries import Results, Use
from results.veil import veiled
from scanner.cli.kompass_asking import matching_of
from scanner.cli.options import Database, UseScan, language, results_of, say, settings_of
from scanner.model.texts import Texts
from scanner.run.formats import ALONE, Content, Printer, Request, formats, written
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
    use: UseScan = Use.LATEST,
    database: Database = None,
) -> None:
    """Write a run to a file."""
    if form not in formats():
        raise UserError(_say("no_format", form=form), where="--format", hint=", ".join(formats()))
    _check(municipality, group, names, persons, borders)
    asked = _Asked(run, form, municipality, group, league, tuple(beside or ()), names, persons)
    shown, audience = asked.seen(results_of(context, database, use), settings_of(context).tie_width)
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
        matching=lambda: matching_of(context, database),
    )
    write(output, written(form, request))
    typer.echo(say("export.done", path=output))


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


@dataclass(frozen=True)
class _Asked:
    """What is to be exported, and for whom."""

    run: str
    form: str
    municipality: str | None
    group: str | None
    league: str | None
    beside: tuple[str, ...]
    names: Names
    persons: Persons

    def seen(self, results: Results, tie_width: float | None) -> tuple[tuple[Survey, ...], Audience]:
        """Return the surveys as the readers may see them; what they may not see is not kept longer than it is needed."""
        chosen = [self.municipality] if self.municipality else []
        labels = [self.run, *self._others(results)]
        found = surveys(results, labels, names=chosen, group=self.group, league=self.league, tie_width=tie_width)
        return veiled(found, self._audience(next(one for one in found if one.run.label == self.run)))

    def _others(self, results: Results) -> list[str]:
        if self.beside:
            return [one for one in self.beside if one != _NO_OTHER]
        return [] if self.form in ALONE else list(earlier(results, self.run))

    def _audience(self, survey: Survey) -> Audience:
        own = survey.scans[0].ags if self.municipality and survey.scans else ""
        groups = {scan.ags: scan.municipality.get("groups") or () for scan in survey.whole if self.group}
        members = frozenset(ags for ags, names in groups.items() if self.group in names)
        return Audience(language(), self.names, own, members, masked=self.persons is Persons.MASKED)
