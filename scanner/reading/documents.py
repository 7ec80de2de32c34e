"""Whether a document is a form that is filled in, or something to read."""

from __future__ import annotations

import re
from enum import StrEnum
from urllib.parse import urlsplit

from criteria.words import Lexicon, fold
from scanner.reading.facts import Link, PageFacts
from scanner.reading.naming import file_words

_FILE = re.compile(r"\.(\w{2,5})$")
DOCUMENTS = frozenset({"pdf", "doc", "docx", "odt", "rtf", "xls", "xlsx"})
_SCRIPTS = frozenset({"php", "php5", "asp", "aspx", "jsp", "html", "htm", "cgi", "pl"})
_GIVEN = re.compile(r"=[^&=]*\.(pdf|docx?|odt|rtf)(?:&|$)", re.I)  # what a script hands out
_PDF_SAID = re.compile(r"\bpdf\b", re.I)
_OPENING = 400  # characters of a PDF that hold its title
_TEXT_FILES = frozenset({"doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "ppt", "pptx", "txt", "csv", "xml"})
_OTHER_FILES = _TEXT_FILES | {"zip", "jpg", "jpeg", "png", "gif", "svg", "ics", "mp3", "mp4"}


class Sort(StrEnum):
    """What a document is by the words around it."""

    FORM = "form"
    INFO = "info"
    OPEN = "open"


def says_pdf(link: Link) -> bool:
    """Whether a link says by its address or its words that it leads to a PDF."""
    return extension(link.url) == "pdf" or bool(_PDF_SAID.search(f"{link.text} {link.mark}"))


def is_other_file(url: str) -> bool:
    """Whether an address is a file that is neither a page nor a PDF."""
    return extension(url) in _OTHER_FILES


def extension(url: str) -> str:
    """Return the ending of the file an address names in its path, or hands out by a parameter; lower case, or empty."""
    parts = urlsplit(url)
    found = _FILE.search(parts.path.rstrip("/"))
    ending = found.group(1).lower() if found else ""
    given = _GIVEN.search(parts.query) if not ending or ending in _SCRIPTS else None
    return given.group(1).lower() if given else ending


def sort_of_words(text: str, lexicon: Lexicon) -> Sort:
    """Return what the first telling word says: "Merkblatt zum Antrag" is to read, "Antrag mit Merkblatt" a form."""
    folded = fold(text)
    form, info = lexicon.expression("form_document").search(folded), lexicon.expression("info_document").search(folded)
    if info is not None and (form is None or info.start() <= form.start()):
        return Sort.INFO
    return Sort.OPEN if form is None else Sort.FORM


def sort_of_link(link: Link, heading: str, lexicon: Lexicon) -> Sort:
    """Return what a link, its file name and the heading over it say of the document behind it, the link first."""
    words = (link.text, file_words(link.url), heading)
    return next((sort for text in words if (sort := sort_of_words(text, lexicon)) is not Sort.OPEN), Sort.OPEN)


def is_form_document(link: Link, heading: str, page: PageFacts | None, lexicon: Lexicon) -> bool:
    """Whether the document behind a link is a form PDF.

    The link's own words decide, then the file name, then what the PDF is (its fields, title and text), then the heading
    over the link and the sentence or entry around it.
    """
    named = sort_of_link(link, "", lexicon)
    if named is not Sort.OPEN:
        return named is Sort.FORM
    inside = _sort_inside(page, lexicon)
    if inside is not Sort.OPEN:
        return inside is Sort.FORM
    around = (sort_of_words(text, lexicon) for text in (heading, link.context))
    return next((sort for sort in around if sort is not Sort.OPEN), Sort.OPEN) is Sort.FORM


def _sort_inside(page: PageFacts | None, lexicon: Lexicon) -> Sort:
    if page is None or page.pdf is None:
        return Sort.OPEN
    pdf = page.pdf
    if pdf.fill in ("acroform", "xfa"):
        return Sort.FORM
    opening = sort_of_words(f"{pdf.title} . {pdf.text[:_OPENING]}", lexicon)
    if opening is Sort.INFO:
        return Sort.INFO
    blanks = lexicon.expression("form_blanks").search(pdf.text) is not None
    signed = pdf.fill == "signature" or lexicon.expression("form_signed").search(fold(pdf.text)) is not None
    return Sort.FORM if opening is Sort.FORM or blanks or signed else Sort.OPEN
