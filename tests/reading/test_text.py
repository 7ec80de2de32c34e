import pytest

from scanner.reading.text import BREAK, clean, close_up, join_hyphens, without_invisible
from tests.reading.pages import content, read, texts

KEEPS = frozenset({"und", "oder"})


@pytest.mark.parametrize(
    "sign", ["\xad", "&shy;", "&#173;", "&#xAD;", "\u200b", "&ZeroWidthSpace;", "&#8203;", "\ufeff"]
)
def test_signs_that_nobody_sees_part_no_words(sign):
    assert without_invisible(f"Gewerbe{sign}anmeldung &amp; mehr") == "Gewerbeanmeldung &amp; mehr"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Gewerbean-\n  meldung", "Gewerbeanmeldung"),
        (f"Gewerbe-{BREAK}Anmeldung", "Gewerbe-Anmeldung"),
        ("An- und Abmeldung", "An- und Abmeldung"),
        ("An- oder\nAbmeldung", "An- oder Abmeldung"),
        ("8 - 12 Uhr", "8 - 12 Uhr"),
        ("Tel. 55- 117", "Tel. 55- 117"),
    ],
)
def test_words_parted_at_the_end_of_a_line(written, read_as):
    assert clean(join_hyphens(written, KEEPS)) == read_as


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("G e w e r b e", "Gewerbe"),
        ("G e w e r b e  a n m e l d e n", "Gewerbe anmelden"),
        ("G e w e r b e&nbsp; s t e u e r".replace("&nbsp;", "\xa0"), "Gewerbe steuer"),
        ("A B C D", "A B C D"),
        ("Buchstabe A bis K in Zimmer 4", "Buchstabe A bis K in Zimmer 4"),
    ],
)
def test_spaced_letters_are_words(written, read_as):
    assert clean(close_up(written)) == read_as


def test_markup_within_a_word_parts_it_not():
    page = content("<p>Gewerbe<b>an</b>meldung und <i>Gewerbe</i>steuer</p><p>um<a href='/x'>melden</a></p>")
    assert texts(page) == ["Gewerbeanmeldung und Gewerbesteuer", "ummelden"]


def test_letters_in_elements_of_their_own_are_one_word():
    page = content(
        "<p><span class=i>G</span>ewerbe <span class=a>G</span><span class=b>a</span><span class=c>st</span></p>"
    )
    assert texts(page) == ["Gewerbe Gast"]


def test_elements_that_are_lines_on_the_screen_are_apart():
    page = content(
        "<div><span class=name>Frau Muster</span><span class=raum>Zimmer 5</span><span class=tel>05999 55-1</span></div>"
    )
    assert texts(page) == ["Frau Muster Zimmer 5 05999 55-1"]
    page = content("<div>Eins<div>Zwei</div>Drei<br>Vier</div>")
    assert texts(page) == ["Eins", "Zwei", "Drei Vier"]


def test_links_that_touch_are_apart_but_one_link_in_two_pieces_is_not():
    page = content("<div><a href='/a'>Formulare</a><a href='/b'>Kontakt</a></div>")
    assert texts(page) == ["Formulare Kontakt"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='display: none'>geheim</p>",
        "<p hidden>geheim</p>",
        "<div aria-hidden=true><p>geheim</p></div>",
        "<p class='visually-hidden'>geheim</p>",
        "<h2 class='sr-only'>geheim</h2>",
        "<template><p>geheim</p></template>",
        "<script>document.title = 'geheim'</script>",
        "<style>geheim</style>",
        "<p>Amt<span style='visibility:hidden'>geheim</span></p>",
        "<noscript>geheim</noscript>",
    ],
)
def test_what_nobody_sees_is_not_read(hidden):
    assert not any("geheim" in block.text for block in content(hidden + "<p>Sichtbar</p>").blocks)


@pytest.mark.parametrize(
    "opened",
    [
        "<h2><button aria-controls=p1>Frist</button></h2><div id=p1 hidden><p>Drei Wochen</p></div>",
        "<a href='#p2' data-toggle=collapse>Frist</a><div id=p2 style='display:none'><p>Drei Wochen</p></div>",
        "<div class='accordion-panel' style='display:none'><p>Drei Wochen</p></div>",
        "<div role=tabpanel hidden><p>Drei Wochen</p></div>",
        "<details><summary>Frist</summary><p>Drei Wochen</p></details>",
    ],
)
def test_what_opens_on_a_click_is_read(opened):
    assert "Drei Wochen" in texts(content(opened))


def test_hidden_words_name_a_link_that_shows_none():
    page = content("<p><a href='/suche'><i class=icon></i><span class=sr-only>Suchen</span></a></p>")
    assert page.links[-1].text == "Suchen"


def test_entities_and_broken_ones():
    assert texts(content("<p>B&uuml;rger &amp Rat &bogus; 5&nbsp;&euro;</p>")) == ["Bürger & Rat &bogus; 5 €"]


def test_text_without_any_markup():
    assert [block.text for block in read("Willkommen im Rathaus").blocks] == ["Willkommen im Rathaus"]
