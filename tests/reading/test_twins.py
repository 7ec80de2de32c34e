"""Parallel pages of one service: what contradicts, and what does not."""

from __future__ import annotations

from scanner.reading.site_types import Twin
from tests.reading.sites import TEXT, key, link, page, site_of

WSP = "https://service.wirtschaft.nrw/antrag/{}/"


def _twins(one: str, other: str) -> tuple[Twin, ...]:
    pages = {
        "/rathaus/sondernutzung": page("Sondernutzung", f"<p>{TEXT}</p>{one}"),
        "/wirtschaft/sondernutzung": page("Sondernutzung", f"<p>Für den Handel gilt: {TEXT}</p>{other}"),
    }
    return site_of(pages).twins.get("sondernutzung", ())


def test_other_fees_contradict() -> None:
    (twin,) = _twins("<h2>Gebühren</h2><p>45,00 Euro</p>", "<h2>Kosten</h2><p>60 €</p>")
    assert twin.differs == ("fee",)
    assert set(twin.pages) == {key("/rathaus/sondernutzung"), key("/wirtschaft/sondernutzung")}
    assert len(twin.places) == 2


def test_one_fee_of_several_that_differs_contradicts() -> None:
    listed = "<h2>Gebühren</h2><p>Erlaubnis {} Euro, Verlängerung 15 Euro</p>"
    assert _twins(listed.format(45), listed.format(60))[0].differs == ("fee",)


def test_the_same_fee_written_otherwise_and_a_fee_that_one_page_leaves_out_agree() -> None:
    assert not _twins("<h2>Gebühren</h2><p>45,00 Euro</p>", "<h2>Gebühren</h2><p>45 €</p>")
    assert not _twins("<h2>Gebühren</h2><p>45 Euro</p>", "")
    assert not _twins("<h2>Gebühren</h2><p>Erlaubnis 45 Euro, Verlängerung 15 Euro</p>", "<p>Sie kostet 45 Euro.</p>")


def test_other_contacts_contradict() -> None:
    person = "<h2>Kontakt</h2><p>Frau {0} Muster<br>Telefon: 05999 123-{1}<br>E-Mail: {0}@musterfeld.example</p>"
    assert _twins(person.format("Anna", 45), person.format("Berta", 46))[0].differs == ("contact",)


def test_a_colleague_more_agrees() -> None:
    anna = "<p>Frau Anna Muster, Telefon: 05999 123-45, E-Mail: anna@musterfeld.example</p>"
    berta = "<p>Frau Berta Muster, Telefon: 05999 123-46, E-Mail: berta@musterfeld.example</p>"
    assert not _twins(f"<h2>Kontakt</h2>{anna}", f"<h2>Kontakt</h2>{anna}{berta}")


def test_other_online_targets_contradict() -> None:
    one, other = (link(WSP.format(name), "Sondernutzung online beantragen") for name in ("sondernutzungstr", "andere"))
    assert _twins(f"<p>{one}</p>", f"<p>{other}</p>")[0].differs == ("online_target",)
    assert not _twins(f"<p>{one}</p>", f"<p>{one}</p>")


def test_a_single_page_contradicts_nobody() -> None:
    assert not site_of({"/s": page("Sondernutzung", f"<p>{TEXT}</p><h2>Gebühren</h2><p>45 oder 60 Euro</p>")}).twins


def test_a_topic_page_that_leads_to_the_description_and_names_another_fee_contradicts() -> None:
    more = link("/rathaus/sondernutzung", "Zur ausführlichen Beschreibung")
    told = f"<h2>Sondernutzung</h2><p>{TEXT} Sie kostet 60 Euro. {more}</p>"
    pages = {
        "/rathaus/sondernutzung": page("Sondernutzung", f"<p>{TEXT}</p><h2>Gebühren</h2><p>45 Euro</p>"),
        "/wirtschaft/handel": page("Handel", told),
    }
    (twin,) = site_of(pages).twins["sondernutzung"]
    assert twin.differs == ("fee",)
