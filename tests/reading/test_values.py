from datetime import date

import pytest

from scanner.reading.facts import Region
from tests.reading.pages import content, read, values


def found(kind, inner, heading="Gewerbe anmelden"):
    return values(content(inner, heading), kind)


@pytest.mark.parametrize(
    ("inner", "amounts"),
    [
        ("<p>Die Anmeldung kostet 26 Euro.</p>", [26]),
        ("<p>An- und Ummeldung kosten 26 €, die Abmeldung 13 €.</p>", [26, 13]),
        ("<p>Für die Bearbeitung werden 20,00 EUR erhoben.</p>", [20]),
        ("<p>Gebühr: 1.250,50 Euro</p>", [1250.5]),
        ("<h2>Kosten</h2><p>Genehmigung 285,00 EUR, Verlängerung 210,- EUR</p>", [285, 210]),
        ("<h2>Gebühren</h2><ul><li>natürliche Personen: 26,00 €</li><li>Gesellschaften: 33,00 €</li></ul>", [26, 33]),
        ("<table><tr><td>Kosten</td><td>26,00 €</td></tr></table>", [26]),
        ("<p>Es wird eine Verwaltungsgebühr zwischen 50 und 500 Euro berechnet.</p>", [500]),
        ("<p>Die Anzeige ist kostenfrei.</p>", [0]),
        ("<p>Es fallen keine Gebühren an.</p>", [0]),
        ("<p>Gebühren werden nicht erhoben.</p>", [0]),
        ("<h2>Kosten</h2><p>keine Gebühr</p>", [0]),
    ],
)
def test_fees(inner, amounts):
    assert [value.amount for value in found("fee", inner)] == amounts


@pytest.mark.parametrize(
    "inner",
    [
        "<p>Wer nicht anzeigt, muss mit einem Bußgeld bis zu 1.000 Euro rechnen.</p>",
        "<h2>Kosten</h2><p>Bei Verstößen droht ein Bußgeld von 500 Euro.</p>",
        "<p>Der Hebesatz beträgt 423 v. H.</p>",
        "<h2>Voraussetzungen</h2><p>Eigenkapital von 2.250 Euro für das erste Fahrzeug.</p>",
        "<p>Der Umsatz lag bei 20.000 Euro.</p>",
        "<p>Die Höhe der Gebühr richtet sich nach dem Aufwand.</p>",
        "<h2>Kosten</h2>",
        "<p>Die Gebühren regelt eine Satzung. Das Preisgeld beträgt 500 Euro.</p>",
        "<p>Vor dem Rathaus gibt es kostenlose Parkplätze.</p>",
        "<p>Unsere kostenlose Hotline hilft weiter.</p>",
        "<p>Diese Leistung ist nicht kostenfrei.</p>",
    ],
)
def test_what_is_no_fee(inner):
    assert found("fee", inner) == []


@pytest.mark.parametrize(
    "inner",
    [
        "<p>Stellen Sie den Antrag spätestens drei Wochen vor der Veranstaltung.</p>",
        "<p>Der Antrag muss mindestens 14 Tage vorher vorliegen.</p>",
        "<p>Die Anzeige ist innerhalb von 14 Tagen zu erstatten.</p>",
        "<p>Der Beginn ist unverzüglich anzuzeigen.</p>",
        "<p>Die Meldung ist gleichzeitig mit dem Beginn der Tätigkeit abzugeben.</p>",
        "<p>Die Erlaubnis ist vor Beginn der Tätigkeit zu beantragen.</p>",
        "<h2>Frist</h2><p>keine</p>",
        "<h2>Fristen</h2><p>Mit dem Beginn.</p>",
        "<table><tr><td>Frist</td><td>zwei Wochen</td></tr></table>",
        "<p>Die Anträge sind bis zum 15. März einzureichen.</p>",
        "<p>Bitte melden Sie sich binnen eines Monats ab. Es gilt eine Anmeldefrist: 4 Wochen.</p>",
    ],
)
def test_deadlines(inner):
    assert len(found("deadline", inner)) == 1


