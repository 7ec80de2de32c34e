"""The report as page, workbook, tables for machines: what is in it, what is left out, and what hostile text becomes."""

import csv
import json
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from lxml import html as parser
from openpyxl import load_workbook

from results.audience import Audience, Names
from results.reports.cooperation.pages import as_html
from results.reports.cooperation.plain import as_csv, as_json
from results.reports.cooperation.terminal import shown
from results.reports.cooperation.words import TEXTS
from results.reports.cooperation.workbook import as_xlsx
from results.veil import veiled
from scanner.model.verdict import Way
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
    whole_group,
)

GERMAN, ENGLISH = Audience("de"), Audience("en")
EVIL = "=cmd|'/c calc'!A1"


def rows_of(made, audience=GERMAN):
    return list(csv.DictReader(StringIO(as_csv(made, audience))))


def page_of(made, audience=GERMAN):
    return parser.fromstring(as_html(made, audience))


def book_of(made, audience=GERMAN):
    return load_workbook(BytesIO(as_xlsx(made, audience)))


def printed(made, language="de"):
    from rich.console import Console

    file = StringIO()
    Console(width=220, file=file).print(shown(made, language))
    return file.getvalue()


def test_every_text_stands_in_both_languages():
    assert TEXTS.keys("de") == TEXTS.keys("en")


def test_the_csv_has_a_row_for_each_service_and_member_with_login_payment_upload_help_and_owner():
    row = next(
        one
        for one in rows_of(report(*whole_group()))
        if one["service_id"] == "gewerbesteuer" and one["member"] == "Musterfeld"
    )
    shown = {
        key: row[key] for key in ("level", "solution", "vendor", "login", "payment", "upload", "help", "owner", "form")
    }
    assert shown == {
        "level": "3", "solution": "Online-Formular (Form-Solutions)", "vendor": "Form-Solutions",
        "login": "Mein Unternehmenskonto", "payment": "online", "upload": "ja", "help": "Fortschritt", "owner": "der Kommune",
        "form": "https://formulare.musterfeld.example/antrag",
    }  # fmt: skip


def test_a_level_that_was_not_seen_is_empty_and_never_0():
    rows = [one for one in rows_of(report(*whole_group())) if one["member"] == "Probeck"]
    assert {(one["level"], one["standing"]) for one in rows} == {("", "Website nicht abrufbar")}


def test_a_state_service_that_is_not_linked_is_said_in_these_words():
    row = next(
        one
        for one in rows_of(report(first(finding("gewerbe_anmeldung", 1))))
        if one["service_id"] == "gewerbe_anmeldung"
    )
    assert row["state"] == "Landesdienst, nicht verlinkt"
    assert row["next"] == "Direktlink zum Landesdienst setzen"


def test_the_json_holds_codes_and_numbers():
    made = json.loads(as_json(report(*whole_group())))
    assert (made["group"], made["run"], made["as_of"], made["draft"]) == ("kooperation-g2b", "2026", "2026-11-16", True)
    assert [one["standing"] for one in made["members"]] == ["seen", "seen", "unreachable"]
    step = made["steps"][0]
    assert (step["effort"], step["for"][0]["id"]) == ("state_link", "05999001")
    tax = next(one for one in made["services"] if one["id"] == "gewerbesteuer")
    assert tax["members"][0]["solution"]["platform"] == "form_solutions"
    assert tax["members"][1]["options"][0]["from"] == "05999001"


def test_the_page_tells_the_same_as_the_report_and_asks_nothing_from_elsewhere():
    page = page_of(report(*whole_group()))
    captions = [one.text for one in page.iter("caption")]
    assert len(captions) == 6
    matrix = next(table for table in page.iter("table") if table.find("caption").text.startswith("Reifegrad"))
    tax = next(row for row in matrix.iter("tr") if "Gewerbesteuer" in row.text_content().split("\n")[0])
    assert [cell.text_content().strip() for cell in tax.iter("td")] == ["Kern", "3 · Formular", "1 · Text", "?"]
    assert all(one.get("scope") == "col" for one in page.iterfind(".//thead//th"))
    assert not page.xpath("//script|//img|//link|//iframe")


def test_a_draft_says_so_everywhere_until_it_is_released():
    draft, released = report(*whole_group()), report(*whole_group(), run=RELEASED)
    assert page_of(draft).xpath("//strong[text()='ENTWURF']")
    assert not page_of(released).xpath("//strong[text()='ENTWURF']")
    assert all(sheet["A1"].value.startswith("ENTWURF") for sheet in book_of(draft))
    assert all(sheet.oddHeader.right.text and "ENTWURF" in sheet.oddHeader.right.text for sheet in book_of(draft))
    assert not any("ENTWURF" in str(cell.value) for sheet in book_of(released) for row in sheet for cell in row)
    assert "ENTWURF" in printed(draft)
    assert "ENTWURF" not in printed(released)
    assert all(sheet["A1"].value.startswith("DRAFT") for sheet in book_of(draft, ENGLISH))


