"""Sheets that tests write and import."""

from datetime import date

from openpyxl import Workbook

from criteria.loading import load_set
from criteria.registry import Registry
from criteria.sheets.cells import read_sheet
from results.imports.columns import Binder
from results.imports.mapping import load_mapping
from results.imports.survey import SurveyReader

REGISTRY = """ags,name,kind,league,homepage
05999001,Musterfeld,Gemeinde,gemeinde,http://www.musterfeld.example/
05999002,Beispielstadt,Stadt,stadt,http://www.beispielstadt.example/
05999,Kreis Muster,Kreis,kreis,http://www.kreis-muster.example/
"""


def csv_sheet(folder, text, name="sheet.csv"):
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def xlsx_sheet(folder, rows, name="sheet.xlsx", formats=()):
    """Write rows; `formats` are pairs of address and number format."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    for address, form in formats:
        sheet[address].number_format = form
    book.save(folder / name)
    return folder / name


def survey(folder, path, mapping=""):
    """Read a sheet with the sample registry and a mapping given as text."""
    (folder / "registry.csv").write_text(REGISTRY, "utf-8")
    file = None
    if mapping:
        file = folder / "mapping.yaml"
        file.write_text(mapping, "utf-8")
    meaning, told = load_mapping(file)
    sheet, criteria = read_sheet(path, meaning.sheet), load_set()
    columns = Binder(sheet, meaning, criteria, path, told).columns()
    return SurveyReader(
        sheet, columns, meaning, criteria, Registry.load(folder / "registry.csv").on(date(2019, 6, 1))
    ).read()


def scores(found, town=0):
    """What a survey says of a town: score, or state, by criterion; what the sheet leaves out is not shown."""
    verdicts = [one for one in found.towns[town].verdicts if one.reason != "not_in_sheet"]
    return {one.criterion: one.score if one.score is not None else one.state.value for one in verdicts}
