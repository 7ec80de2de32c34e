import pytest

from scanner.reading.facts import Region
from tests.reading.pages import content, read

HOST = "http://www.musterfeld.example"


def link(inner, text=""):
    """The one link of the main content (that shows a text)."""
    (found,) = [each for each in content(inner).links if each.region is Region.MAIN and text in each.text]
    return found


@pytest.mark.parametrize(
    ("raw", "url"),
    [
        ("gewerbe.html", f"{HOST}/rathaus/gewerbe.html"),
        ("/wirtschaft", f"{HOST}/wirtschaft"),
        ("?id=5", f"{HOST}/rathaus/seite.html?id=5"),
        ("../x/y", f"{HOST}/x/y"),
        ("//portal.example/a", "http://portal.example/a"),
        ("https://portal.example/a?b=1#teil", "https://portal.example/a?b=1"),
        ("javascript:window.open('/form.pdf','_blank')", f"{HOST}/form.pdf"),
    ],
)
def test_addresses_are_absolute(raw, url):
    found = link(f'<a href="{raw}">Hier</a>')
    assert (found.url, found.raw) == (url, found.raw)


@pytest.mark.parametrize(
    "raw", ["mailto:a@b.example", "tel:0599955117", "javascript:void(0)", "javascript:history.back()"]
)
def test_what_leads_to_no_page_is_no_link(raw):
    assert not [each for each in content(f'<a href="{raw}">Hier</a>').links if each.region is Region.MAIN]


def test_links_are_relative_to_the_base():
    page = read('<head><base href="http://cms.example/stadt/"></head><body><a href="x.html">Hier</a>')
    assert page.links[0].url == "http://cms.example/stadt/x.html"


@pytest.mark.parametrize(
    "inner",
    [
        "<div onclick=\"location.href='/antrag'\">Antrag stellen</div>",
        "<button onclick=\"window.location.href = '/antrag'\">Antrag stellen</button>",
        "<div data-href='/antrag'><p>Antrag stellen</p></div>",
        "<span onclick=\"window.open('/antrag')\">Antrag stellen</span>",
        "<a href='#' onclick=\"location='/antrag'; return false\">Antrag stellen</a>",
        "<table><tr data-href='/antrag'><td>Antrag stellen</td></tr></table>",
        "<map name=m><area href='/antrag' alt='Antrag stellen'></map>",
        "<iframe src='/antrag' title='Antrag stellen'></iframe>",
    ],
)
def test_links_that_scripts_and_maps_make(inner):
    found = link(inner)
    assert (found.url, found.text) == (f"{HOST}/antrag", "Antrag stellen")


def test_frames_and_refreshes_lead_on():
    assert (
        read("<frameset><frame src=menu.html><frame src=inhalt.html></frameset>").links[1].url
        == f"{HOST}/rathaus/inhalt.html"
    )
    assert read('<meta http-equiv=refresh content="0; URL=/neu/">').links[0].url == f"{HOST}/neu/"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<img src=a.gif alt='Schaden melden'>", "Schaden melden"),
        ("<img src=a.gif title='Schaden melden'>", "Schaden melden"),
        ("<i class=icon></i><span class='visually-hidden'>Schaden melden</span>", "Schaden melden"),
        ("<h3>Schaden</h3><p>melden</p>", "Schaden melden"),
        ("<span>Scha</span>den <b>melden</b>", "Schaden melden"),
    ],
)
def test_text_of_a_link_is_what_it_shows(inner, text):
    assert link(f"<a href='/x'>{inner}</a>").text == text


def test_a_link_without_text_is_called_by_its_title():
    assert link("<a href='/x' title='Zum Antrag'><i class=icon></i></a>").text == "Zum Antrag"
    assert link("<a href='/x' aria-label='Zum Antrag'></a>").text == "Zum Antrag"


