"""The text of a PDF as drafts, one a line, whose place is the number of its page."""

from __future__ import annotations

from lxml import etree

from scanner.reading.drafts import Draft
from scanner.reading.facts import PdfFacts, Region, Section
from scanner.reading.pdf import PAGE_END
from scanner.reading.tree import Element, Paths


class PageNumbers(Paths):
    """Names a place in a PDF by its page: "page 2"."""

    def of(self, element: Element) -> str:
        """Return the page that the element stands for."""
        return f"page {element.get('number')}"


def drafts_of(pdf: PdfFacts) -> tuple[list[Draft], tuple[Section, ...], str, Paths]:
    """Return drafts, sections (none), title and places of a PDF, as `ValueReader.read` takes them."""
    drafts = []
    for number, text in enumerate(pdf.text.split(PAGE_END), 1):
        page = etree.Element("page", number=str(number))
        lines = (" ".join(line.split()) for line in text.splitlines())
        drafts += [Draft("text", line, Region.MAIN, page, words=len(line.split())) for line in lines if line]
    return drafts, (), pdf.title, PageNumbers()
