"""``g2b archive``: check what was seen, hand it on, and erase it lawfully."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from babel.dates import format_date

from criteria.errors import UserError
from results.database import open_database
from results.erasures import ArchiveInfo, Erasures
from results.queries import Results
from scanner.archive.checking import Checked, Problem, check
from scanner.archive.exporting import Cover, write_wacz, write_warc
from scanner.archive.reader import Archive
from scanner.cli.options import Database, RunLabel, language, settings_of
from scanner.cli.reserved import tell
from scanner.cli.show import number
from scanner.model.texts import Texts
from scanner.run.erasing import days_of, erase, erase_all, hits, overdue
from scanner.run.exporting import source_of

_TEXTS = Texts("scanner.cli", "archive")
_ENDINGS = {False: ".warc.gz", True: ".wacz"}


def _say(key: str, /, **values: object) -> str:
    return _TEXTS.say(key, language(), **values)


app = typer.Typer(name="archive", help=_say("help"), no_args_is_help=True)
Asked = Annotated[str, typer.Argument(metavar="RUN|FILE", help=_say("argument.run_or_file"))]
Name = Annotated[str | None, typer.Argument(metavar="[NAME]", help=_say("argument.name"))]
Yes = Annotated[bool, typer.Option("--yes", help=_say("option.yes"))]


@dataclass(frozen=True)
class _Kept:
    """An archive with what it is called on screen and in a file name."""

    name: str
    path: Path
    info: ArchiveInfo | None = None


@app.command(help=_say("verify.help"))
def verify(context: typer.Context, run: Asked, name: Name = None, database: Database = None) -> None:
    """Read archives through; end with 1 where there is damage."""
    chosen = [kept for kept in _chosen(context, run, name, database) if not _is_erased(kept)]
    sound = [_is_sound(kept) for kept in chosen]
    if not all(sound):
        raise typer.Exit(1)


@app.command(help=_say("export.help"))
def export(
    context: typer.Context,
    run: Asked,
    output: Annotated[Path, typer.Option("--output", metavar="DIR|FILE", help=_say("export.output"))],
    name: Name = None,
    wacz: Annotated[bool, typer.Option("--wacz", help=_say("export.wacz"))] = False,
    database: Database = None,
) -> None:
    """Write archives for other tools, one file each into a folder, or all into one file."""
    ending, other = _ENDINGS[wacz], _ENDINGS[not wacz]
    if output.name.endswith(other):
        raise UserError(_say("export.ending"), where=str(output), hint=_say("export.ending_hint", ending=ending))
    asked = [kept for kept in _chosen(context, run, name, database) if not _is_erased(kept)]
    chosen = [kept for kept in asked if _is_there(kept)]
    whole = output.name.endswith(ending)
    groups = [(output, chosen)] if whole else [(output / _file_name(kept, ending), [kept]) for kept in chosen]
    if chosen and chosen[0].info is not None:
        tell(open_database(settings_of(context, database=database).database_url), run)
    left_out = sum(_written(path, group, wacz=wacz) for path, group in groups if group)
    if left_out or not chosen or len(chosen) < len(asked):
        raise typer.Exit(1)


@app.command(help=_say("prune.help"))
def prune(
    context: typer.Context,
    older_than: Annotated[str | None, typer.Option("--older-than", metavar="AGE", help=_say("prune.age"))] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help=_say("option.reason"))] = None,
    yes: Yes = False,
    database: Database = None,
) -> None:
    """Erase the archives of scans that are older than the time they may be kept."""
    settings = settings_of(context, database=database)
    days = days_of(older_than) if older_than is not None else settings.keep_days
    if older_than is None and not days:
        raise UserError(_say("prune.no_age"), hint=_say("prune.no_age_hint"))
    every = Erasures(open_database(settings.database_url)).archives()
    for archive in (old := overdue(every, days, datetime.now(UTC))):
        typer.echo(f"{archive.run} · {archive.name} · {_day(archive.finished)} · {archive.path}")
        if yes:
            erase_all(archive, reason or _say("prune.reason", days=days), settings)
    typer.echo(_say("prune.done" if yes else "prune.would", count=len(old)))


@app.command(help=_say("redact.help"))
def redact(
    context: typer.Context,
    run: RunLabel,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_say("argument.name"))],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=_say("option.reason"))],
    url: Annotated[str | None, typer.Option("--url", metavar="URL", help=_say("redact.url"))] = None,
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help=_say("redact.text"))] = None,
    yes: Yes = False,
    database: Database = None,
) -> None:
    """Erase what was seen under an address, or whatever says a text, and leave tombstones."""
    if not (url or text) or (url and text) or not reason.strip():
        raise UserError(_say("redact.which"), hint=_say("redact.which_hint"))
    settings = settings_of(context, database=database)
    archives = [kept.info for kept in _chosen(context, run, name, database) if kept.info is not None]
    count = quoted = 0
    for archive in archives:
        records = hits(archive, url or "", text or "")
        for record in records:
            typer.echo(f"  {record.warc.get('warc-date', '')} {record.url}")
        count += len(records)
        quoted += erase(archive, records, text or "", reason, settings) if yes else 0
    typer.echo(_say("redact.done" if yes else "redact.would", count=count, quoted=quoted))


def _chosen(context: typer.Context, run: str, name: str | None, database: str | None) -> list[_Kept]:
    """Return the archives asked for: a file, or those of a run (of re-scans, too)."""
    if name is None and (Path(run).is_file() or run.endswith((".warc", ".warc.gz"))):
        return [_Kept(Path(run).name, Path(run))]
    engine = open_database(settings_of(context, database=database).database_url)
    town = Results(engine).scan(run, name).ags if name is not None else None
    Results(engine).run(run)
    found = Erasures(engine).archives(run, town)
    return [_Kept(f"{one.name} · {one.run} · {one.number}", Path(one.path), one) for one in found]


def _is_erased(kept: _Kept) -> bool:
    stone = kept.info.pruned if kept.info else None
    if stone is not None:
        typer.echo(_say("erased", name=kept.name, day=_day(stone.erased), reason=stone.reason))
    return stone is not None


def _is_sound(kept: _Kept) -> bool:
    """Print what reading an archive through brought; one that can't be read at all costs no other of its run."""
    try:
        found = check(kept.path, Archive(kept.path).captures)
    except UserError as error:
        if kept.info is None:
            raise
        typer.echo(f"{kept.name}: {error}")
        return False
    typer.echo(_figures(kept, found))
    for problem in found.problems:
        typer.echo(f"  {_problem(problem)}")
    return not found.problems


