"""Quotations and addresses name no person, and lose nothing else."""

import pytest

from results.masking import mask, mask_url

HIDDEN = {
    "Frau Dr. Muster, Zimmer 12": "benannte Person, Zimmer 12",
    "Frau Muster Telefon: 05923 123-269": "benannte Person Telefon: Durchwahl",
    "Frau von der Muster ist mittwochs da.": "benannte Person ist mittwochs da.",
    "Frau Tanja Muster Ansiedlung und Bestandspflege": "benannte Person Ansiedlung und Bestandspflege",
    "Vertretung: Frau Ç. Öztürk": "Vertretung: benannte Person",
    "Anke Muster, Tel. 05923 123-26": "benannte Person, Tel. Durchwahl",
    "Anke Muster hilft": "benannte Person hilft",
    "Anke von der Muster hilft Ihnen.": "benannte Person hilft Ihnen.",
    "Muster, Anke 05923 123-26": "benannte Person Durchwahl",
    "Muster Anke | 05923 123-26": "benannte Person | Durchwahl",
    "Name Telefon Zimmer Muster, Anke 123-26 12": "Name Telefon Zimmer benannte Person Durchwahl 12",
    "Ansprechpartnerin: Anke Muster": "Ansprechpartnerin: benannte Person",
    "Prof. Dr. Anke Muster-Beispiel": "benannte Person",
    "Dr. Muster leitet das Amt": "benannte Person leitet das Amt",
    "A. Muster 05923 / 1234": "benannte Person Durchwahl",
    "Muster (Ordnungsamt) a.muster@ort.example": "benannte Person (Ordnungsamt) Mail",
    "Anke Muster leitet. Muster ist da.": "benannte Person leitet. benannte Person ist da.",
    "Herr Max Mustermann E-Mail: m.mustermann@ort.example": "benannte Person E-Mail: Mail",
    "anke.muster(at)ort.example": "Mail",
    "anke.muster [at] ort [punkt] example": "Mail",
    "tel:+4959231232": "Durchwahl",
    "Durchwahl -23": "Durchwahl",
    "Tel. 0592312323": "Tel. Durchwahl",
    "Telefon: 05923.123.269": "Telefon: Durchwahl",
    "Frau Muster (-23)": "benannte Person (Durchwahl)",
    "Mobil: 0171 1234567": "Mobil: Durchwahl",
    "Fax: 05923 123-99": "Fax: Durchwahl",
    '<a href="mailto:anke.muster@ort.example">': '<a href="Mail">',
    "https://ort.example/mitarbeiter/anke-muster.html": "https://ort.example/mitarbeiter/benannte-Person.html",
}

KEPT = [
    "Zentrale: 05923 123-0, info@ort.example",
    "Rechnungen an rechnung@ort.example, Leitweg-ID 05801036-5291-38",
    "Gemeinde Musterfeld, Lindenstraße 21, 39023 Musterfeld",
    "telefonisch 8-12 Uhr und 14:00-16:00 Uhr erreichbar",
    "Telefonisch erreichbar Mo-Fr 8-12 Uhr",
    "Martin-Luther-Straße 5, Anna Seghers Platz 3, Friedrich Ebert Straße 4",
    "Öffnungszeiten im August 2026, Mai bis Juni",
    "Gewerbesteuer Hebesatz 411 v. H., Gebühr 26,00 €, Stand 01/2018",
    "Antrag\nName, Vorname\nTelefon\nDatum\nStand: 01/2025",
    "Sankt Martin Kirmes am Sonntag",
    "Aktenzeichen 32-123 Nr. 5",
    "Gewerbeanmeldung online beantragen",
    "",
]


@pytest.mark.parametrize(("text", "shown"), HIDDEN.items())
def test_persons_are_hidden_and_what_stands_around_them_stays(text, shown):
    assert mask(text, "de") == shown


@pytest.mark.parametrize("text", KEPT)
def test_offices_numbers_and_dates_stay(text):
    assert mask(text, "de") == text


def test_a_number_of_an_office_is_hidden_since_it_may_be_that_of_a_person():
    shown = mask("Fachdienst 32 Telefon: 05923 123-270 E-Mail: ordnung@ort.example")
    assert shown == "Fachdienst 32 Telefon: Durchwahl E-Mail: ordnung@ort.example"


def test_english_readers_get_english_words():
    assert mask("Frau Muster, Tel. 05923 123-26, a.muster@ort.example", "en") == "named person, Tel. extension, mail"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("mailto:anke.muster@ort.example?subject=a", "Mail"),
        ("mailto:info@ort.example", "mailto:info@ort.example"),
        ("tel:+49592312323", "Durchwahl"),
        ("https://ort.example/kontakt?name=Anke%20Muster&id=4", "https://ort.example/kontakt?name=benannte-Person&id=4"),
        ("https://ort.example/team/frau-muster", "https://ort.example/team/benannte-Person"),
        ("https://ort.example/f?to=anke.muster%40ort.example", "https://ort.example/f?to=benannte-Person"),
        ("https://ort.example/f?x=a.muster@ort.example", "https://ort.example/f?x=Mail"),
        ("https://user:secret@ort.example/a", "https://ort.example/a"),
        ("https://ort.example/#mitarbeiter=Muster", "https://ort.example/#mitarbeiter=benannte-Person"),
    ],
)  # fmt: skip
def test_addresses_carry_no_person(url, shown):
    assert mask_url(url, "de") == shown


@pytest.mark.parametrize(
    "url",
    [
        "https://ort.example/martin-luther-schule/anmeldung",
        "https://ort.example/suche?q=Gewerbe+anmelden&name=5",
        "https://ort.example/person/4711",
        "https://ort.example/dienste/person-benennen",
        "https://service.ort.example/dienstleistungen/-/egov-bis-detail/dienstleistung/40597/show",
        "",
    ],
)
def test_addresses_of_services_stay(url):
    assert mask_url(url, "de") == url


def test_a_text_of_a_million_characters_is_masked_in_its_beginning_and_cut():
    assert len(mask("Frau Muster " * 100_000)) <= 200_000
