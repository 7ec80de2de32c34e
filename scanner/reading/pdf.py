"""What a PDF offers: fields to fill in, its text, and how old it says it is. Read by pypdf, never raising."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from pypdf import PdfReader

from criteria.words import Lexicon, fold, heal
from scanner.reading.facts import PdfFacts

_PAGES = 4  # a form says what it is, and how to hand it in, on its first pages
_CHARACTERS = 40_000
_FIELDS = 3
_FILLABLE = ("/Tx", "/Btn", "/Ch")
_PUSH_BUTTON = 1 << 16  # PDF 32000-1:2008, table 226
_MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every oddity of files that are not ours


def read_pdf(body: bytes, lexicon: Lexicon) -> PdfFacts:
    """Return what a PDF offers; a file that can't be read counts as flat and empty, an encrypted one as locked."""
    try:
        reader = PdfReader(io.BytesIO(body))
        if reader.is_encrypted and not reader.decrypt(""):
            return PdfFacts("locked", 0, 0)
        return _read(reader, lexicon)
    except Exception:  # hostile files fail in every way there is
        return PdfFacts("flat", 0, 0)


def _read(reader: PdfReader, lexicon: Lexicon) -> PdfFacts:
    form = reader.root_object.get("/AcroForm")
    known: Mapping[str, Any] = form.get_object() if form is not None else {}
    fields = reader.get_fields() or {} if known else {}
    real = [name for name, field in fields.items() if _is_real(name, field, lexicon)]
    text = _text(reader)
    info = reader.metadata
    return PdfFacts(
        fill=_fill(real, fields, has_xfa="/XFA" in known),
        fields=len(real),
        pages=len(reader.pages),
        title=heal(str(info.title)) if info and info.title else "",
        text=text,
        printed=_printed(text, lexicon),
        dated=_dated(reader),
    )


def _fill(real: list[str], fields: Mapping[str, Any], *, has_xfa: bool) -> str:
    if len(real) >= _FIELDS:
        return "acroform"
    if has_xfa:
        return "xfa"
    return "signature" if fields else "flat"


def _is_real(name: str, field: Mapping[str, Any], lexicon: Lexicon) -> bool:
    """Whether something can be written into a field: no push button, no signature, no box for one."""
    kind = field.get("/FT")
    if kind not in _FILLABLE or (kind == "/Btn" and int(field.get("/Ff", 0) or 0) & _PUSH_BUTTON):
        return False
    called = fold(f"{name} {field.get('/TU') or ''}")
    return not any(lexicon.expression(f"pdf_{what}_field").search(called) for what in ("signature", "button"))


def _text(reader: PdfReader) -> str:
    parts: list[str] = []
    for page in reader.pages[:_PAGES]:
        parts.append(page.extract_text() or "")
        if sum(map(len, parts)) > _CHARACTERS:
            break
    return re.sub(r"(?<=\w)-\n(?=[a-zäöüß])", "", "\n".join(parts))[:_CHARACTERS]


def _printed(text: str, lexicon: Lexicon) -> date | None:
    """Return the newest date that the form itself prints as its own."""
    machine = lexicon.expression("pdf_stand")
    found = [next(filter(None, match.groups()), "") for line in text.splitlines() for match in machine.finditer(line)]
    return max(filter(None, map(_as_date, found)), default=None)


def _as_date(text: str) -> date | None:
    year = re.search(r"(?:19|20)\d\d", text)
    if year is None:
        return None
    before = text[: year.start()].strip(" ./").lower().replace("ä", "a")
    numbers = [int(part) for part in re.findall(r"\d+", before)]
    named = next((at for at, name in enumerate(_MONTHS, 1) if before.startswith(name)), 0)
    month = named or (numbers[-1] if numbers else 12)
    try:
        return date(int(year.group()), month, numbers[0] if len(numbers) > 1 else 1)
    except ValueError:
        return None


def _dated(reader: PdfReader) -> date | None:
    """Return when the file was last changed or made, by its own word."""
    info = reader.metadata
    if info is None:
        return None
    for name in ("modification_date", "creation_date"):
        try:
            if found := getattr(info, name):
                return found.date()  # type: ignore[no-any-return]
        except ValueError:
            continue
    return None
