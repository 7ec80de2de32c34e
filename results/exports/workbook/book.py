"""Puts the sheets together, the same bytes for the same runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from results.exports.package import MADE_WITH, PIECE
from results.exports.source import Source
from results.exports.workbook import evidence, matrix, notes, overview, scorecards, services, years
from results.exports.workbook.look import Look
from results.exports.workbook.sheet import Sheet
from results.exports.workbook.words import Words

_SHEETS: tuple[tuple[str, Callable[[Sheet, Source, Words], None]], ...] = (
    ("overview", overview.fill),
    ("scorecards", scorecards.fill),
    ("matrix", matrix.fill),
    ("years", years.fill),
    ("services", services.fill),
    ("evidence", evidence.fill),
)
_A4 = 9


def workbook(source: Source) -> Iterator[bytes]:
    """Yield the pieces of a workbook."""
    with TemporaryDirectory(prefix="g2b-xlsx-") as folder:
        path = Path(folder) / "book.xlsx"
        _write(path, folder, source)
        with path.open("rb") as file:
            yield from iter(lambda: file.read(PIECE), b"")


def _write(path: Path, folder: str, source: Source) -> None:
    words = Words(source.language)
    options = {
        "constant_memory": True, "tmpdir": folder, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False,
    }  # fmt: skip
    with Workbook(str(path), options) as book:
        born = source.survey.run.as_of.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        title = source.say("title", run=words.run(source.survey.run))
        draft = source.say("draft.told", runs=", ".join(source.drafts)) if source.is_draft else ""
        book.set_properties({"title": title, "author": MADE_WITH, "comments": draft, "created": born})
        look = Look(book)
        made = []
        for key, fill in _SHEETS:
            told = " ".join([words.say(f"told.{key}"), *(source.periods if key == "overview" else ())])
            sheet = Sheet(
                book,
                look,
                words.say(f"sheet.{key}"),
                title=words.say(f"title.{key}", title=title),
                told=told,
                draft=draft,
            )
            fill(sheet, source, words)
            made.append(sheet)
        last = Sheet(
            book,
            look,
            words.say("sheet.notes"),
            title=words.say("title.notes"),
            told=words.say("told.notes"),
            draft=draft,
        )
        notes.fill(last, source, words, made)
        for sheet in [*made, last]:
            _set_page(sheet.paper, source, words)


def _set_page(paper: Worksheet, source: Source, words: Words) -> None:
    label = words.run(source.survey.run).replace("&", "&&")
    paper.set_landscape()
    paper.set_paper(_A4)
    paper.fit_to_pages(1, 0)
    paper.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    mark = f'&C&"Calibri,Bold"&14{source.say("draft")}' if source.is_draft else ""
    paper.set_header(mark)
    foot = f" · {source.say('draft')}" if source.is_draft else ""
    paper.set_footer(f"&L{label}{foot}&C&A&R{words.say('page')} &P / &N")
