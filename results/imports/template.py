"""Makes the template of a sheet: one row for each municipality, one column for each criterion, and what may stand there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from criteria.errors import UserError
from criteria.language import Criterion
from criteria.loading import CriteriaSet
from criteria.municipality import LEAGUES, Municipality
from results.imports.problems import TEXTS

_BOLD, _SHADE = Font(bold=True), PatternFill("solid", fgColor="DDE6EF")
_TEXT = "@"  # as text: a spreadsheet would make a date of 2/3, and a number of an AGS
_WHO = 2


def write_template(path: Path, criteria: CriteriaSet, towns: Iterable[Municipality], language: str) -> None:
    """Write the template as XLSX.

    Args:
        path: file to write; an existing one is not touched.
        criteria: whose criteria are the columns.
        towns: municipalities to fill in.
        language: de or en.

    Raises:
        UserError: the file is there already or can't be written.
    """
    if path.suffix.lower() != ".xlsx":
        raise UserError("the template is an XLSX file", where=str(path), hint="name it so that it ends in .xlsx")
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = TEXTS.say("template.results", language)
    _results(sheet, criteria.criteria, list(towns), language)
    _criteria(book.create_sheet(TEXTS.say("template.criteria", language)), criteria, language)
    _help(book.create_sheet(TEXTS.say("template.help", language)), language)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            book.save(file)
    except FileExistsError as error:
        raise UserError(
            "is there already", where=str(path), hint="name another file, so that nothing is lost"
        ) from error
    except OSError as error:
        raise UserError(f"can't be written: {error.strerror or error}", where=str(path)) from error


def _results(sheet: Worksheet, criteria: Sequence[Criterion], towns: list[Municipality], language: str) -> None:
    heads = ["AGS", TEXTS.say("template.name", language), *(one.id for one in criteria)]
    for column, text in enumerate(heads, 1):
        _head(sheet, 1, column, text)
    for column, one in enumerate(criteria, _WHO + 1):
        note = f"{one.title.get(language)}\n{one.question.get(language)}\n{_scale(one, language)}"
        sheet.cell(1, column).comment = Comment(note, "g2b", height=140, width=320)
    for row, town in enumerate(towns, 2):
        for column, text in enumerate((town.ags, town.name, *("" for _ in criteria)), 1):
            _put(sheet, row, column, text)
    sheet.freeze_panes = sheet.cell(2, _WHO + 1).coordinate
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 11, 32


def _criteria(sheet: Worksheet, criteria: CriteriaSet, language: str) -> None:
    titles = {category.letter: category.title.get(language) for category in criteria.categories}
    for column, name in enumerate(("id", "category", "title", "question", "points", "version"), 1):
        _head(sheet, 1, column, TEXTS.say(f"template.{name}", language))
    for row, one in enumerate(criteria.criteria, 2):
        texts = (one.title.get(language), one.question.get(language), _scale(one, language), one.version)
        for column, text in enumerate((one.id, titles[one.id[0]], *texts), 1):  # type: ignore[index]
            _put(sheet, row, column, text)
    for letter, width in zip("ABCDEF", (6, 26, 40, 70, 44, 9), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = sheet.cell(2, 1).coordinate


def _help(sheet: Worksheet, language: str) -> None:
    sheet.column_dimensions["A"].width = 110
    for row, line in enumerate(TEXTS.say("template.text", language).splitlines(), 1):
        _put(sheet, row, 1, line)


def _scale(criterion: Criterion, language: str) -> str:
    """Return what a column takes: a share, or points, those of each league where they differ."""
    if criterion.max == 1:
        return TEXTS.say("template.share", language)
    scales = {league: criterion.scale(league) for league in LEAGUES}
    if len(set(scales.values())) == 1:
        return TEXTS.say("template.scale", language, max=f"{criterion.max:g}")
    shown = ", ".join(f"{TEXTS.say(f'league.{league}', language)} {points:g}" for league, points in scales.items())
    return TEXTS.say("template.scales", language, scales=shown)


def _head(sheet: Worksheet, row: int, column: int, text: str) -> None:
    cell = _put(sheet, row, column, text)
    cell.font, cell.fill = _BOLD, _SHADE


def _put(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Put text into a cell so that no program takes it for a formula, a date or a number."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.number_format = _TEXT
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if text:
        cell.value = text
        cell.data_type = "s"
    return cell
