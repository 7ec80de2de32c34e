"""Reports on paper: what a browser prints comes out accessible (PDF/UA-1), and each check finds what it is there for."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from results.reports.paper.printing import finished
from results.reports.paper.words import signs_of, words_of
from scanner.model.stage import Stage
from spiders.chromium import find_chromium
from spiders.shooting import print_pdf
from tests.results.reports.look.samples import run_info
from tests.results.reports.paper.samples import FRAME, long_page
from tests.results.reports.paper.ua import elements, kids, kind, problems

pytestmark = [pytest.mark.browser, pytest.mark.skipif(find_chromium() is None, reason="no Chromium")]


@pytest.fixture(scope="module")
def raw():
    """A page as the browser prints it."""
    return print_pdf(long_page(), find_chromium() or "")


@pytest.fixture(scope="module")
def paper(raw):
    """The same, finished."""
    return finished(raw, FRAME)


@pytest.fixture
def pdf(paper):
    """The finished one, open to be changed."""
    with pikepdf.open(BytesIO(paper)) as opened:
        yield opened


def words(pdf):
    return " ".join(words_of(pdf).values())


def test_printed_report_is_accessible_and_what_the_browser_gives_alone_is_not(raw, pdf):
    assert problems(pdf) == []
    with pikepdf.open(BytesIO(raw)) as unfinished:
        found = {problem[:6] for problem in problems(unfinished)}
    assert found >= {"01-005", "02-001", "06-001", "13-004", "28-012"}


def test_what_a_reader_hears_is_what_stands_there(pdf):
    said = words(pdf)
    assert "Werte für Musterfeld" in said
    assert "Seite" not in said  # page numbers are not read out
    assert said.count("Kopfwort") == 1  # nor the head of a table again where it goes on
    assert sum("Kopfwort" in _drawn(page) for page in pdf.pages) == 2
    alts = [str(one.Alt) for one in elements(pdf) if kind(pdf, one) == "Figure"]
    assert alts == ["Punkte je Ort Musterfeld liegt vorn."]
    links = [
        str(kid.Obj.Contents)
        for one in elements(pdf)
        if Name.Link == one.S
        for kid in kids(one)
        if isinstance(kid, Dictionary) and "/Obj" in kid
    ]
    assert set(links) == {"Beleg", "zum Ende"}


def test_paper_is_a4_and_counts_its_pages(pdf):
    assert len(pdf.pages) == 5
    assert [round(float(side)) for side in pdf.pages[0].MediaBox] == [0, 0, 595, 842]


def test_file_tells_title_language_and_the_day_of_the_run(pdf):
    assert str(pdf.docinfo.Title) == "Bericht"
    assert str(pdf.Root.Lang) == "de"
    assert str(pdf.docinfo.CreationDate) == "D:20261116080000Z"
    assert "HeadlessChrome" not in str(pdf.docinfo)
    with pdf.open_metadata() as meta:
        assert (meta["dc:title"], meta["pdfuaid:part"]) == ("Bericht", "1")
    with pdf.open_outline() as outline:
        assert [one.title for one in outline.root] == ["Bericht"]


def test_draft_says_so_on_every_page_a_released_report_on_none_and_neither_asks_for_anything(pdf):
    draft = long_page(run_info(stage=Stage.HEARING))
    draft = draft.replace("<main", '<img alt="" src="http://www.musterfeld.example/bild.png"><main')
    with pikepdf.open(BytesIO(print_pdf(draft, find_chromium() or ""))) as printed:
        assert ["ENTWURF" in _drawn(page) for page in printed.pages] == [True] * 5
        assert not printed.pages[0].get_images()
    assert ["ENTWURF" in _drawn(page) for page in pdf.pages] == [False] * 5
    assert "Seite 2 / 5" in _drawn(pdf.pages[1])


def test_printing_again_gives_the_same_bytes(paper):
    assert finished(print_pdf(long_page(), find_chromium() or ""), FRAME) == paper


def _drawn(page):
    """All that is written on a page, artifacts too."""
    signs = {name: signs_of(font) for name, font in page.Resources.Font.items()}
    font, lines = {}, []
    for instruction in pikepdf.parse_content_stream(page, "BT Tf Tj"):
        if str(instruction.operator) == "BT":
            lines.append("")
        elif str(instruction.operator) == "Tf":
            font = signs[str(instruction.operands[0])]
        else:
            code = bytes(instruction.operands[0])
            lines[-1] += "".join(font[int.from_bytes(code[at : at + 2])] for at in range(0, len(code), 2))
    return "".join(lines)


# What is broken on purpose, and the checkpoint that must find it.


def find(pdf, name):
    return next(element for element in elements(pdf) if kind(pdf, element) == name)


def append(pdf, content):
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + content)


def unmarked_text(pdf):
    append(pdf, b"\nBT /F4 9 Tf <0001> Tj ET")


def unmarked_line(pdf):
    append(pdf, b"\n0 0 m 9 9 l S")


def mark_of_nobody(pdf):
    append(pdf, b"\n/P <</MCID 9999>> BDC 0 0 m 9 9 l S EMC")


def artifact_within_content(pdf):
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(page.Contents.read_bytes().replace(b"BDC", b"BDC /Artifact BMC EMC", 1))


def content_within_artifact(pdf):
    append(pdf, b"\n/Artifact BMC /P <</MCID 0>> BDC EMC EMC")


def unknown_kind(pdf):
    find(pdf, "P").S = Name.Absatz


def remapped_standard(pdf):
    pdf.Root.StructTreeRoot.RoleMap[Name.P] = Name.Span


def order_against_the_pages(pdf):
    document = pdf.Root.StructTreeRoot.K
    document = document[0] if isinstance(document, Array) else document
    document.K = Array(reversed(list(document.K)))


def no_metadata(pdf):
    del pdf.Root.Metadata


def no_claim(pdf):
    with pdf.open_metadata() as meta:
        del meta["pdfuaid:part"]


def no_title(pdf):
    with pdf.open_metadata() as meta:
        del meta["dc:title"]


def hidden_title(pdf):
    del pdf.Root.ViewerPreferences


def untagged(pdf):
    del pdf.Root.MarkInfo


def suspects(pdf):
    pdf.Root.MarkInfo.Suspects = True


def no_structure(pdf):
    del pdf.Root.StructTreeRoot.K


def no_way_back(pdf):
    del pdf.pages[0].StructParents


def wrong_way_back(pdf):
    owners = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)[int(pdf.pages[0].StructParents)]
    at = next(at for at, owner in enumerate(owners) if isinstance(owner, Dictionary))
    owners[at] = find(pdf, "Table")


def heading_left_out(pdf):
    find(pdf, "H2").S = Name.H4


def first_heading_low(pdf):
    find(pdf, "H1").S = Name.H2


def mixed_headings(pdf):
    find(pdf, "H2").S = Name.H


def empty_heading(pdf):
    find(pdf, "H2").K = Array([])


def no_header_cell(pdf):
    for element in elements(pdf):
        if element.S == Name.TH:
            element.S = Name.TD


def header_without_scope(pdf):
    cell = find(pdf, "TH")
    del cell["/A"]
    if "/ID" in cell:
        del cell["/ID"]


def row_too_short(pdf):
    row = find(pdf, "TR")
    row.K = Array(list(row.K)[:-1])


def header_of_nobody(pdf):
    find(pdf, "TD").A = Dictionary(O=Name.Table, Headers=Array([String("nirgends")]))


def paragraph_in_a_row(pdf):
    find(pdf, "TD").S = Name.P


def cell_outside_a_row(pdf):
    find(pdf, "P").S = Name.TD


def content_in_the_table(pdf):
    table = find(pdf, "Table")
    table.Pg = pdf.pages[0].obj
    table.K = Array([*table.K, 0])


def figure_without_words(pdf):
    del find(pdf, "Figure")["/Alt"]


def figure_without_place(pdf):
    del find(pdf, "Figure")["/A"]


def no_language(pdf):
    del pdf.Root.Lang


def empty_language(pdf):
    find(pdf, "P").Lang = String("")


def tabs_by_rows(pdf):
    next(page for page in pdf.pages if "/Annots" in page).Tabs = Name.R


def link_without_words(pdf):
    next(page for page in pdf.pages if "/Annots" in page).Annots[0].Contents = String(" ")


def link_outside(pdf):
    find(pdf, "Link").K = Array([])


def link_without_way_back(pdf):
    del next(page for page in pdf.pages if "/Annots" in page).Annots[0]["/StructParent"]


def font_of_the_reader(pdf):
    font = next(iter(dict(pdf.pages[0].Resources.Font.items()).values()))
    del font.DescendantFonts[0].FontDescriptor["/FontFile2"]


def signs_without_meaning(pdf):
    del next(iter(dict(pdf.pages[0].Resources.Font.items()).values()))["/ToUnicode"]


def missing_sign(pdf):
    append(
        pdf,
        b"\n/Artifact BMC BT /"
        + next(iter(pdf.pages[0].Resources.Font.keys()))[1:].encode()
        + b" 9 Tf <0000> Tj ET EMC",
    )


def empty_paragraph(pdf):
    page = pdf.pages[0]
    first = re.search(rb"/(\w+) <<\s*/MCID \d+\s*>>\s*BDC(.*?)EMC", page.Contents.read_bytes(), re.S)
    assert first is not None
    page.Contents = pdf.make_stream(page.Contents.read_bytes().replace(first[2], b"\n", 1))


SPOILED = (
    (unmarked_text, "01-005"), (unmarked_line, "01-005"), (mark_of_nobody, "01-005"), (artifact_within_content, "01-004"),
    (content_within_artifact, "01-003"), (unknown_kind, "02-001"), (remapped_standard, "02-004"), (order_against_the_pages, "09-001"),
    (no_metadata, "06-001"), (no_claim, "06-002"), (no_title, "06-003"), (hidden_title, "07-001"), (untagged, "06-000"),
    (suspects, "00-001"), (no_structure, "01-001"), (no_way_back, "01-007"), (wrong_way_back, "01-007"),
    (heading_left_out, "14-003"), (first_heading_low, "14-002"), (mixed_headings, "14-007"), (empty_heading, "14-000"),
    (no_header_cell, "15-003"), (header_without_scope, "15-003"), (row_too_short, "15-000"), (header_of_nobody, "15-004"),
    (paragraph_in_a_row, "09-004"), (cell_outside_a_row, "09-005"), (content_in_the_table, "09-004"),
    (figure_without_words, "13-004"), (figure_without_place, "13-000"), (no_language, "11-006"), (empty_language, "11-001"),
    (tabs_by_rows, "28-009"), (link_without_words, "28-012"), (link_outside, "28-011"), (link_without_way_back, "28-002"),
    (font_of_the_reader, "31-009"), (signs_without_meaning, "31-027"), (missing_sign, "31-030"), (empty_paragraph, "01-000"),
)  # fmt: skip


@pytest.mark.parametrize(("spoil", "checkpoint"), SPOILED, ids=lambda value: getattr(value, "__name__", value))
def test_each_check_finds_what_it_is_there_for(pdf, spoil, checkpoint):
    spoil(pdf)
    assert checkpoint in {problem[:6] for problem in problems(pdf)}


def test_locked_file_is_found(paper):
    out = BytesIO()
    with pikepdf.open(BytesIO(paper)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="", R=4))
    with pikepdf.open(out) as locked:
        assert {problem[:6] for problem in problems(locked)} == {"26-001"}
