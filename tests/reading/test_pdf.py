import io
from datetime import date

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas

from scanner.reading.facts import PdfFacts, Quality
from scanner.reading.pdf import read_pdf
from tests.reading.pages import read, vocabulary


def paper(*lines, fields=0, boxes=0, title="", pages=1):
    """A form with text fields and tick boxes."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setTitle(title)
    for page in range(pages):
        for at, line in enumerate(lines):
            canvas.drawString(50, 800 - 20 * at, line)
        for at in range(fields):
            canvas.acroForm.textfield(name=f"feld{page}{at}", x=50, y=500 - 30 * at)
        for at in range(boxes):
            canvas.acroForm.checkbox(name=f"box{page}{at}", x=300, y=500 - 30 * at)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def with_form(body, *fields, xfa=False):
    """A form with fields as (name, type, flags)."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(body)))
    refs = ArrayObject()
    for name, kind, flags in fields:
        refs.append(
            writer._add_object(
                DictionaryObject(
                    {
                        NameObject("/FT"): NameObject(kind),
                        NameObject("/T"): TextStringObject(name),
                        NameObject("/Ff"): NumberObject(flags),
                    }
                )
            )
        )
    form = DictionaryObject({NameObject("/Fields"): refs})
    if xfa:
        form[NameObject("/XFA")] = TextStringObject("<xdp/>")
    writer.root_object[NameObject("/AcroForm")] = form
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def facts(body):
    return read_pdf(body, vocabulary())


@pytest.mark.parametrize(
    ("body", "fill"),
    [
        (paper("Antrag", fields=3), "acroform"),
        (paper("Antrag", fields=1, boxes=4), "acroform"),
        (paper("Antrag", fields=2), "signature"),
        (paper("Antrag"), "flat"),
        (with_form(paper("Antrag"), ("Unterschrift", "/Sig", 0)), "signature"),
        (with_form(paper("Antrag"), *((f"Taste {n}", "/Btn", 1 << 16) for n in range(5))), "signature"),
        (with_form(paper("Antrag"), *((f"Formular drucken {n}", "/Tx", 0) for n in range(4))), "signature"),
        (with_form(paper("Antrag"), *((f"Name {n}", "/Tx", 1) for n in range(4))), "signature"),  # read-only
        (with_form(paper("Antrag"), *((f"Name {n}", "/Tx", 0) for n in range(3))), "acroform"),
        (with_form(paper("Antrag"), xfa=True), "xfa"),
        (with_form(paper("Antrag"), ("Unterschrift", "/Sig", 0), xfa=True), "xfa"),
        (with_form(paper("Antrag"), *((f"Name {n}", "/Tx", 0) for n in range(3)), xfa=True), "acroform"),
    ],
)
def test_whether_it_can_be_filled_in(body, fill):
    assert facts(body).fill == fill


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("GewA 1, Stand 03/2014", date(2014, 3, 1)),
        ("Fassung Januar 2013", date(2013, 1, 1)),
        ("Stand: 17.06.2026", date(2026, 6, 17)),
        ("Vordruck 4711 (02/2016)", date(2016, 2, 1)),
        ("Stand 2014", date(2014, 12, 1)),
        ("Version vom 1. Februar 2020", date(2020, 2, 1)),
        ("Gewerbeordnung in der Fassung vom 22.02.1999", None),
        ("Bekanntmachung vom 01.02.2010", None),
        ("Beginn des Gewerbes am 01.02.2026", None),
        ("Antrag", None),
    ],
)
def test_the_date_it_prints(line, printed):
    assert facts(paper("Gewerbeanmeldung", line)).printed == printed


def test_its_own_date_text_and_title():
    found = facts(paper("Gewerbe-", "anmeldung der Gemeinde", title="GewA 1", pages=2))
    assert (found.title, found.pages, found.dated) == ("GewA 1", 2, date(2000, 1, 1))
    assert "Gewerbeanmeldung der Gemeinde" in found.text


def test_only_the_first_pages_are_read():
    found = facts(paper("Seite", pages=30))
    assert (found.pages, found.text.count("Seite")) == (30, 4)


def test_encrypted_files():
    def locked(password):
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(paper("Antrag", fields=4))))
        writer.encrypt(password, owner_password="x", algorithm="RC4-128")
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    assert facts(locked("geheim")) == PdfFacts("locked", 0, 0)
    assert facts(locked("")).fill == "acroform"


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7",
        b"%PDF-1.4\n" + b"\x00" * 500,
        b"%PDF-1.4\n1 0 obj <</Type /Catalog /AcroForm 1 0 R /Pages 1 0 R>> endobj trailer <</Root 1 0 R>>",
        b"%PDF-1.4\n" + b"<<" * 20_000,
        b"%PDF-1.4\n" + b"[" * 20_000,
        paper("Antrag", fields=4)[:900],
    ],
    ids=["head", "nulls", "loop", "deep", "deeper", "cut"],
)
def test_broken_files_are_flat_and_raise_nothing(body):
    assert facts(body).fill in ("flat", "acroform", "signature")


def test_a_captured_pdf_is_a_page():
    page = read(paper("Antrag", fields=4, title="Anzeige"), kind="application/octet-stream")
    assert (page.quality, page.content_type, page.title) == (Quality.CONTENT, "application/pdf", "Anzeige")
    assert page.pdf is not None
    assert page.pdf.fill == "acroform"


def test_values_of_a_pdf_stand_on_its_pages():
    page = read(paper("Haushaltssatzung 2026", "Gewerbesteuer 423 v. H.", pages=2), kind="application/pdf")
    assert [(value.kind, value.amount, value.path) for value in page.values] == [("tax_rate", 423, "page 1")]
