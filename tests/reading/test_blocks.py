import pytest

from tests.reading.pages import content, read


def blocks(inner):
    """Kind and text of the blocks under the first heading."""
    page = content(inner)
    return [(each.kind, each.text) for each in page.blocks if each.region.value == "main" and each.level != 1]


def section(inner, heading):
    """Texts of the blocks in the range of the section of that heading."""
    page = content(inner)
    (found,) = [each for each in page.sections if each.heading == heading]
    return [each.text for each in page.blocks[found.first : found.last] if each.kind != "label"]


@pytest.mark.parametrize(
    "inner",
    [
        "<h2>Unterlagen</h2><p>Ausweis</p><h2>Frist</h2><p>Drei Wochen</p>",
        "<h3>Unterlagen</h3><div><ul><li>Ausweis</li></ul></div><h3>Frist</h3>",
        "<div role=heading aria-level=3>Unterlagen</div><p>Ausweis</p><div role=heading aria-level=3>Frist</div>",
        "<p class=h4>Unterlagen</p><p>Ausweis</p><p class=h4>Frist</p><p>Drei Wochen</p>",
        "<div class='box-title'>Unterlagen</div><p>Ausweis</p><div class='box-title'>Frist</div>",
        "<details><summary>Unterlagen</summary><p>Ausweis</p></details><details><summary>Frist</summary>x</details>",
        "<div class=accordion-header>Unterlagen</div><div class=accordion-panel>Ausweis</div><div class=accordion-header>Frist</div>",
        "<h3><button aria-expanded=false>Unterlagen</button></h3><div>Ausweis</div><h3><button>Frist</button></h3>",
        "<p><strong>Unterlagen</strong></p><p>Ausweis</p><p><strong>Frist</strong></p><p>Drei Wochen</p>",
        "<p><b>Unterlagen:</b></p><ul><li>Ausweis</li></ul><p><b>Frist:</b></p>",
        "<p><b>Unterlagen:</b><br>Ausweis</p><p><b>Frist:</b><br>Drei Wochen</p>",
        "<p><b>Unterlagen</b><br>Ausweis<br><b>Frist</b><br>Drei Wochen</p>",
        "<p><span style='font-weight:bold'>Unterlagen</span></p><p>Ausweis</p><p><u>Frist</u></p>",
        "<dl><dt>Unterlagen</dt><dd>Ausweis</dd><dt>Frist</dt><dd>Drei Wochen</dd></dl><p>Ende</p>",
        "<table><tr><th>Unterlagen</th><td>Ausweis</td></tr><tr><th>Frist</th><td>Drei Wochen</td></tr></table>",
        "<table><tr><td>Unterlagen</td><td>Ausweis</td></tr><tr><td>Frist</td><td>Drei Wochen</td></tr></table><p>Ende</p>",
        "<table><tr><td><b>Unterlagen:</b></td><td>Ausweis</td></tr></table><p>Ende</p>",
        "<table><caption>Unterlagen</caption><tr><td>Ausweis</td></tr></table><h2>Frist</h2>",
        "<p>Unterlagen:</p><ul><li>Ausweis</li></ul><h2>Frist</h2>",
    ],
)
def test_headings_and_labels_of_any_make_hold_what_stands_under_them(inner):
    assert section(inner, "Unterlagen") == ["Ausweis"]


@pytest.mark.parametrize(
    ("inner", "heading", "text"),
    [
        ("<p><strong>Gebühr:</strong> 26 Euro</p><p>Bringen Sie Zeit mit.</p>", "Gebühr", "Gebühr: 26 Euro"),
        ("<p><strong>Gebühr</strong>: 26 Euro</p>", "Gebühr", "Gebühr: 26 Euro"),
        ("<p>Gebühr: 26 Euro</p><p>Bringen Sie Zeit mit.</p>", "Gebühr", "Gebühr: 26 Euro"),
        ("<ul><li>Gebühr: 26 Euro</li><li>Frist: keine</li></ul>", "Gebühr", "Gebühr: 26 Euro"),
        ("<p><b>So läuft es ab:</b> Sie kommen vorbei.</p>", "So läuft es ab", "So läuft es ab: Sie kommen vorbei."),
    ],
)
def test_a_label_in_the_line_of_its_text_holds_that_alone(inner, heading, text):
    assert section(inner, heading) == [text]


def test_the_last_sentence_before_a_list_introduces_it():
    inner = "<p>Kommen Sie vorbei. Bitte bringen Sie folgende Unterlagen mit:</p><ul><li>Ausweis</li><li>Vollmacht</li></ul>"
    assert section(inner, "Bitte bringen Sie folgende Unterlagen mit") == ["Ausweis", "Vollmacht"]
    assert ("text", "Kommen Sie vorbei.") in blocks(inner)