def _is_there(kept: _Kept) -> bool:
    there = kept.info is None or kept.path.is_file()
    if not there:
        typer.echo(_say("missing", name=kept.name, path=kept.path))
    return there


def _figures(kept: _Kept, found: Checked) -> str:
    return _say(
        "verify.problems" if found.problems else "verify.good",
        name=kept.name,
        records=found.records,
        repeated=found.repeated,
        pages=found.pages,
        size=number(found.bytes / 1024, 0),
        each=number(found.bytes_per_page / 1024),
        speed=number(found.pages_per_second, 0),
        count=len(found.problems),
    )


def _problem(problem: Problem) -> str:
    return _say(
        f"problem.{problem.kind}",
        place=problem.offset,
        record=problem.record,
        url=problem.url,
        detail=problem.detail,
    )


def _file_name(kept: _Kept, ending: str) -> str:
    if kept.info is None:
        stem = re.sub(r"(\.warc)?(\.gz)?$", "", kept.path.name)
        return f"{stem}-{_say('export.mark')}{ending}"
    stem = re.sub(r"[^\w.-]+", "_", f"{kept.info.run}-{kept.info.ags}-{kept.info.number}")
    return f"{stem}-{_say('export.mark')}{ending}"


def _written(path: Path, group: Sequence[_Kept], *, wacz: bool) -> int:
    sources = [source_of(kept.path, _file_name(kept, ".warc.gz")) for kept in group]
    title = group[0].name if len(group) == 1 else path.name
    cover = Cover(title, _say("export.note"), f"g2b-scanner {version('g2b-scanner')}")
    done = (write_wacz if wacz else write_warc)(sources, cover, path)
    typer.echo(_say("export.done", path=path, records=done.records))
    if done.left_out:
        typer.echo(_say("export.left_out", count=done.left_out))
    return done.left_out


def _day(when: datetime | None) -> str:
    return str(format_date(when, "medium", locale=language())) if when else "–"
