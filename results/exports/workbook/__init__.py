"""The workbook (XLSX): overview, scorecards, criteria matrix, year over year, services, evidence, and how to read it."""

from results.exports.workbook.book import workbook

__all__ = ["workbook"]
