"""PDFs of examples, written from words: text, fields to fill in, a signature, an XFA form."""

from __future__ import annotations

from io import BytesIO
from textwrap import wrap

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

from criteria.language.example import ExamplePdf

_WIDTH, _HEIGHT, _LINE, _COLUMNS = 595, 842, 16, 80
_XFA = b'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template/></xdp:xdp>'


def pdf_of(words: ExamplePdf) -> bytes:
    """Return the bytes of a PDF of one page."""
    writer = PdfWriter()
    page = writer.add_blank_page(_WIDTH, _HEIGHT)
    lines = [line for part in words.text.splitlines() for line in wrap(part, _COLUMNS) or [""]]
    _print(writer, page, lines)
    fields = [_widget(writer, page, name, "/Tx", at) for at, name in enumerate(words.fields)]
    if words.signature:
        fields.append(_widget(writer, page, "signature", "/Sig", len(fields)))
    if fields or words.xfa:
        _offer(writer, fields, xfa=words.xfa)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _print(writer: PdfWriter, page: PageObject, lines: list[str]) -> None:
    shown = "".join(f"({_escaped(line)}) Tj 0 -{_LINE} Td\n" for line in lines)
    stream = DecodedStreamObject()
    stream.set_data(f"BT /Sans 11 Tf 50 {_HEIGHT - 60} Td\n{shown}ET".encode("cp1252", "replace"))
    page[NameObject("/Contents")] = writer._add_object(stream)
    font = _dictionary(Type="/Font", Subtype="/Type1", BaseFont="/Helvetica", Encoding="/WinAnsiEncoding")
    fonts = DictionaryObject({NameObject("/Sans"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _dictionary(**names: str) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): NameObject(value) for key, value in names.items()})


def _widget(writer: PdfWriter, page: PageObject, name: str, kind: str, at: int) -> DictionaryObject:
    low = _HEIGHT // 2 - at * 2 * _LINE
    widget = _dictionary(Type="/Annot", Subtype="/Widget", FT=kind)
    widget[NameObject("/T")] = TextStringObject(name)
    widget[NameObject("/F")] = NumberObject(4)
    widget[NameObject("/Rect")] = ArrayObject([FloatObject(n) for n in (50, low, 300, low + _LINE)])
    reference = writer._add_object(widget)
    if "/Annots" not in page:
        page[NameObject("/Annots")] = ArrayObject()
    annotations = page["/Annots"]
    assert isinstance(annotations, ArrayObject)
    annotations.append(reference)
    return widget


def _offer(writer: PdfWriter, fields: list[DictionaryObject], *, xfa: bool) -> None:
    form = DictionaryObject({NameObject("/Fields"): ArrayObject([field.indirect_reference for field in fields])})
    if xfa:
        template = DecodedStreamObject()
        template.set_data(_XFA)
        form[NameObject("/XFA")] = writer._add_object(template)
    writer._root_object[NameObject("/AcroForm")] = writer._add_object(form)