@pytest.mark.parametrize(
    ("inner", "context"),
    [
        ("<ul><li><a href='/x'>Gewerbe</a> anmelden, 26 Euro</li><li>Anderes</li></ul>", "Gewerbe anmelden, 26 Euro"),
        ("<table><tr><td>Gewerbe</td><td><a href='/x'>PDF</a></td></tr></table>", "Gewerbe PDF"),
        ("<p>Füllen Sie das <a href='/x'>Formular</a> aus.</p><p>Anderes</p>", "Füllen Sie das Formular aus."),
        (
            "<div class=card><h3>Gewerbe</h3><p>Beginn anzeigen</p><a href='/x'>mehr</a></div><p>Anderes</p>",
            "Gewerbe Beginn anzeigen mehr",
        ),
        ("<dl><dt>Gewerbe</dt><dd><a href='/x'>Vordruck</a> als PDF</dd></dl>", "Vordruck als PDF"),
    ],
)
def test_context_is_the_entry_around_a_link(inner, context):
    assert link(inner).context == context


def test_context_is_short_and_holds_the_link():
    found = link(f"<p>{'Wort ' * 200}<a href='/x'>Formular</a>{' Wort' * 200}</p>")
    assert len(found.context) == 300
    assert "Formular" in found.context


@pytest.mark.parametrize(
    "mark",
    [
        "<img src=o.png alt='Online-Dienst'>",
        "<span class='badge'>Online-Dienst</span>",
        "<i class='icon icon-online' title='Online-Dienst'></i>",
        "<span class='label label-info'>Online-Dienst</span>",
        "<small>Online-Dienst</small>",
        "<span class='ico' aria-hidden=true title='Online-Dienst'></span>",
    ],
)
def test_badges_beside_a_link_mark_its_entry_only(mark):
    page = content(f"<ul><li><a href='/x'>Gewerbe</a> {mark}</li><li><a href='/y'>Märkte</a></li></ul>")
    assert [each.mark for each in page.links if each.region is Region.MAIN] == ["Online-Dienst", ""]


def test_depth_of_menus():
    page = read(
        "<nav><ul><li><a href=/r>Rathaus</a><ul><li><a href=/a>Ämter</a><ul><li><a href=/o>Ordnung</a></li></ul></li></ul></li>"
        "</ul></nav><nav class=unternavi><ul><li><a href=/f>Formulare</a></li></ul></nav><main><h1>Start</h1><a href=/m>M</a></main>"
    )
    assert {each.text: each.depth for each in page.links} == {
        "Rathaus": 1,
        "Ämter": 2,
        "Ordnung": 3,
        "Formulare": 2,
        "M": 0,
    }


@pytest.mark.parametrize(
    ("inner", "tile"),
    [
        ("<div class=kacheln><a href='/x'>Für Unternehmen</a></div>", True),
        ("<a class='tile' href='/x'>Für Unternehmen</a>", True),
        ("<div class='row'><div class='card'><a href='/x'><h3>Für Unternehmen</h3></a></div></div>", True),
        ("<p>Hier geht es <a href='/x'>Für Unternehmen</a>.</p>", False),
    ],
)
def test_tiles(inner, tile):
    assert link(inner).tile is tile


def test_place_of_a_link():
    page = content("<h2>Formulare</h2><p>Text</p><p>Das <a href='/f.pdf' rel=nofollow>Formular</a></p>")
    found = page.links[-1]
    assert page.sections[found.section].heading == "Formulare"
    assert page.blocks[found.block].text == "Das Formular"
    assert found.nofollow
    assert found.path.endswith("a:nth-child(1)")


def test_a_skip_link_is_none():
    page = read("<a class=skip-link href='#inhalt'>Zum Inhalt</a><main id=inhalt><h1>Start</h1></main>")
    assert page.links == ()


@pytest.mark.parametrize(
    "item", ["<button>Wirtschaft</button>", '<span class="x">Wirtschaft</span>', "<a class=x>Wirtschaft</a>"]
)
def test_an_item_of_a_menu_that_only_unfolds_is_one(item):
    page = read(f"<body><nav><ul><li>{item}<ul><li><a href=/w>Standort</a></ul></ul></nav><main><p>Text</p></main>")
    assert [(each.text, each.depth) for each in page.links] == [("Wirtschaft", 1), ("Standort", 2)]


def test_a_button_that_unfolds_what_is_below_a_link_is_no_item_of_its_own():
    item = "<a href=/r>Rathaus</a><button>Wirtschaft anzeigen</button>"
    page = read(f"<body><nav><ul><li>{item}<ul><li><a href=/w>Standort</a></ul></ul></nav><main><p>Text</p></main>")
    assert [each.text for each in page.links] == ["Rathaus", "Standort"]
