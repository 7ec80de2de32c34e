"""``g2b kompass match``: what should be there, what was found, what is reported, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from criteria.errors import UserError
from results.exports.files import write_file
from results.kompass.rows import Code, Match, MatchRow
from results.kompass.sheets import sheets_of
from results.kompass.words import TEXTS as WORDS
from results.kompass.words import sentence
from results.kompass.writing import FORMATS
from results.queries import RunInfo
from scanner.cli.kompass_asking import Group, Municipality, Output, codes_of, matched, say
from scanner.cli.options import Database, RunLabel, language, terminal_width


class Form(StrEnum):
    """How the match is shown."""

    TEXT = "text"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"


Finding = Annotated[list[str] | None, typer.Option("--finding", metavar="CODE", help=say("finding"))]


app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command("match", help=say("match.help"))
def match(
    context: typer.Context,
    run: RunLabel,
    municipality: Municipality = None,
    group: Group = None,
    form: Annotated[Form | None, typer.Option("--format", help=say("format"))] = None,
    output: Output = None,
    finding: Finding = None,
    business: Annotated[bool, typer.Option("--business", help=say("business"))] = False,
    database: Database = None,
) -> None:
    """Print or write the match of a run with the catalogue."""
    form = form or _by_ending(output)
    codes = codes_of(finding)
    info, found = matched(context, run, municipality, group, database)
    found = chosen(found, codes, business=business)
    if form is Form.TEXT:
        show(info, found, every=bool(codes))
    elif output is None:
        raise UserError(say("no_output", form=form.value), where="--format", hint="--output PATH")
    else:
        write_file(output, [FORMATS[form.value](sheets_of(found, info, language()), info, language())])
        typer.echo(say("written", path=output, rows=len(found.rows)))


def chosen(match: Match, codes: frozenset[Code], *, business: bool) -> Match:
    """Return a match with the rows asked for."""
    rows = (row for row in match.rows if not business or row.wanted.business)
    return replace(match, rows=tuple(row for row in rows if not codes or any(row.has(code) for code in codes)))


def show(run: RunInfo, match: Match, *, every: bool = False) -> None:
    """Print the counts of all municipalities, and the rows of each; what nobody searched for is only counted."""
    console = Console(width=terminal_width(), highlight=False)
    rows_sheet, counts = sheets_of(match, run, language(), ("name",))
    for note in rows_sheet.notes:
        console.print(note, markup=False)
    table = Table(title=counts.title, title_justify="left")
    for text in counts.heads:
        table.add_column(text, overflow="fold")
    for row in counts.rows:
        table.add_row(*map(str, row))
    console.print(table)
    for town in dict.fromkeys(row.town for row in match.rows):
        shown = [row for row in match.rows if row.town == town and (every or _tells(row))]
        console.print(_town(town, shown, sum(row.town == town for row in match.rows)))


def _tells(row: MatchRow) -> bool:
    return any(finding.code is not Code.NOT_FOUND for finding in row.findings) or (row.described and row.how != "set")


def _town(town: str, rows: Sequence[MatchRow], count: int) -> Table:
    table = Table(title=say("town", town=town, shown=len(rows), count=count), title_justify="left")
    for column in ("key", "name", "level", "findings"):
        table.add_column(WORDS.say(f"column.{column}", language()), overflow="fold")
    for row in rows:
        told = [sentence(finding, language()) for finding in row.findings]
        told += (
            [say("found_by", how=WORDS.say(f"how.{row.how}", language()), url=row.page)]
            if row.how != "set" and row.page
            else []
        )
        level = "–" if row.level is None else str(row.level)
        table.add_row(row.wanted.key, row.wanted.name, level, "\n".join(told))
    return table


def _by_ending(output: Path | None) -> Form:
    ending = output.suffix.lstrip(".").lower() if output else ""
    return Form(ending) if ending in [form.value for form in Form] else Form.TEXT if output is None else Form.XLSX
