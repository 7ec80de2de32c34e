"""``g2b import``: a survey that people made by hand becomes a run."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from babel.dates import format_date

from criteria.errors import UserError
from criteria.loading import CriteriaSet, load_set
from criteria.registry import Registry
from criteria.sheets.cells import read_sheet
from results.database import open_database
from results.imports.columns import Binder
from results.imports.keeping import keep_survey
from results.imports.mapping import load_mapping
from results.imports.problems import RefusedError
from results.imports.survey import Survey, SurveyReader
from results.imports.template import write_template
from scanner.cli.options import Database, language, named_run, settings_of
from scanner.cli.show import relations
from scanner.model.texts import Texts
from scanner.run.judging import SCANNER_VERSION

TEXTS = Texts("scanner.cli", "import")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _say(key: str, /, **values: object) -> str:
    return TEXTS.say(key, language(), **values)


def import_sheet(
    context: typer.Context,
    sheet: Annotated[Path | None, typer.Argument(metavar="[SHEET]", help=_say("sheet"))] = None,
    label: Annotated[str | None, typer.Option("--label", metavar="RUN", help=_say("label"))] = None,
    mapping: Annotated[Path | None, typer.Option("--mapping", metavar="YAML", help=_say("mapping"))] = None,
    as_of: Annotated[datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help=_say("as_of"))] = None,
    registry: Annotated[Path | None, typer.Option("--registry", metavar="CSV", help=_say("registry"))] = None,
    template: Annotated[Path | None, typer.Option("--template", metavar="XLSX", help=_say("template"))] = None,
    database: Database = None,
) -> None:
    """Store a sheet as a run, whole or not at all; or write the template of a sheet."""
    settings = settings_of(context, database=database)
    criteria = load_set(settings.criteria)
    if template is not None:
        _write_template(template, criteria, registry, as_of)
        return
    if sheet is None or not label or not label.strip():
        raise UserError(_say("which"), hint=_say("which_hint"))
    survey, day = _read(sheet, label, mapping, as_of.date() if as_of else None, registry, criteria)
    new = keep_survey(open_database(settings.database_url), survey, label, day, SCANNER_VERSION)
    _report(survey, label, day, new)


def _write_template(path: Path, criteria: CriteriaSet, registry: Path | None, as_of: datetime | None) -> None:
    day = as_of.date() if as_of else date.today()
    write_template(path, criteria, Registry.load(registry).on(day).municipalities, language())
    typer.echo(_say("written", path=path))


def _read(
    sheet: Path, label: str, mapping: Path | None, as_of: date | None, registry: Path | None, criteria: CriteriaSet
) -> tuple[Survey, date]:
    meaning, file = load_mapping(mapping)
    day = as_of or meaning.as_of or _day_of(label)
    cells = read_sheet(sheet, meaning.sheet)
    columns = Binder(cells, meaning, criteria, sheet, file).columns()
    try:
        return SurveyReader(cells, columns, meaning, criteria, Registry.load(registry).on(day)).read(), day
    except RefusedError as error:
        raise error.told(language()) from error


def _day_of(label: str) -> date:
    """Return the last day of the year that a label names, today at the latest."""
    years = set(_YEAR.findall(label))
    if len(years) != 1:
        raise UserError(_say("no_date", label=label), hint=_say("no_date_hint"))
    return min(date(int(years.pop()), 12, 31), datetime.now(UTC).date())


def _report(survey: Survey, label: str, day: date, new: bool) -> None:
    shown = named_run(label, "sheet")
    if not new:
        typer.echo(_say("same", label=shown))
        return
    typer.echo(_say("done", label=shown, count=len(survey.towns), day=format_date(day, "medium", locale=language())))
    typer.echo(relations(survey.relations), nl=False)
    for key, names in (("unread", survey.columns.unread), ("skipped", survey.skipped), ("empty", survey.empty)):
        if names:
            typer.echo(_say(key, names=", ".join(names)))
    typer.echo(_say("next", label=label))
