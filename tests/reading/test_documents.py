import pytest

from scanner.reading.documents import Sort, extension, is_form_document, is_other_file, says_pdf, sort_of_words
from scanner.reading.facts import Link, PageFacts, PdfFacts, Quality, Region
from tests.reading.small_sites import AS_OF, the_set


def link(text, url="http://www.musterfeld.example/datei.pdf"):
    return Link(url, text, Region.MAIN, "a")


def pdf(fill="flat", text="", title=""):
    facts = PdfFacts(fill, 0, 1, title, text)
    return PageFacts("u", "u", "r", AS_OF, 200, Quality.CONTENT, "application/pdf", pdf=facts)


@pytest.mark.parametrize(
    "text",
    [
        "Antrag auf Gestattung",
        "Gewerbe-Anmeldung (GewA 1)",
        "Anzeige einer Veranstaltung mit Merkblatt",
        "Vordruck Sondernutzung",
        "Erklärung zur Gewerbesteuer",
        "Bauantragsformular",
        "SEPA-Lastschriftmandat",
        "Beiblatt für weitere Geschäftsführer",
        "Reisegewerbekarte: Antrag",
    ],
)
def test_links_to_what_is_filled_in(text):
    assert sort_of_words(text, the_set().lexicon) is Sort.FORM


@pytest.mark.parametrize(
    "text",
    [
        "Merkblatt zum Antrag auf Gestattung",
        "Hinweise zur Gewerbeanmeldung",
        "Sondernutzungssatzung",
        "Gebührenordnung für Maßnahmen im Straßenverkehr",
        "Checkliste Bauantrag",
        "Lageplan des Festplatzes",
        "Datenschutzhinweise zum Antrag",
        "Flyer Gründen in Musterfeld",
        "Ausfüllhilfe zur Anmeldung",
        "Preisliste Marktstände",
    ],
)
def test_links_to_what_is_read(text):
    assert sort_of_words(text, the_set().lexicon) is Sort.INFO


@pytest.mark.parametrize("text", ["Reisegewerbekarte (PDF)", "Download", "Verkehrsrechtliche Anordnung"])
def test_names_alone_leave_it_open(text):
    assert sort_of_words(text, the_set().lexicon) is Sort.OPEN


@pytest.mark.parametrize(
    ("text", "url", "heading", "document", "expected"),
    [
        ("Gestattung (PDF)", "http://a.example/antrag_gestattung.pdf", "", None, True),
        ("Gestattung (PDF)", "http://a.example/x1.pdf", "", pdf("acroform"), True),
        (
            "Gestattung (PDF)",
            "http://a.example/x1.pdf",
            "",
            pdf(text="Name ____________ Ort, Datum, Unterschrift"),
            True,
        ),
        (
            "Gestattung (PDF)",
            "http://a.example/x1.pdf",
            "",
            pdf(text="Merkblatt für Festwirte: Was zu beachten ist"),
            False,
        ),
        ("Gestattung (PDF)", "http://a.example/x1.pdf", "Formulare", None, True),
        ("Gestattung (PDF)", "http://a.example/x1.pdf", "", None, False),
        ("Merkblatt Gestattung", "http://a.example/antrag.pdf", "Formulare", pdf("acroform"), False),
    ],
)
def test_link_then_file_then_content_then_heading(text, url, heading, document, expected):
    assert is_form_document(link(text, url), heading, document, the_set().lexicon) is expected


def test_endings():
    assert extension("http://a.example/x/Antrag.PDF?t=1") == "pdf"
    assert says_pdf(link("Antrag (PDF, 40 KB)", "http://a.example/download?id=3"))
    assert is_other_file("http://a.example/antrag.docx")
    assert not is_other_file("http://a.example/antrag.php")
