"""``g2b cooperate``: what the members of a group can take over from each other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from criteria.errors import UserError
from criteria.kompass.loading import imported_solutions
from criteria.loading import load_set
from criteria.municipality import Municipality
from criteria.registry import Registry
from results.audience import Audience, Names
from results.compare.survey import earlier, surveys
from results.exports.files import write_file
from results.kompass.section import available
from results.queries import Results, ScanInfo, Use
from results.reports.cooperation.measure import load_measure
from results.reports.cooperation.terminal import shown
from results.veil import veiled
from scanner.cli.export import printer
from scanner.cli.options import Database, UseScan, language, results_of, settings_of, terminal_width
from scanner.model.texts import Texts
from scanner.run.cooperating import FORMATS, Wanted, cooperation_file, newest_run, report_of, unscanned
from scanner.run.formats import Request
from scanner.run.settings import Settings

_TEXTS = Texts("scanner.cli", "cooperate")
_OnDisk = Annotated[Path | None, typer.Option("--output", metavar="PATH", help=_TEXTS.say("output", language()))]


def _say(key: str, /, **values: object) -> str:
    return _TEXTS.say(key, language(), **values)


def cooperate(
    context: typer.Context,
    group: Annotated[str, typer.Option("--group", metavar="NAME", help=_say("group"))],
    run: Annotated[str | None, typer.Option("--run", metavar="RUN", help=_say("run"))] = None,
    form: Annotated[str | None, typer.Option("--format", metavar="|".join(FORMATS), help=_say("format"))] = None,
    output: _OnDisk = None,
    names: Annotated[Names, typer.Option("--names", help=_say("names"))] = Names.ALL,
    municipality: Annotated[
        str | None, typer.Option("--municipality", metavar="NAME", help=_say("municipality"))
    ] = None,
    registry: Annotated[Path | None, typer.Option("--registry", metavar="CSV", help=_say("registry"))] = None,
    measure: Annotated[Path | None, typer.Option("--measure", metavar="YAML", help=_say("measure"))] = None,
    use: UseScan = Use.LATEST,
    database: Database = None,
) -> None:
    """Say who of a group offers what, what can be taken over from whom, and what nobody has."""
    form = _format(form, output)
    if names is Names.OWN and not municipality:
        raise UserError(_say("names_own"), where="--names own", hint=_say("names_own_hint"))
    settings, results = settings_of(context), results_of(context, database, use)
    label = run or newest_run(results, group)
    request, scans = _request(settings, results, label, group, names, municipality)
    missing = unscanned(Registry.load(registry), group, scans, request)
    solutions = available(imported_solutions(settings.home), request.criteria.services, request.survey.run.as_of.date())
    wanted = Wanted(load_measure(measure), _veiled(missing, request.audience), solutions)
    if output is None:
        Console(width=terminal_width(), highlight=False).print(shown(report_of(request, wanted), language()))
        return
    write_file(output, [cooperation_file(form, request, wanted)])
    typer.echo(_say("done", path=output))


def _format(form: str | None, output: Path | None) -> str:
    """Return the format: as asked, else by the ending of the file; UserError where there is none of that name."""
    if form is not None and output is None:
        raise UserError(_say("no_output"), where="--format", hint=_say("no_output_hint"))
    chosen = form or (output.suffix.removeprefix(".").lower() if output is not None else "html")
    if chosen not in FORMATS:
        raise UserError(_say("no_format", form=chosen), where="--format", hint=", ".join(FORMATS))
    return chosen


def _request(
    settings: Settings, results: Results, label: str, group: str, names: Names, municipality: str | None
) -> tuple[Request, tuple[ScanInfo, ...]]:
    """Return what is to be written as its readers may see it, and the members as they are."""
    found = surveys(results, [*earlier(results, label), label], group=group)
    scans = next(survey.scans for survey in found if survey.run.label == label)
    if not scans:
        raise UserError(_say("no_member", group=group, run=label), hint=_say("no_member_hint"))
    own = results.scan(label, municipality).ags if municipality else ""
    audience = Audience(language(), names, own, frozenset(scan.ags for scan in scans))
    visible, audience = veiled(found, audience)
    criteria = load_set(settings.criteria)
    return Request(label, visible, audience, criteria, group=group, printer=printer(settings)), scans


def _veiled(towns: tuple[Municipality, ...], audience: Audience) -> tuple[Municipality, ...]:
    """Return members without a scan as the readers may see them: with a number and no more where only one's own is named."""
    if audience.names is not Names.OWN:
        return towns
    return tuple(
        replace(town, ags=name, name=name, not_competent=())
        for town, name in ((one, _say("member", number=at)) for at, one in enumerate(towns, 1))
    )