@pytest.mark.parametrize(
    "inner",
    [
        "<p>Bitte <b>unbedingt</b> den Ausweis mitbringen.</p>",
        "<p><b>Wichtig</b> ist der Ausweis.</p>",
        "<p>Telefon: 05999 55-117</p>",
        "<p>Geöffnet von 8:00 bis 12:00 Uhr.</p>",
        "<p><b>Bitte bringen Sie den Ausweis mit.</b></p>",
        "<p class=title-image>Das Rathaus liegt mitten im Ort. Es hat viele Zimmer.</p>",
        "<ul><li><a href='/x'>Gewerbeschau 2027: Jetzt anmelden</a></li></ul>",
    ],
)
def test_text_that_is_no_label(inner):
    assert not any(kind in ("label", "heading") for kind, _ in blocks(inner))


def test_an_empty_heading_stands_over_nothing():
    page = content("<h2>Gebühren</h2><h2>Fristen</h2><p>Drei Wochen vorher.</p><h2> </h2>")
    words = {each.heading: each.words for each in page.sections}
    assert words["Gebühren"] == 0
    assert words["Fristen"] == 3
    assert set(words) == {"Gewerbe anmelden", "Gebühren", "Fristen"}


def test_a_label_that_ends_takes_nothing_of_the_next_paragraph():
    page = content("<h2>Ablauf</h2><p><b>Gebühr:</b> 26 Euro</p><p>Sie kommen vorbei.</p>")
    by_text = {each.text: each.section for each in page.blocks}
    assert page.sections[by_text["Sie kommen vorbei."]].heading == "Ablauf"


def test_labels_within_a_list_do_not_end_the_label_above_it():
    inner = "<p><b>Unterlagen</b></p><ul><li><b>Ausweis:</b> als Kopie</li><li>Vollmacht</li></ul><p><b>Frist:</b> keine</p>"
    assert section(inner, "Unterlagen") == ["Ausweis: als Kopie", "Vollmacht"]


def test_sections_know_what_they_stand_in():
    page = content(
        "<h2>Gewerbe</h2><h3>Anmelden</h3><p>Hier.</p><h3>Abmelden</h3><p>Dort.</p><h2>Märkte</h2><p>Da.</p>"
    )
    sections = {each.heading: each for each in page.sections}
    assert page.sections[sections["Anmelden"].parent].heading == "Gewerbe"
    assert sections["Gewerbe"].words == 4
    assert sections["Märkte"].parent == 0


def test_a_side_column_ends_no_section_of_the_main_content():
    page = content("<h2>Ablauf</h2><p>Eins.</p><aside><h2>Kontakt</h2><p>Frau Muster</p></aside><p>Zwei.</p>")
    by_text = {each.text: each for each in page.blocks}
    assert by_text["Zwei."].section == by_text["Eins."].section
    assert page.sections[by_text["Frau Muster"].section].heading == "Kontakt"


def test_heads_of_columns_are_no_labels():
    rows = "<tr><th>Name</th><th>Telefon</th></tr><tr><td>Frau Muster</td><td>55-1</td></tr>"
    page = content(f"<table>{rows}</table><p>Ende</p>")
    assert [each.heading for each in page.sections] == ["Gewerbe anmelden"]


def test_levels_and_kinds():
    page = content(
        "<h2>Zwei</h2><p>Text</p><ul><li>Punkt</li></ul><table><tr><td>Zelle</td></tr></table><p>Nun:</p><p>x</p>"
    )
    kinds = [(each.kind, each.level) for each in page.blocks if each.region.value == "main"]
    assert kinds == [("heading", 1), ("heading", 2), ("text", 0), ("item", 0), ("cell", 0), ("label", 0), ("text", 0)]


def test_paths_lead_to_the_element():
    page = content("<div id=eins><p>A</p><p>B</p></div>")
    assert {each.text: each.path for each in page.blocks}["B"] == "div#eins > p:nth-child(2)"


def test_words_count_a_label_once():
    assert content("<p><b>Gebühr:</b> 26 Euro</p>").words == 2 + 3


def test_large_letters_are_a_heading():
    page = read(
        "<table><tr><td><font size=5><b>Gewerbe anmelden</b></font><p>Zeigen Sie an.<p><font size=4>Frist</font><p>Drei Wochen</table>"
    )
    assert page.h1 == "Gewerbe anmelden"
    assert [(each.text, each.level) for each in page.blocks if each.level] == [("Gewerbe anmelden", 1), ("Frist", 2)]
    assert not [each for each in read("<p><font size=5>B</font>ürger und Rat</p>").blocks if each.level]
