"""``g2b why``: why a score is as it is, or what became of a page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from criteria.errors import UserError
from results.queries import ScanInfo
from scanner.cli.options import Database, RunLabel, Town, language, results_of, say, settings_of
from scanner.judging.sentences import reason, searched, story, wanting
from scanner.judging.why import why_criterion
from scanner.judging.why_url import why_url
from scanner.reading.site_types import Site
from scanner.run.rescore import site_of


def why(
    context: typer.Context,
    run: RunLabel,
    name: Town,
    criterion: Annotated[str | None, typer.Argument(metavar="[ID]", help=say("why.id"))] = None,
    url: Annotated[str | None, typer.Option("--url", metavar="ADDRESS", help=say("why.url"))] = None,
    database: Database = None,
) -> None:
    """Say why a criterion got its score, or what became of a page; read from the archive of the scan."""
    if (criterion is None) == (url is None):
        raise UserError(say("why.which"), hint=say("why.which_hint"))
    scan = results_of(context, database).scan(run, name)
    if not Path(scan.archive).is_file():
        raise UserError(say("why.no_archive", name=scan.name), where=scan.archive, hint=say("why.no_archive_hint"))
    site = site_of(scan, settings_of(context).criteria)
    names = {service.id: service.name for service in site.set.services}
    lines = _of_page(site, url, names) if url else _of_criterion(site, criterion or "", scan, names)
    for line in lines:
        typer.echo(line)


def _of_page(site: Site, url: str, names: dict[str, str]) -> list[str]:
    return [url, *story(why_url(site, url), language(), names)]


def _of_criterion(site: Site, wanted: str, scan: ScanInfo, names: dict[str, str]) -> list[str]:
    told = why_criterion(site, wanted)
    verdict, criterion = told.verdict, told.criterion
    lines = [f"{scan.name} · {criterion.id} {criterion.title.get(language())}", criterion.question.get(language())]
    lines.append(reason(verdict, language(), names))
    if verdict.evidence:
        lines.append(say("why.evidence"))
        lines += [f"  {place.url} [{place.where}]\n    {place.snippet}" for place in verdict.evidence]
    if verdict.searched:
        shown = ", ".join(dict.fromkeys(searched(code, language(), names) for code in verdict.searched))
        lines.append(say("show.searched", what=shown))
    if told.wanting:
        lines.append(say("why.wanting"))
        lines += [f"  {wanting(want, language(), names)}" for want in told.wanting]
    return lines
