"""Makes the PDF forms of a practice site from its `papers.yaml`: `python -m scanner.practice.papers FOLDER...`.

Run by hand when a form changes; the PDFs are kept beside the pages. The kinds are those that a business meets:
`fillable` (AcroForm), `xfa` (XFA only), `signature` (one signature field), `button` (one print button), `flat` (lines
to write on).
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict
from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

_WIDTH, _HEIGHT, _LEFT, _LINE = 595.0, 842.0, 60.0, 22.0
_FIELD_LEFT, _FIELD_RIGHT = 240.0, 535.0
_XFA = (
    b'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template xmlns="http://www.xfa.org/schema/xfa-template/3.0/">'
    b'<subform name="form1"/></template></xdp:xdp>'
)
_WAIT = (
    "Please wait...",
    "If this message stays, your viewer cannot display this type of document.",
)


class Paper(BaseModel):
    """One PDF: where it lies below `hosts/`, its kind, its title, its lines and labelled fields, its date."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    file: str
    kind: Literal["fillable", "xfa", "signature", "button", "flat"]
    title: str
    lines: list[str] = []
    fields: list[str] = []
    foot: list[str] = []
    dated: date


def make(paper: Paper) -> PdfWriter:
    """Return the document."""
    writer = PdfWriter()
    page = writer.add_blank_page(_WIDTH, _HEIGHT)
    font = DictionaryObject({_n("Type"): _n("Font"), _n("Subtype"): _n("Type1"), _n("BaseFont"): _n("Helvetica")})
    font[_n("Encoding")] = _n("WinAnsiEncoding")
    fonts = DictionaryObject({_n("F"): writer._add_object(font)})
    page[_n("Resources")] = DictionaryObject({_n("Font"): fonts})
    drawn = DecodedStreamObject()
    drawn.set_data(_draw(paper))
    page[_n("Contents")] = writer._add_object(drawn)
    writer.add_metadata({"/Title": paper.title, "/CreationDate": f"D:{paper.dated:%Y%m%d}080000"})
    if paper.kind != "flat":
        _add_form(writer, page, paper)
    return writer


def _draw(paper: Paper) -> bytes:
    rows = list(_WAIT) if paper.kind == "xfa" else [paper.title, "", *paper.lines]
    start = _HEIGHT - 70
    out = [_text(_LEFT, start - _LINE * at, row, 15 if at == 0 else 10) for at, row in enumerate(rows)]
    if paper.kind == "xfa":
        return b"\n".join(out)
    at = start - _LINE * len(rows)
    for label in paper.fields:
        at -= _LINE
        out += [_text(_LEFT, at, label, 10), f"{_FIELD_LEFT} {at - 2} m {_FIELD_RIGHT} {at - 2} l S".encode()]
    out += [_text(_LEFT, 40 + 14 * step, row, 8) for step, row in enumerate(reversed(paper.foot))]
    return b"\n".join(out)


def _text(x: float, y: float, text: str, size: int) -> bytes:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
    return b"BT /F %d Tf %.1f %.1f Td (%s) Tj ET" % (size, x, y, escaped)


def _add_form(writer: PdfWriter, page: PageObject, paper: Paper) -> None:
    form = DictionaryObject({_n("Fields"): ArrayObject()})
    if paper.kind == "xfa":
        stream = DecodedStreamObject()
        stream.set_data(_XFA)
        packed = writer._add_object(stream.flate_encode())
        form[_n("XFA")] = ArrayObject([TextStringObject("template"), packed])
    else:
        widgets = ArrayObject(writer._add_object(field) for field in _fields(page, paper))
        form[_n("Fields")] = page[_n("Annots")] = widgets
    writer._root_object[_n("AcroForm")] = writer._add_object(form)


def _fields(page: PageObject, paper: Paper) -> list[DictionaryObject]:
    if paper.kind == "signature":
        return [_field(page, "Sig", "Unterschrift", 120.0)]
    if paper.kind == "button":
        button = _field(page, "Btn", "Drucken", 120.0)
        button[_n("Ff")] = NumberObject(1 << 16)
        return [button]
    first = _HEIGHT - 70 - _LINE * (len(paper.lines) + 2)
    return [_field(page, "Tx", label, first - _LINE * (at + 1)) for at, label in enumerate(paper.fields)]


def _field(page: PageObject, kind: str, name: str, bottom: float) -> DictionaryObject:
    corners = (_FIELD_LEFT, bottom - 2, _FIELD_RIGHT, bottom + 12)
    return DictionaryObject(
        {
            _n("Type"): _n("Annot"),
            _n("Subtype"): _n("Widget"),
            _n("FT"): _n(kind),
            _n("T"): TextStringObject(name),
            _n("F"): NumberObject(4),
            _n("Rect"): ArrayObject(FloatObject(corner) for corner in corners),
            _n("P"): page.indirect_reference,
        }
    )


def _n(name: str) -> NameObject:
    return NameObject(f"/{name}")


def write_all(folder: Path) -> list[Path]:
    """Write the PDFs of one site folder and return their paths."""
    papers = [Paper.model_validate(row) for row in yaml.safe_load((folder / "papers.yaml").read_text("utf-8"))]
    written = []
    for paper in papers:
        path = folder / "hosts" / paper.file
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as out:
            make(paper).write(out)
        written.append(path)
    return written


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        write_all(Path(argument))