@pytest.mark.parametrize(
    "inner",
    [
        "<p>Gegen den Bescheid kann innerhalb eines Monats Widerspruch eingelegt werden.</p>",
        "<p>Die Karte ist drei Jahre gültig.</p>",
        "<h2>Frist</h2>",
        "<p>Wir wünschen einen guten Beginn. Vor dem Rathaus steht ein Baum.</p>",
        "<p>Vor drei Wochen war Markt.</p>",
    ],
)
def test_what_is_no_deadline(inner):
    assert found("deadline", inner) == []


@pytest.mark.parametrize(
    "inner",
    [
        "<p>Bearbeitungsdauer: etwa zwei Wochen</p>",
        "<h2>Bearbeitungszeit</h2><p>sofort</p>",
        "<p>Die Bearbeitung dauert in der Regel 4 bis 6 Wochen.</p>",
        "<p>Der Schein kommt nach drei Tagen mit der Post.</p>",
        "<p>Über den Antrag entscheiden wir innerhalb von zwei Monaten, Sie erhalten die Genehmigung nach 14 Tagen.</p>",
    ],
)
def test_durations(inner):
    assert len(found("duration", inner)) == 1


def test_due_dates_of_taxes():
    for inner in (
        "<p>Vorauszahlungen sind am 15. Februar, 15. Mai, 15. August und 15. November fällig.</p>",
        "<p>Fälligkeit: 15.02., 15.05., 15.08. und 15.11.</p>",
        "<h2>Fälligkeit</h2><p>vierteljährlich</p>",
    ):
        assert len(found("due_date", inner)) == 1
    assert found("due_date", "<p>Am 15. Februar ist Markt.</p>") == []


@pytest.mark.parametrize(
    "inner",
    [
        "<p>Rechtsgrundlage ist § 14 der Gewerbeordnung.</p>",
        "<p>§ 14 Abs. 1 GewO</p>",
        "<p>§§ 2, 13 und 47 Personenbeförderungsgesetz (PBefG)</p>",
        "<p>Das Gaststättengesetz verlangt eine Erlaubnis.</p>",
        "<p>Es gilt die Sondernutzungssatzung der Gemeinde.</p>",
        "<p>Verordnung (EG) Nr. 852/2004 über Lebensmittelhygiene</p>",
        "<h2>Rechtsgrundlage</h2><p>GewO</p>",
        "<h2>Rechtsgrundlagen</h2><p>§ 7</p>",
    ],
)
def test_legal_bases(inner):
    assert len(found("law", inner)) == 1


@pytest.mark.parametrize(
    "inner",
    [
        "<p>Zimmer § 14</p>",
        "<p>Die Anordnung und die Tagesordnung hängen aus.</p>",
        "<p>Wir verarbeiten Daten nach Art. 6 Datenschutz-Grundverordnung (DSGVO).</p>",
        "<p>Vereine legen ihre Vereinssatzung vor.</p>",
        "<h2>Rechtsgrundlage</h2>",
        "<p>Die Höhe ergibt sich aus der Gebührensatzung.</p>",
    ],
)
def test_what_is_no_legal_base(inner):
    assert found("law", inner) == []


@pytest.mark.parametrize(
    ("inner", "name"),
    [
        ("<p>Zuständig ist das Ordnungsamt.</p>", "Ordnungsamt"),
        ("<p>Fachbereich 3 – Bauen und Umwelt</p>", "Fachbereich 3 – Bauen und Umwelt"),
        ("<p>Amt für Wirtschaft und Verkehr</p>", "Amt für Wirtschaft und Verkehr"),
        ("<p>Sachgebiet Sicherheit und Ordnung</p>", "Sachgebiet Sicherheit und Ordnung"),
        ("<p><b>Kämmerei</b><br>Zimmer 4</p>", "Kämmerei"),
        ("<p>Untere Wasserbehörde</p>", "Untere Wasserbehörde"),
        ("<h2>Zuständige Stelle</h2><p>Bauen und Wohnen</p>", "Bauen und Wohnen"),
        ("<p>Team Gewerbe</p>", "Team Gewerbe"),
        ("<p>Straßenverkehrsbehörde</p>", "Straßenverkehrsbehörde"),
    ],
)
def test_units(inner, name):
    assert [value.text for value in found("unit", inner)] == [name]


