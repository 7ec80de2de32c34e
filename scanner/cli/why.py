"""``g2b why``: why a score is as it is, or what became of a page; in the terminal or as a page to print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from criteria.errors import UserError
from results.queries import ScanInfo
from scanner.cli import evidence
from scanner.cli.evidence import Wish, erased_of
from scanner.cli.options import Database, RunLabel, Town, language, results_of, say, settings_of
from scanner.cli.why_page import page_of
from scanner.judging.answers import CriterionAnswer, UrlAnswer, answer_url, answer_why
from scanner.judging.sentences import reason, score
from scanner.judging.why import why_criterion
from scanner.judging.why_url import why_url
from scanner.model.place import Place
from scanner.reading.site_types import Site
from scanner.run.rescore import site_of

_SHOWN = 6  # of what was looked at; the page to print shows all


def why(
    context: typer.Context,
    run: RunLabel,
    name: Town,
    criterion: Annotated[str | None, typer.Argument(metavar="[ID]", help=say("why.id"))] = None,
    url: Annotated[str | None, typer.Option("--url", metavar="ADDRESS", help=say("why.url"))] = None,
    page: Annotated[Path | None, typer.Option("--page", metavar="FILE", help=say("why.page"))] = None,
    open_it: Annotated[bool, typer.Option("--open", help=evidence.say("option.open"))] = False,
    screenshot: Annotated[
        Path | None, typer.Option("--screenshot", metavar="FILE.png", help=evidence.say("option.screenshot"))
    ] = None,
    place: Annotated[int, typer.Option("--place", metavar="NUMBER", help=evidence.say("option.place"))] = 1,
    database: Database = None,
) -> None:
    """Say why a criterion got its score, or what became of a page; read from the archive of the scan."""
    if (criterion is None) == (url is None):
        raise UserError(say("why.which"), hint=say("why.which_hint"))
    scan = results_of(context, database).scan(run, name)
    if open_it or screenshot is not None:
        _show(context, scan, criterion, Wish(place, open_it, screenshot))
        return
    if scan.pruned is not None and criterion is not None:
        _tell_pruned(scan, criterion.upper())
        return
    if not Path(scan.archive).is_file():
        raise UserError(say("why.no_archive", name=scan.name), where=scan.archive, hint=say("why.no_archive_hint"))
    answer = _answer(site_of(scan, settings_of(context).criteria), scan, criterion, url)
    if page is not None:
        _write(page, page_of(answer, scan, language()))
        typer.echo(say("why.written", path=page))
        return
    for line in lines_of(answer, scan):
        typer.echo(line)


def _show(context: typer.Context, scan: ScanInfo, criterion: str | None, wish: Wish) -> None:
    """Show the evidence that the run keeps: what it rests on, whatever the rules of now would say."""
    if criterion is None:
        raise UserError(evidence.say("needs_id"), hint=evidence.say("needs_id_hint"))
    for line in evidence.show_evidence(scan, criterion.upper(), wish, settings_of(context)):
        typer.echo(line)


def _tell_pruned(scan: ScanInfo, criterion: str) -> None:
    """Say what the run keeps of a score whose archive was erased."""
    verdict = evidence.verdict_of(scan, criterion)
    typer.echo(f"{scan.name} · {criterion}: {score(verdict, language())}")
    for place in verdict.evidence:
        typer.echo(f"  {place.url} [{place.where}]\n    {_line(place.snippet)}")
    typer.echo(evidence.say("pruned", text=evidence.erased(scan, Place(""))))


def _answer(site: Site, scan: ScanInfo, criterion: str | None, url: str | None) -> CriterionAnswer | UrlAnswer:
    if url is not None:
        return answer_url(why_url(site, url), site.set, language())
    answer = _beside_the_kept(answer_why(why_criterion(site, criterion or ""), site.set, language()), scan)
    answer = _as_decided(answer, scan)
    gone = [told for one in scan.verdicts if one.criterion == answer.id for told in erased_of(scan, one)]
    return replace(answer, notes=(*gone, *answer.notes))


def _beside_the_kept(answer: CriterionAnswer, scan: ScanInfo) -> CriterionAnswer:
    """Note where the run keeps another score: the answer is judged anew, by the rules and the scanner of now."""
    measured = scan.judgement.verdicts  # a person's word is no other rule and no other scanner
    kept = next((score(one, language()) for one in measured if one.criterion == answer.id), answer.score)
    if kept == answer.score:
        return answer
    return replace(answer, notes=(say("why.differs", kept=kept, now=answer.score), *answer.notes))


def _as_decided(answer: CriterionAnswer, scan: ScanInfo) -> CriterionAnswer:
    """Put a person's word first where one lies over the verdict; what the scanner says stays below it."""
    if answer.id not in scan.by_hand:
        return answer
    verdict = next(one for one in scan.verdicts if one.criterion == answer.id)
    measured = say("why.measured", score=answer.score, reason=answer.reason)
    counts, why_so = score(verdict, language()), reason(verdict, language())
    return replace(answer, score=counts, reason=why_so, notes=(measured, *answer.notes))


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise UserError(error.strerror or str(error), where=str(path), hint=say("why.unwritable")) from error


def lines_of(answer: CriterionAnswer | UrlAnswer, scan: ScanInfo) -> Iterator[str]:
    """Yield an answer line by line, as the terminal shows it."""
    if isinstance(answer, UrlAnswer):
        yield from _of_page(answer)
    else:
        yield f"{scan.name} · {answer.id} {answer.title}: {answer.score}"
        yield from _of_criterion(answer)


def _of_criterion(answer: CriterionAnswer) -> Iterator[str]:
    yield answer.question
    yield answer.reason
    yield from (say("why.doubt", text=text) for text in answer.doubts)
    yield from (say("why.note", text=text) for text in answer.notes)
    if answer.evidence:
        yield say("why.evidence")
        yield from (f"  {place.url} [{place.where}]\n    {_line(place.snippet)}" for place in answer.evidence)
    if answer.looked:
        yield say("why.looked")
        yield from (f"  {_short(one.what, one.items)}" for one in answer.looked)
    if answer.missing:
        yield say("why.missing")
        for missing in answer.missing:
            yield f"  {missing.gain}: {missing.what}"
            yield from (f"    – {member}" for member in missing.members)


def _line(text: str) -> str:
    return " ".join(text.split())


def _short(what: str, items: tuple[str, ...]) -> str:
    if not items:
        return what
    rest = len(items) - _SHOWN
    return f"{what}: {', '.join(items[:_SHOWN])}" + (say("why.more", count=rest) if rest > 0 else "")


def _of_page(answer: UrlAnswer) -> Iterator[str]:
    yield answer.url
    yield answer.verdict
    yield from (f"  {detail}" for detail in answer.details)
    if answer.advice:
        yield answer.advice
    if answer.evidence:
        yield say("why.evidence_of")
        yield from (f"  {criterion} {title}: {_line(place.snippet)}" for criterion, title, place in answer.evidence)
    if answer.linked_from:
        yield say("why.linked_from")
        yield from (f"  {url}" for url in answer.linked_from)
