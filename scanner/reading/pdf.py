"""What a PDF offers: fields to fill in, its text, and how old it says it is. Read by pypdf, never raising."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from pypdf import PdfReader

from criteria.words import fold, heal
from scanner.reading.dates import Dates
from scanner.reading.facts import PdfFacts
from scanner.reading.vocabulary import Vocabulary

_PAGES = 4  # a form says what it is, and how to hand it in, on its first pages
_MOST_BYTES = 60_000_000
_CHARACTERS = 40_000
_MOST_FIELDS = 5_000
_FIELDS = 3
_FILLABLE = ("/Tx", "/Btn", "/Ch")
_READ_ONLY, _PUSH_BUTTON = 1, 1 << 16  # PDF 32000-1:2008, tables 221 and 226
PAGE_END = "\n\f"
_YEAR = re.compile(r"(?:19|20)\d\d")

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every oddity of files that are not ours


def read_pdf(body: bytes, vocabulary: Vocabulary) -> PdfFacts:
    """Return what a PDF offers; a file that can't be read counts as flat and empty, an encrypted one as locked."""
    if len(body) > _MOST_BYTES:
        return PdfFacts("flat", 0, 0)
    try:
        reader = PdfReader(io.BytesIO(body))
        if reader.is_encrypted and not reader.decrypt(""):
            return PdfFacts("locked", 0, 0)
        return _read(reader, vocabulary)
    except Exception:  # hostile files fail in every way there is
        return PdfFacts("flat", 0, 0)


def _read(reader: PdfReader, vocabulary: Vocabulary) -> PdfFacts:
    form = reader.root_object.get("/AcroForm")
    known: Mapping[str, Any] = form.get_object() if form is not None else {}
    fields = (reader.get_fields() or {}) if known else {}
    real = [name for name, field in list(fields.items())[:_MOST_FIELDS] if _is_real(name, field, vocabulary)]
    text = _text(reader)
    info = reader.metadata
    return PdfFacts(
        fill=_fill(real, fields, has_xfa="/XFA" in known),
        fields=len(real),
        pages=len(reader.pages),
        title=heal(str(info.title))[:300] if info and info.title else "",
        text=text,
        printed=_printed(text, vocabulary),
        dated=_dated(reader),
    )


def _fill(real: list[str], fields: Mapping[str, Any], *, has_xfa: bool) -> str:
    if len(real) >= _FIELDS:
        return "acroform"
    if has_xfa:
        return "xfa"
    return "signature" if fields else "flat"


def _is_real(name: str, field: Mapping[str, Any], vocabulary: Vocabulary) -> bool:
    """Whether something can be written into a field: no push button, no signature, no box for one."""
    kind, flags = field.get("/FT"), int(field.get("/Ff", 0) or 0)
    if kind not in _FILLABLE or flags & _READ_ONLY or (kind == "/Btn" and flags & _PUSH_BUTTON):
        return False
    called = fold(f"{name} {field.get('/TU') or ''}")
    return not any(called in vocabulary.pattern(f"pdf_{what}_field") for what in ("signature", "button"))


def _text(reader: PdfReader) -> str:
    parts: list[str] = []
    for page in reader.pages[:_PAGES]:
        parts.append(_page_text(page))
        if sum(map(len, parts)) > _CHARACTERS:
            break
    return re.sub(r"(?<=\w)-\n(?=[a-zäöüß])", "", PAGE_END.join(parts))[:_CHARACTERS]


def _page_text(page: Any) -> str:  # noqa: ANN401  pypdf has no types
    try:
        return page.extract_text() or ""
    except Exception:  # one broken page does not take the others with it
        return ""


def _printed(text: str, vocabulary: Vocabulary) -> date | None:
    """Return the newest date that the form itself prints as its own; dates of laws it cites are none."""
    own, of_law, dates = vocabulary.pattern("pdf_stand"), vocabulary.pattern("pdf_not_own_date"), Dates(vocabulary)
    found: list[date] = []
    for line in text.splitlines():
        for held, start in own.all_held(line):
            day = dates.first(held) or _year(held)
            if day and line[: start + len(held)] not in of_law:
                found.append(day)
    return max(found, default=None)


def _year(text: str) -> date | None:
    """Return the end of a bare year: it is not older than it says."""
    found = _YEAR.search(text)
    return date(int(found.group()), 12, 1) if found else None


def _dated(reader: PdfReader) -> date | None:
    """Return when the file was last changed or made, by its own word."""
    info = reader.metadata
    for name in ("modification_date", "creation_date"):
        try:
            if found := getattr(info, name, None):
                return found.date()  # type: ignore[no-any-return]
        except (ValueError, TypeError):
            continue
    return None
