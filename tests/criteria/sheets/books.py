"""Workbooks to fill in."""

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet


def workbook():
    """Return a new workbook and its sheet."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return book, sheet
