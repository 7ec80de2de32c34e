"""``g2b criteria test --labels``: a changed set against what people said, before it is used."""

from __future__ import annotations

import typer
from rich.console import Console
from rich.table import Table

from criteria.errors import UserError
from results.database import open_database
from results.queries import Results
from results.second_looks import SecondLooks
from scanner.cli.options import language, settings_of, terminal_width
from scanner.model.texts import Texts
from scanner.run.labels import Measurement, measure
from scanner.run.sets import find_set

_TEXTS = Texts("scanner.cli", "criteria")


def _say(key: str, /, **values: object) -> str:
    return _TEXTS.say(key, language(), **values)


def measure_labels(context: typer.Context, run: str, criteria: str) -> bool:
    """Print how far a set agrees with the labels of a run; return whether it does less than what is published."""
    engine = open_database(settings_of(context).database_url)
    results = Results(engine)
    labels = [label for sample in SecondLooks(engine).samples(results.run(run)) for label in sample.labels]
    if not labels:
        raise UserError(_say("labels.none", run=run), hint=_say("labels.none_hint", run=run))
    found = measure(labels, results.scans(run), find_set(criteria, results))
    Console(width=terminal_width(), highlight=False).print(_table(found))
    if found.missing:
        typer.echo(_say("labels.missing", names=", ".join(found.missing)))
    if found.gone:
        typer.echo(_say("labels.gone", ids=", ".join(found.gone)))
    return found.worse


def _table(found: Measurement) -> Table:
    table = Table(*(_say(f"labels.{name}") for name in ("id", "labels", "before", "after")))
    for row in found.rows:
        table.add_row(row.criterion, str(row.labels), str(row.before), str(row.after))
    table.add_section()
    sums = [sum(getattr(row, name) for row in found.rows) for name in ("labels", "before", "after")]
    table.add_row(_say("labels.sum"), *map(str, sums))
    return table
