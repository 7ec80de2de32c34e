"""``g2b criteria``: look at the rules, check, try and explain them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from criteria.check import check_set
from criteria.checks.versions import keep_versions
from criteria.explain import explain as explained
from criteria.loading import DEFAULT, load_set
from criteria.schema import rules_schema, write_schemas
from scanner.cli.options import language, terminal_width
from scanner.model.texts import Texts

if TYPE_CHECKING:
    from scanner.judging.examples import Row

_TEXTS = Texts("scanner.cli", "criteria")
_SOME_FAILED, _BAD_INPUT = 1, 2


def _say(key: str, /, **values: object) -> str:
    return _TEXTS.say(key, language(), **values)


app = typer.Typer(name="criteria", help=_say("help"), no_args_is_help=True)
Set = Annotated[str, typer.Option("--criteria", metavar="SET", help=_say("option.set"))]
Ids = Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help=_say("argument.ids"))]


@app.command("list", help=_say("list.help"))
def list_all(criteria: Set = DEFAULT) -> None:
    """List the criteria with version, scale, title and question."""
    known = load_set(criteria)
    caption = _say("list.caption", name=known.name, version=known.version, hash=known.hash[:12])
    table = Table(*(_say(f"list.{name}") for name in ("id", "version", "points", "title", "question")), caption=caption)
    for one in known.criteria:
        said = one.title.get(language()), one.question.get(language())
        table.add_row(one.id, one.version, f"{one.max:g}", *said)
    Console(width=terminal_width()).print(table)


@app.command(help=_say("check.help"))
def check(
    criteria: Set = DEFAULT, keep: Annotated[bool, typer.Option("--keep", help=_say("check.keep"))] = False
) -> None:
    """Print every mistake of a set and end with 2 if there is one."""
    if keep and (added := keep_versions(load_set(criteria))):
        typer.echo(_say("check.kept", versions=", ".join(added)))
    problems = check_set(criteria)
    for problem in problems:
        typer.echo(str(problem), err=True)
    if problems:
        typer.echo(_say("check.bad", count=len(problems)), err=True)
        raise typer.Exit(_BAD_INPUT)
    known = load_set(criteria)
    typer.echo(_say("check.good", name=known.name, count=len(known.criteria), hash=known.hash[:12]))


@app.command(help=_say("explain.help"))
def explain(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help=_say("argument.id"))], criteria: Set = DEFAULT
) -> None:
    """Print rules in words."""
    known = load_set(criteria)
    typer.echo("\n\n".join(explained(known, one, language()) for one in ids))


@app.command("test", help=_say("test.help"))
def try_examples(
    context: typer.Context,
    ids: Ids = None,
    criteria: Set = DEFAULT,
    labels: Annotated[str | None, typer.Option("--labels", metavar="RUN", help=_say("test.labels"))] = None,
) -> None:
    """Run the examples, print hits, misses and false alarms per criterion; end with 1 if one is wrong.

    With labels the set is measured against what people said of a run instead; end with 1 if it agrees with them less.
    """
    if labels is not None:
        from scanner.cli.labels import measure_labels  # noqa: PLC0415 - reading and judging take a second to load

        if measure_labels(context, labels, criteria):
            raise typer.Exit(_SOME_FAILED)
        return
    from scanner.judging.examples import run_examples  # noqa: PLC0415 - reading and judging take a second to load

    rows = run_examples(load_set(criteria), ids or None)
    if not rows:
        typer.echo(_say("test.none"))
        return
    Console(width=terminal_width()).print(_tallied(rows))
    wrong = [row for row in rows if not row.ok]
    for row in wrong:
        typer.echo(
            _say("test.wrong", id=row.criterion, example=row.example, wanted=row.wanted, got=row.got, why=row.why)
        )
    if wrong:
        raise typer.Exit(_SOME_FAILED)


def _tallied(rows: Sequence[Row]) -> Table:
    from scanner.judging.examples import tally  # noqa: PLC0415 - as above

    table = Table(*(_say(f"test.{name}") for name in ("id", "hits", "misses", "alarms")), caption=_say("test.caption"))
    sums = tally(rows)
    for one in sums:
        table.add_row(one.criterion, str(one.hits), str(one.misses or ""), str(one.false_alarms or ""))
    table.add_section()
    counts = (sum(one.hits for one in sums), sum(one.misses for one in sums), sum(one.false_alarms for one in sums))
    table.add_row(_say("test.sum"), *(str(count) for count in counts))
    return table


@app.command(help=_say("schema.help"))
def schema(
    output: Annotated[Path | None, typer.Option("--output", metavar="DIR", help=_say("schema.output"))] = None,
) -> None:
    """Print the JSON schema of the rule files, or write all schemas into a folder."""
    if output is None:
        typer.echo(json.dumps(rules_schema(), indent=2, ensure_ascii=False))
        return
    for path in write_schemas(output):
        typer.echo(_say("schema.written", path=path))