@pytest.mark.parametrize(
    "inner",
    [
        "<p>Das Finanzamt erhält eine Kopie.</p>",
        "<p>Insgesamt kamen viele Beamte.</p>",
        "<p>Die Sparkasse und die Krankenkasse sind informiert.</p>",
        "<h2>Zuständige Stelle</h2><p>Frau Anna Muster</p>",
        "<h2>Zuständige Stelle</h2>",
        "<p>Wir sind ein starkes Team und freuen uns.</p>",
    ],
)
def test_what_is_no_unit(inner):
    assert found("unit", inner) == []


@pytest.mark.parametrize(
    "inner",
    [
        "<p>Rathausstraße 12, 39990 Musterfeld</p>",
        "<p>Am Mühlenteich 3</p>",
        "<p>Lange Straße 4a</p>",
        "<p>Kirchplatz 1</p>",
        "<p>Besuchen Sie uns im Haus An der Alten Mühle 7.</p>",
        "<p>Gemeinde Musterfeld<br>39990 Musterfeld</p>",
        "<p>Schulweg 3<br>39990 Musterfeld<br>Postfach 12 34</p>",
    ],
)
def test_addresses(inner):
    assert len(found("address", inner)) == 1


@pytest.mark.parametrize(
    "inner",
    [
        "<p>Postfach 12 34, 39990 Musterfeld</p>",
        "<p>Rund 12000 Einwohner leben hier, 15000 Euro kostet das.</p>",
        "<p>Zimmer 12, Telefon 05999 55-117</p>",
        "<p>Auf dem Markt stehen 30 Stände.</p>",
        "<p>Der Haushaltsplan 2026 und der Bebauungsplan 12 liegen aus.</p>",
        "<p>Parkplatz 3 ist gesperrt.</p>",
    ],
)
def test_what_is_no_address(inner):
    assert found("address", inner) == []


@pytest.mark.parametrize(
    "inner",
    [
        "<p>Mo-Fr 8.00-12.00 Uhr, Do 14.00-17.30 Uhr</p>",
        "<p>Montag bis Freitag von 8 bis 12 Uhr</p>",
        "<p>montags 8:30 – 12:00</p>",
        "<table><tr><td>Montag</td><td>8.00 bis 12.00 Uhr</td></tr></table>",
        "<dl><dt>Donnerstag</dt><dd>14 - 18 Uhr</dd></dl>",
        "<h2>Öffnungszeiten</h2><p>täglich 9–12 Uhr</p>",
    ],
)
def test_opening_hours(inner):
    assert len(found("hours", inner)) == 1


@pytest.mark.parametrize(
    "inner",
    [
        "<p>Termine nach Vereinbarung.</p>",
        "<p>Der Wochenmarkt ist samstags von 8 bis 13 Uhr.</p>",
        "<p>Zone 30 gilt Mo bis Fr.</p>",
        "<h2>Freibad</h2><p>Mo bis So 10 bis 19 Uhr</p>",
    ],
)
def test_what_are_no_opening_hours(inner):
    assert found("hours", inner) == []


@pytest.mark.parametrize(
    ("inner", "day"),
    [
        ("<p>Stand: 17.06.2026</p>", date(2026, 6, 17)),
        ("<p><em>Stand: Januar 2026</em></p>", date(2026, 1, 1)),
        ("<p>Stand 03/2025</p>", date(2025, 3, 1)),
        ("<p>Zuletzt geändert am 3. März 2025</p>", date(2025, 3, 3)),
        ("<p>Letzte Aktualisierung: 2025-11-30</p>", date(2025, 11, 30)),
        ("<p>Text freigegeben: 11.11.2025</p>", date(2025, 11, 11)),
        ("<dl><dt>Stand</dt><dd>01.02.2026</dd></dl>", date(2026, 2, 1)),
        ("<p>Fachlich freigegeben am 4.5.2024 durch das Ministerium</p>", date(2024, 5, 4)),
    ],
)
def test_date_of_the_text(inner, day):
    assert [value.date for value in found("text_date", inner)] == [day]


@pytest.mark.parametrize(
    "inner",
    [
        "<p><a href='/g.pdf'>Anmeldung GewA 1 (Stand 01/2013)</a></p>",
        "<p>Gewerbeordnung in der Fassung vom 22.02.1999</p>",
        "<p>Einwohner (Stand: 31.12.2025): 8.900</p>",
        "<p>Am 17.06.2026 ist das Rathaus geschlossen.</p>",
        "<p>Der Stand auf dem Markt am 3. Mai 2026 ist frei.</p>",
    ],
)
def test_what_is_no_date_of_the_text(inner):
    assert found("text_date", inner) == []


