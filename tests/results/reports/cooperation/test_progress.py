"""The progress sheet: two pages that Word and a screen reader understand, the same bytes each time."""

from dataclasses import replace
from datetime import datetime
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from results.audience import Audience
from results.reports.cooperation.document import Paper, fitting, height_of, lines_of
from results.reports.cooperation.progress import as_docx, without_state
from tests.results.reports.cooperation.samples import (
    FORM,
    NEW_TOWN,
    RELEASED,
    RUN,
    finding,
    first,
    report,
    second,
    surveyed,
    town,
    whole_group,
)

LONG_AGO = replace(RUN, id=0, label="2022", as_of=RUN.as_of.replace(year=2022))
GERMAN = Audience("de")


def written(made=None, surveys=None, audience=GERMAN):
    made = made or report(*whole_group())
    surveys = surveys or (surveyed(*whole_group(), run=LONG_AGO), surveyed(*whole_group()))
    return as_docx(made, surveys, audience)


@cache
def usual():
    return written()


def opened(*arguments, **more):
    return docx.Document(BytesIO(written(*arguments, **more) if arguments or more else usual()))


def texts(document):
    return [paragraph.text for paragraph in document.paragraphs]


def rows(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_first_page_says_where_each_member_stands_over_the_runs():
    standing = rows(opened().tables[0])
    assert standing[0] == ["Kommune", "Stand", "2022", "2026"]
    assert standing[1][:2] == ["Musterfeld", "geprüft"]
    assert standing[3] == ["Probeck", "Website nicht abrufbar", "–", "–"]
    assert rows(opened().tables[1])[0] == ["Kommune", "S", "U", "A", "F", "E", "Erhebungsquote", "davon online"]


def test_the_second_page_says_who_takes_what_from_whom_with_room_to_write():
    document = opened()
    steps = rows(document.tables[2])
    assert steps[0] == ["Nr.", "Leistung", "Was zu tun ist", "Für wen", "Punkte", "Zuständig", "Bis wann", "Erledigt"]
    tax = next(row for row in steps if row[1] == "Gewerbesteuer")
    assert tax[2:4] == [
        "Gleiche Plattform: parametrieren statt neu bauen (Musterfeld (Form-Solutions))",
        "1→3 Beispielheim",
    ]
    assert all(row[5:] == ["", "", ""] for row in steps[1:])
    gaps = rows(document.tables[3])
    assert gaps[1][:3] == ["Gewerbeabfall – Behälter an-/um-/abmelden", "0", "1"]


def test_what_the_state_offers_is_no_gap_of_the_sheet():
    made = report(first(finding("gewerbe_anmeldung", 1), finding("gewerbeabfall", 1)))
    assert "gewerbeabfall" in [line.service.id for line in without_state(made)]
    assert "gewerbe_anmeldung" in [line.service.id for line in made.gaps]
    assert "gewerbe_anmeldung" not in [line.service.id for line in without_state(made)]


def test_it_is_made_of_styles_and_headings_in_order():
    found = [
        (one.style.name, one.text) for one in opened().paragraphs if one.style.name.startswith(("Title", "Heading"))
    ]
    assert [style for style, _ in found] == [
        "Title",
        "Heading 1",
        "Heading 2",
        "Heading 2",
        "Heading 1",
        "Heading 2",
        "Heading 2",
    ]
    assert [text for style, text in found if style == "Heading 1"] == [
        "Wo die Gruppe steht",
        "Was als Nächstes zu tun ist",
    ]


def test_the_second_page_begins_with_its_heading():
    breaks = [one.text for one in opened().paragraphs if one.paragraph_format.page_break_before]
    assert breaks == ["Was als Nächstes zu tun ist"]


def test_table_heads_are_repeated_and_rows_are_not_torn_apart():
    for table in opened().tables:
        first_row, *others = [row._tr.trPr for row in table.rows]
        assert first_row.find(qn("w:tblHeader")) is not None
        assert all(row.find(qn("w:tblHeader")) is None for row in others)
        assert all(row.find(qn("w:cantSplit")) is not None for row in (first_row, *others))
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_the_chart_has_a_text_that_says_the_same():
    picture = opened().element.body.find(f".//{qn('wp:docPr')}")
    assert picture.get("descr").startswith("Balkendiagramm der Gesamtwerte: Musterfeld ")
    assert "Probeck –" in picture.get("descr")


@pytest.mark.parametrize(
    ("language", "code", "title"), [("de", "de-DE", "Fortschrittsblatt"), ("en", "en-GB", "Progress sheet")]
)
def test_the_document_says_its_language(language, code, title):
    document = opened(audience=Audience(language))
    assert document.core_properties.language == code
    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {code}
    assert document.core_properties.title == f"{title} kooperation-g2b"


def test_a_draft_says_so_in_the_header_until_it_is_released():
    assert "ENTWURF" in opened().sections[0].header.paragraphs[0].text
    assert opened(report(*whole_group(), run=RELEASED)).sections[0].header.paragraphs[0].text == ""


def test_it_is_the_same_bytes_and_bears_the_day_of_the_run():
    one = written()
    assert one == written()
    assert docx.Document(BytesIO(one)).core_properties.modified.date() == RUN.as_of.date()
    assert {entry.date_time for entry in ZipFile(BytesIO(one)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert docx.Document(BytesIO(one)).core_properties.author == ""


def test_a_member_that_a_run_does_not_have_is_told():
    made = report(*whole_group(), unscanned=(NEW_TOWN,))
    standing = rows(opened(made, (surveyed(first(), run=LONG_AGO), surveyed(*whole_group()))).tables[0])
    found = {row[0]: row[1:] for row in standing}
    assert found["Beispielheim"][1] == "nicht dabei"
    assert found["Neudorf"] == ["in dieser Erhebung nicht geprüft", "nicht dabei", "nicht dabei"]


def test_surveys_that_are_not_on_one_scale_are_told_apart():
    by_hand = replace(LONG_AGO, source="sheet")
    told = [
        text
        for text in texts(opened(surveys=(surveyed(*whole_group(), run=by_hand), surveyed(*whole_group()))))
        if "Skala" in text
    ]
    assert len(told) == 1
    assert not [text for text in texts(opened()) if "Skala" in text]
    assert (
        "2022 (Handerhebung)"
        in rows(opened(surveys=(surveyed(*whole_group(), run=by_hand), surveyed(*whole_group()))).tables[0])[0]
    )


def test_a_group_of_which_nothing_was_seen_says_so_and_keeps_its_two_pages():
    lost = town("05999003", "Probeck", (), state="unreachable")
    told = texts(opened(report(lost), (surveyed(lost),)))
    assert "In dieser Erhebung ist kein Gesamtwert bestimmt." in told
    assert "Kein Schritt führt weiter als das, was gesehen wurde." in told


def test_many_members_and_long_names_stay_on_two_pages():
    """What goes onto a page is cut by its height; the rest is counted in words."""
    many = [
        town(f"059990{at:02}", f"Verbandsgemeinde Langenbeispielhausen {at}", (finding("gewerbesteuer", at % 3),))
        for at in range(10, 50)
    ]
    document = opened(report(*many), (surveyed(*many),))
    assert len(document.tables[0].rows) == 18
    assert "und 23 weitere Mitglieder; alle stehen in der Arbeitsmappe" in texts(document)
    steps = rows(document.tables[2])
    assert "21 weitere" in steps[1][3]
    widths = [0.85, 3.5, 3.4, 3.1, 1.45, 1.9, 1.6, 1.6]
    assert sum(height_of(row, widths) for row in steps[1:]) <= 50
    assert not document.element.body.findall(f".//{qn('wp:docPr')}")


def test_of_many_that_could_not_be_read_some_are_named_and_the_rest_is_counted():
    many = [town(f"059990{at:02}", f"Ort {at}", (), state="unreachable") for at in range(10, 50)]
    told = next(text for text in texts(opened(report(*many), (surveyed(*many),))) if text.startswith("Ohne Angaben"))
    assert told.endswith("Ort 21, 28 weitere.")


def test_lines_are_counted_rather_one_too_many():
    assert lines_of("", 3) == 1
    assert lines_of("Gewerbeanmeldung", 3.4) == 1
    assert lines_of("Ein Satz mit einigen Wörtern darin", 2) == 5
    assert lines_of("x" * 100, 2) == 10


def test_as_many_rows_are_taken_as_fit():
    assert fitting([["a"]] * 10, [5], 5) == 3
    assert fitting([["a"]] * 2, [5], 5) == 2
    assert fitting([], [5], 5) == 0


def test_signs_that_xml_can_not_hold_break_nothing():
    paper = Paper("Titel\x00", "de", datetime(2026, 1, 1))
    paper.text("a\x00b\x0bc\ufffe")
    paper.table("Tabelle", ["Kopf"], [["\x1f" + "z" * 9000]], [5])
    document = docx.Document(BytesIO(paper.saved()))
    assert document.paragraphs[0].text == "ab\nc�"
    assert document.tables[0].cell(1, 0).text == "z" * 9000


def test_a_single_member_leads_nobody():
    alone = second(finding("gewerbesteuer", 3, FORM))
    told = texts(opened(report(alone), (surveyed(alone),)))
    assert any(text.startswith("Beispielheim steht bei") for text in told)
