"""``g2b review worksheet|sample|take|agreement``: what people check, as files that go out and come back."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated
from zlib import crc32

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine

from criteria.errors import UserError
from criteria.loading import load_set
from results.compare.survey import earlier, surveys
from results.database import open_database
from results.exports.files import write_file
from results.imports.problems import RefusedError
from results.queries import Results, ScanInfo
from results.reviewing import Reviewing
from results.second_looks import SecondLooks
from results.worksheets.agreement import Agreement, Interval, agreement
from results.worksheets.needs import needs
from results.worksheets.sampling import draw
from results.worksheets.sheet import write
from results.worksheets.taking import read_meta
from scanner.cli.evidence import picture_of
from scanner.cli.options import Database, RunLabel, language, settings_of, terminal_width
from scanner.cli.review import By
from scanner.cli.show import number
from scanner.model.place import Place
from scanner.model.texts import Texts
from scanner.run.worksheets import SECOND_LOOK, Sheets, Shoot, reviews_of, sample_of, taken_looks, taken_needs

TEXTS = Texts("scanner.cli", "review_sheets")
_LARGEST_SHARE = 1.0


def _say(key: str, /, **values: object) -> str:
    return TEXTS.say(key, language(), **values)


app = typer.Typer()
Output = Annotated[Path, typer.Option("--output", metavar="FILE", help=_say("option.output"))]
Chosen = Annotated[str | None, typer.Option("--municipality", metavar="NAME", help=_say("option.municipality"))]
Group = Annotated[str | None, typer.Option("--group", metavar="NAME", help=_say("option.group"))]


@app.command(help=_say("worksheet.help"))
def worksheet(
    context: typer.Context,
    run: RunLabel,
    output: Output,
    municipality: Chosen = None,
    group: Group = None,
    most: Annotated[int | None, typer.Option("--most", metavar="N", min=1, help=_say("option.most"))] = None,
    pictures: Annotated[bool, typer.Option("--pictures", help=_say("option.pictures"))] = False,
    database: Database = None,
) -> None:
    """Write what of a run needs a person, those worth most points first."""
    settings = settings_of(context, database=database)
    results = Results(open_database(settings.database_url))
    found = needs(_scans(results, run, municipality, group), _before(results, run))[:most]
    if not found:
        typer.echo(_say("worksheet.nothing", run=run))
        return
    shoot: Shoot | None = None
    if pictures:

        def shoot(scan: ScanInfo, place: Place) -> bytes:
            return picture_of(scan, place, settings)

    form = Sheets(results.run(run), load_set(settings.criteria), language()).of_needs(found, shoot)
    write_file(output, [write(form)])
    typer.echo(_say("worksheet.done", count=len(found), path=output))


def _scans(results: Results, run: str, municipality: str | None, group: str | None) -> tuple[ScanInfo, ...]:
    names = [municipality] if municipality else []
    return surveys(results, [run], names=names, group=group, league=None)[0].scans


def _before(results: Results, run: str) -> dict[str, ScanInfo]:
    labels = earlier(results, run)
    return {scan.ags: scan for scan in results.scans(labels[-1])} if labels else {}


@app.command(help=_say("sample.help"))
def sample(
    context: typer.Context,
    run: RunLabel,
    output: Output,
    by: By,
    share: Annotated[float, typer.Option("--share", metavar="0..1", help=_say("option.share"))] = 0.1,
    seed: Annotated[int | None, typer.Option("--seed", metavar="N", help=_say("option.seed"))] = None,
    database: Database = None,
) -> None:
    """Draw a blind sample of a run and write it as a worksheet without scores."""
    if not 0 < share <= _LARGEST_SHARE:
        raise UserError(_say("sample.no_share", share=share), hint=_say("sample.share_hint"))
    settings = settings_of(context, database=database)
    engine = open_database(settings.database_url)
    results, looks = Results(engine), SecondLooks(engine)
    info, scans = results.run(run), results.scans(run)
    chosen = crc32(run.encode()) if seed is None else seed
    kept = looks.keep_sample(info, draw(scans, share, chosen), share=share, seed=chosen, by=by)
    drawn = looks.sample(kept)
    write_file(output, [write(Sheets(info, load_set(settings.criteria), language()).of_sample(drawn, scans))])
    typer.echo(_say("sample.done", number=kept, count=len(drawn.members), path=output))


@app.command(help=_say("take.help"))
def take(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_say("argument.file"))],
    database: Database = None,
) -> None:
    """Read a filled worksheet back, whole or not at all."""
    meta = read_meta(file)
    engine = open_database(settings_of(context, database=database).database_url)
    try:
        if meta.get("kind") == SECOND_LOOK:
            _take_looks(engine, file, meta)
        else:
            _take_needs(engine, file, meta)
    except RefusedError as error:
        raise error.told(language()) from error


def _take_needs(engine: Engine, file: Path, meta: dict[str, str]) -> None:
    results, run = Results(engine), meta.get("run", "")
    scans = results.scans(run)
    taken = taken_needs(file, meta, scans)
    said = reviews_of(taken, scans, language())
    others = [scan.name for scan, new in said if new.criterion in scan.by_hand]
    Reviewing(engine).add(results.run(run), said)
    typer.echo(_say("take.needs", new=len(said), known=len(taken.answers) - len(said), open=taken.open, run=run))
    if others:
        typer.echo(_say("take.over", count=len(others), names=", ".join(dict.fromkeys(others))))


def _take_looks(engine: Engine, file: Path, meta: dict[str, str]) -> None:
    looks = SecondLooks(engine)
    drawn = looks.sample(sample_of(meta, meta.get("run", ""), file))
    taken = taken_looks(file, meta, drawn)
    new = looks.take(drawn, taken.answers)
    typer.echo(_say("take.looks", new=new, known=len(taken.answers) - new, open=taken.open, number=drawn.id))


@app.command("agreement", help=_say("agreement.help"))
def tell_agreement(context: typer.Context, run: RunLabel, database: Database = None) -> None:
    """Tell how far scanner and people agree, by the second looks of a run."""
    settings = settings_of(context, database=database)
    engine = open_database(settings.database_url)
    labels = [label for drawn in SecondLooks(engine).samples(Results(engine).run(run)) for label in drawn.labels]
    sizes = Counter(one.id[0] for one in load_set(settings.criteria).criteria)
    found = agreement([label.pair for label in labels], list(sizes.values()))
    if found is None:
        raise UserError(_say("agreement.none", run=run), hint=_say("agreement.none_hint", run=run))
    for line in told(found):
        typer.echo(line)
    Console(width=terminal_width(), highlight=False).print(_per_criterion(found))


def told(found: Agreement) -> list[str]:
    """Return the agreement in sentences."""
    lines = [_say("agreement.share", pairs=found.pairs, **_shown(found.share, 100, 0))]
    if found.kappa is not None:
        lines.append(_say("agreement.kappa", scored=found.scored, **_shown(found.kappa, 1, 2)))
    else:
        lines.append(_say("agreement.no_kappa"))
    if found.width is not None:
        lines.append(_say("agreement.width", width=number(found.width)))
    return lines


def _shown(interval: Interval, scale: float, digits: int) -> dict[str, str]:
    parts = {"value": interval.value, "low": interval.low, "high": interval.high}
    return {name: number(value * scale, digits) for name, value in parts.items()}


def _per_criterion(found: Agreement) -> Table:
    table = Table(*(_say(f"agreement.{column}") for column in ("id", "pairs", "same")))
    for criterion, pairs, same in found.by_criterion:
        table.add_row(criterion, str(pairs), str(same))
    return table