COLUMNS = "<tr><th>Jahr</th><th>Grundsteuer B</th><th>Gewerbesteuer-Hebesatz</th></tr>"


@pytest.mark.parametrize(
    ("inner", "heading", "rate"),
    [
        ("<p>Der Hebesatz der Gewerbesteuer beträgt seit 2024 423 v. H.</p>", "Steuern", 423),
        ("<p>Der Hebesatz, der seit dem 1. Januar 2024 gilt, liegt bei 423 %.</p>", "Gewerbesteuer", 423),
        ("<p>Grundsteuer A 300 %, Grundsteuer B 500 %, Gewerbesteuer 417 %</p>", "Hebesätze", 417),
        (
            "<table><tr><td>Grundsteuer B</td><td>500 v.H.</td></tr><tr><td>Gewerbesteuer</td><td>417 v.H.</td></tr></table>",
            "Steuern",
            417,
        ),
        ("<p>Hebesatz: 417 Prozent</p>", "Gewerbesteuer", 417),
        (f"<table>{COLUMNS}<tr><td>2026</td><td>500</td><td>417</td></tr></table>", "Zahlen", 417),
    ],
)
def test_trade_tax_rate(inner, heading, rate):
    assert [value.amount for value in found("tax_rate", inner, heading)] == [rate]


@pytest.mark.parametrize(
    ("inner", "heading"),
    [
        ("<p>Grundsteuer B: 500 v. H.</p>", "Steuern"),
        ("<p>Der Hebesatz der Grundsteuer B beträgt 500 v. H.</p>", "Grundsteuer"),
        (
            "<table><tr><th>Jahr</th><th>Gewerbesteuer in Tsd. Euro</th></tr><tr><td>2026</td><td>417</td></tr></table>",
            "Hebesätze",
        ),
    ],
)
def test_what_is_no_trade_tax_rate(inner, heading):
    assert found("tax_rate", inner, heading) == []


def test_leitweg_id():
    assert [value.text for value in found("leitweg", "<p>Leitweg-ID: 057700120012-31001-45</p>")] == [
        "057700120012-31001-45"
    ]
    assert [value.text for value in found("leitweg", "<h2>Leitweg-ID</h2><p>05770012-45</p>")] == ["05770012-45"]
    assert found("leitweg", "<p>Telefon 05770-12-45</p>") == []


def test_values_have_their_place():
    page = read(
        "<main><h1>Gewerbe</h1><h2>Kosten</h2><p>26 Euro</p></main><footer><p>Rathausstraße 1, 39990 Musterfeld</p></footer>"
    )
    (fee,), (address,) = values(page, "fee"), values(page, "address")
    assert page.sections[fee.section].heading == "Kosten"
    assert fee.path.endswith("p:nth-child(3)")
    assert address.region is Region.FOOTER


def test_menus_hold_no_values():
    page = read(
        "<nav><a href=/o>Ordnungsamt</a> <a href=/g>Gewerbeordnung</a></nav><main><h1>Start</h1><p>Willkommen</p></main>"
    )
    assert page.values == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Marktplatz 1, 39990 Musterfeld", 1),
        ("Im Alten Feld 12", 1),
        ("Haushaltsplan 2026 (PDF)", 0),
        ("Weihnachtsmarkt 2026", 0),
        ("Haupteingang 2", 0),
        ("Arbeiten an der Bundesstraße 64", 0),
    ],
)
def test_streets_are_no_budgets_doors_and_roads(text, count):
    assert len(found("address", f"<p>{text}</p>")) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("8.00 bis 12.00 Uhr (Montag bis Freitag)", 1),
        ("Mo-Fr 8-12 Uhr", 1),
        ("Termine nach Vereinbarung", 0),
        ("Werktags von 7 bis 20 Uhr sind Bauarbeiten zulässig.", 0),
    ],
)
def test_hours_are_those_of_an_office(text, count):
    assert len(found("hours", f"<p>{text}</p>")) == count