def test_the_workbook_has_a_sheet_per_table_with_frozen_head_and_filter():
    book = book_of(report(*whole_group()))
    assert book.sheetnames == [
        "Mitglieder", "Nächste Schritte", "Leistungen und Mitglieder", "Was noch niemand online hat", "Einzelheiten", "So wird gerechnet",
    ]  # fmt: skip
    assert all(sheet.freeze_panes and sheet.auto_filter.ref for sheet in book)
    steps = book["Nächste Schritte"]
    head = next(row for row in steps.iter_rows(values_only=True) if row[0] == "Nr.")
    rank, gain = head.index("Nr."), head.index("Punkte")
    found = [row for row in steps.iter_rows(values_only=True) if row[rank] == 1]
    assert isinstance(found[0][gain], float)


def test_the_same_report_gives_the_same_bytes():
    made = report(*whole_group())
    for write in (as_xlsx, as_html, as_csv):
        assert write(made, GERMAN) == write(report(*whole_group()), GERMAN)


def test_text_of_the_web_becomes_no_formula_and_no_script():
    evil = replace(FORM, vendor=EVIL, url="javascript:alert(1)")
    made = report(replace(first(finding("gewerbesteuer", 3, evil)), name=EVIL))
    assert all(not value.startswith(("=", "+", "@")) for row in rows_of(made) for value in row.values())
    assert all(cell.data_type != "f" for sheet in book_of(made) for row in sheet for cell in row)
    script = replace(first(finding("gewerbesteuer", 3, evil)), name="<script>alert(1)</script>")
    page = as_html(report(script), GERMAN)
    assert "<script" not in page
    assert 'href="javascript' not in page


def test_others_become_kommune_a_and_their_links_are_left_out():
    shown_as = Audience("de", Names.OWN, own="05999002")
    surveys, audience = veiled((surveyed(*whole_group()),), shown_as)
    made = report(*surveys[0].scans)
    texts = (as_csv(made, audience), as_json(made), as_html(made, audience))
    for text in texts:
        assert "Beispielheim" in text
        assert "Kommune A" in text
        for hidden in ("Musterfeld", "musterfeld", "05999001", "Probeck"):
            assert hidden not in text
    step = next(one for one in made.steps if one.service.id == "gewerbesteuer")
    assert made.member(step.donor).name.startswith("Kommune ")
    assert step.gain is not None  # what can be taken over is told all the same


def test_a_hidden_member_still_counts_as_one_of_the_same_state():
    surveys, audience = veiled((surveyed(*whole_group()),), Audience("de", Names.OWN, own="05999002"))
    open_, veil = report(*whole_group()), report(*surveys[0].scans)
    assert len(open_.steps) == len(veil.steps)
    assert [step.effort for step in open_.steps] == [step.effort for step in veil.steps]
    assert audience.aliases


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (report(*whole_group(), unscanned=(NEW_TOWN,)), "Ohne Angaben: Neudorf, Probeck."),
        (report(first(finding("gewerbesteuer", 3, FORM))), "Die Gruppe hat nur ein Mitglied."),
        (report(second(state="unreachable")), "Von keinem Mitglied liegt"),
    ],
)
def test_who_is_missing_is_said_before_anything_else(made, told):
    assert told in as_html(made, GERMAN).replace("Probeck, Neudorf", "Neudorf, Probeck")
    assert told[:12] in printed(made)


def test_the_terminal_shows_members_steps_and_gaps_in_two_languages():
    out = printed(report(*whole_group()))
    assert "Wirtschafts-Service-Portal.NRW" in out
    assert "Direktlink zum Landesdienst setzen" in out
    assert "Beispielheim (1→3)" in out
    assert "Set a deep link to the state service" in printed(report(*whole_group()), "en")


def test_codes_that_nobody_has_words_for_are_shown_as_they_are():
    odd = Way("https://x.example/", "online", "works", "own", sent="online", logins=("eidas",))
    rows = rows_of(report(first(finding("gewerbesteuer", 3, odd))))
    assert next(one for one in rows if one["service_id"] == "gewerbesteuer")["login"] == "eidas"


def test_the_day_in_the_file_is_that_of_the_run():
    assert book_of(report(*whole_group())).properties.created.date() == RUN.as_of.date()
