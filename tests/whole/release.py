"""Takes a survey of the practice region through all stages, as people would, and prints each step.

    python -m tests.whole.release [FOLDER]

The people are played by the truth of the region: whoever fills in a worksheet or looks a second time knows what a site is
really worth. FOLDER keeps the worksheets, the files of the hearing and the scorecard before and after the release.
"""

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from results.database import open_database
from results.queries import Results
from scanner.practice.content.towns import towns
from scanner.practice.worth import worth_of
from tests.whole.commands import g2b

YEAR, RUN, TOWNS = 2026, "2026", 6
SEEN = datetime(2026, 11, 27, 10, 30)
BY = ("--by", "A. Muster")
_HEAD, _FIRST = 3, 4


class Survey:
    """A survey in a home folder, with what was done to it so far.

    Args:
        folder: for the database and all files.
    """

    def __init__(self, folder):
        self.folder = folder
        self.steps = []
        self.worth = {town.ags: worth_of(town, YEAR) for town in towns()}

    def do(self, *arguments):
        """Call g2b and keep what it said; AssertionError where it refuses."""
        ended = g2b(self.folder / "demo", *arguments)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        self.steps.append((" ".join(map(str, arguments)).replace(f"{self.folder}/", ""), ended.stdout.strip()))
        return ended.stdout

    @property
    def scans(self):
        return Results(open_database(f"sqlite:///{self.folder / 'demo' / 'g2b.sqlite'}")).scans(RUN)

    def scanned(self):
        ended = g2b(self.folder, "demo", "--municipalities", str(TOWNS), "--year", str(YEAR))
        assert ended.returncode == 0, ended.stderr
        return self

    def fill(self, path):
        """Fill in every row of a worksheet with what the region is really worth."""
        book = load_workbook(path)
        sheet: Any = book.worksheets[0]
        column = {cell.value: cell.column for cell in sheet[_HEAD]}
        for row in range(_FIRST, sheet.max_row + 1):
            ags, criterion = str(sheet.cell(row, 1).value).split("/")[:2]
            said = self._said(ags, criterion, float(sheet.cell(row, column["Skala bis"]).value))
            for name, value in said.items():
                sheet.cell(row, column[name]).value = value
        book.save(path)

    def _said(self, ags, criterion, most):
        known = self.worth[ags].criteria[criterion]
        words = {"not_applicable": "entfällt", "not_testable": "nicht prüfbar", "unreachable": "nicht prüfbar"}
        points = words[known.state] if known.score is None else round(known.score * most, 4)
        return {"Punkte": points, "Adresse des Belegs": "https://practice.example/", "Geprüft am": SEEN, "Kürzel": "BB"}


def release(folder):
    """Take a survey through all stages and return it."""
    survey = Survey(folder).scanned()
    names = [scan.name for scan in survey.scans if scan.state == "done"]
    survey.do(
        "export", "--run", RUN, "--format", "html", "--municipality", names[0], "--output", folder / "entwurf.html"
    )
    _checked(survey, folder)
    _heard(survey, folder, names)
    survey.do("review", "stage", RUN, "released", *BY, "--note", "Beschluss des Beirats")
    said = ("--reason", "Zahlendreher im Prüfvermerk", *BY)
    survey.do("review", RUN, names[0], "S1", "--points", "1", "--correction", *said)
    survey.do("review", RUN, names[0], "F7", "--note", "--reason", "Links seit dem 1.12. repariert", *BY)
    survey.do(
        "export", "--run", RUN, "--format", "html", "--municipality", names[0], "--output", folder / "freigegeben.html"
    )
    survey.do("review", "log", RUN)
    return survey


def _checked(survey, folder):
    survey.do("review", "worksheet", RUN, "--output", folder / "liste.xlsx")
    survey.fill(folder / "liste.xlsx")
    survey.do("review", "take", folder / "liste.xlsx")
    survey.do("review", "sample", RUN, "--share", "0.1", *BY, "--output", folder / "zweitpruefung.xlsx")
    survey.fill(folder / "zweitpruefung.xlsx")
    survey.do("review", "take", folder / "zweitpruefung.xlsx")
    survey.do("review", "agreement", RUN)
    survey.do("review", "stage", RUN, "checked", *BY)


def _heard(survey, folder, names):
    survey.do("review", "stage", RUN, "hearing", *BY)
    survey.do("review", "hearing", RUN, names[0], "--no-pdf", "--output", folder / "post")
    objection = ("--who", "Wirtschaftsförderung", *BY)
    add, answer = ("review", "objection", "add", RUN), ("review", "objection", "answer")
    survey.do(*add, names[0], "--criterion", "S1", "--text", "Das Suchfeld steht im Kopf jeder Seite", *objection)
    survey.do(*add, names[1], "--criterion", "A5", "--text", "Termine gibt es am Telefon", *objection)
    survey.do(*add, names[2], "--text", "Die Erhebung lag in den Ferien", *objection)
    survey.do(*answer, "1", "--outcome", "upheld", "--points", "2", "--text", "nachgesehen, stimmt", *BY)
    survey.do(*answer, "2", "--outcome", "rejected", "--text", "gezählt wird die Buchung im Netz", *BY)
    survey.do(*answer, "3", "--outcome", "partly", "--text", "steht jetzt im Bericht", *BY)
    survey.do("review", "objection", "list", RUN)


if __name__ == "__main__":
    place = Path(sys.argv[1] if len(sys.argv) > 1 else "release").resolve()
    place.mkdir(parents=True, exist_ok=True)
    for command, said in release(place).steps:
        print(f"$ g2b {command}\n{said}\n")
