import pytest

from scanner.reading.facts import Region
from tests.reading.pages import block, content, read

MENU = (
    "<a href=/>Start</a> <a href=/rathaus>Rathaus</a> <a href=/wirtschaft>Wirtschaft</a> <a href=/freizeit>Freizeit</a>"
)
LINES = "<p>Wer ein Gewerbe beginnt, zeigt das bei der Gemeinde an. Das gilt auch für Zweigstellen und Filialen.</p>"
FOOT = "<a href=/impressum>Impressum</a> <a href=/datenschutz>Datenschutz</a> © Gemeinde"
TABLES = f"""
<html><head><title>Gemeinde</title></head><body bgcolor=#ffffff><center><table width=900><tr><td colspan=3><img src=k.jpg>
Gemeinde Musterfeld im Grünen</td></tr>
<tr><td colspan=3>{MENU}</td></tr>
<tr valign=top><td width=150><table><tr><td><a href=/1>Ämter</a></td></tr><tr><td><a href=/2>Formulare</a></td></tr>
<tr><td><a href=/3>Steuern</a></td></tr></table></td>
<td width=600><font size=5><b>Gewerbe anmelden</b></font><p>{LINES}<p>Die Gebühr beträgt 26 Euro. Bringen Sie den Ausweis mit.
<table border=1><tr><td>Frist</td><td>vor Beginn</td></tr></table></td>
<td width=150><b>Auskunft</b><br>Frau Muster<br>Zimmer 4</td></tr>
<tr><td colspan=3><font size=1>{FOOT}</font></td></tr></table></center></body></html>"""
SOUP = f"""
<div class=wrap><div class=x1><div class=x2>Gemeinde Musterfeld</div><div class=x3>{MENU}</div></div>
<div class=x4><div class=x5><h1>Gewerbe anmelden</h1>{LINES}{LINES}</div><div class=x6><h3>Auskunft</h3><p>Frau Muster</p></div></div>
<div class=x7>{FOOT}</div></div>"""
ELEMENTOR = f"""
<body class='elementor-default'><header><a href=/>Gemeinde</a></header><div data-elementor-type=wp-page class='elementor elementor-7'>
<section class='elementor-section elementor-top-section'><div class=elementor-container><div class=elementor-column>
<div class=elementor-widget-wrap><div class=elementor-widget><h1 class=elementor-heading-title>Gewerbe anmelden</h1></div></div></div></div>
</section><section class='elementor-section'><div class=elementor-container><div class=elementor-column><div class=elementor-widget-wrap>
<div class='elementor-widget elementor-widget-text-editor'>{LINES}</div></div></div><div class='elementor-column'>
<div class=elementor-widget-wrap><div class=elementor-widget><p>Frau Muster, Zimmer 4</p></div></div></div></div></section></div>
<footer>{FOOT}</footer></body>"""


@pytest.mark.parametrize("page", [TABLES, SOUP, ELEMENTOR], ids=["tables", "soup", "elementor"])
def test_pages_of_any_age_have_a_main_content(page):
    facts = read(page)
    assert block(facts, "Gewerbe anmelden").region is Region.MAIN
    assert {each.region for each in facts.blocks if "Zweigstellen" in each.text} == {Region.MAIN}
    assert block(facts, "Impressum").region is Region.FOOTER
    assert block(facts, "Frau Muster").region in (Region.MAIN, Region.ASIDE)


@pytest.mark.parametrize("page", [TABLES, SOUP], ids=["tables", "soup"])
def test_menus_without_landmarks(page):
    facts = read(page)
    assert {link.region for link in facts.links if link.text in ("Rathaus", "Wirtschaft", "Ämter")} == {Region.NAV}
    assert block(facts, "Frau Muster").region is Region.ASIDE


def test_a_table_of_data_is_part_of_the_main_content():
    assert block(read(TABLES), "vor Beginn").region is Region.MAIN


def test_images_as_a_menu():
    images = "".join(f"<a href=/{n}><img src={n}.gif alt='{n}'></a>" for n in ("Rathaus", "Wirtschaft", "Freizeit"))
    page = read(f"<table><tr><td>{images}</td></tr><tr><td><h1>Willkommen</h1>{LINES}</td></tr></table>")
    assert {link.region for link in page.links} == {Region.NAV}
    assert page.links[1].text == "Wirtschaft"
    assert page.links[1].depth == 1


def test_landmarks_and_roles():
    page = read(
        "<div role=banner>Oben</div><div role=navigation><a href=/x>Rathaus</a></div><div role=main><h1>Titel</h1>Mitte</div>"
        "<div role=complementary><p>Seite</p></div><div role=contentinfo>Unten</div>"
    )
    regions = {each.text: each.region.value for each in page.blocks}
    assert regions == {
        "Oben": "header",
        "Rathaus": "nav",
        "Titel": "main",
        "Mitte": "main",
        "Seite": "aside",
        "Unten": "footer",
    }


def test_headings_in_a_header_within_the_main_content_belong_to_it():
    page = read(
        f"<header>Kopf</header><main><article><header><h1>Märkte</h1></header>{LINES}<footer>Stand: 2026</footer></article></main>"
    )
    assert block(page, "Märkte").region is Region.MAIN
    assert block(page, "Stand: 2026").region is Region.MAIN


@pytest.mark.parametrize(
    "names",
    ["class='breadcrumb'", "id=brotkrumen", "aria-label='Sie sind hier'", "class='rootline'", "class=krumen-leiste"],
)
def test_breadcrumbs(names):
    page = read(f"<main><div {names}><a href=/>Start</a> / <a href=/r>Rathaus</a></div><h1>Gewerbe</h1>{LINES}</main>")
    assert {link.region for link in page.links} == {Region.BREADCRUMB}


def test_a_breadcrumb_by_its_words():
    page = content(
        "<p>Sie sind hier: <a href='/'>Start</a> &gt; <a href='/r'>Rathaus</a></p><p>Sie sind hier richtig.</p>"
    )
    assert [link.region for link in page.links if link.url.endswith("/r")] == [Region.BREADCRUMB]
    assert block(page, "richtig").region is Region.MAIN


@pytest.mark.parametrize(
    "layer",
    [
        "<div id=cookie-banner><p>Wir setzen Cookies ein.</p><button>Ablehnen</button></div>",
        "<div class='cmp-layer'><p>Wir setzen Cookies ein.</p></div>",
        "<div role=dialog aria-label=Datenschutz><p>Wir setzen Cookies ein.</p><button>Alle akzeptieren</button></div>",
        "<div class=xyz><p>Wir setzen Cookies ein. <a href=/d>Mehr erfahren</a></p><button>Auswahl akzeptieren</button></div>",
    ],
)
@pytest.mark.parametrize("before", [True, False])
def test_consent_layers(layer, before):
    main = f"<main><h1>Gewerbe</h1>{LINES}</main>"
    page = read(layer + main if before else main + layer)
    assert block(page, "Cookies").region is Region.CONSENT


def test_a_page_about_cookies_is_no_consent_layer():
    page = content("<p>Diese Seite nutzt Cookies. Sie können Cookies in den Einstellungen Ihres Browsers ablehnen.</p>")
    assert block(page, "Browsers").region is Region.MAIN


def test_a_side_column_that_belongs_to_the_page_and_one_that_is_a_menu():
    main = f"<div id=content><h1>Gewerbe</h1>{LINES}</div>"
    box = "<div id=rechts><h3>Online</h3><a href=/antrag>Gewerbe online anmelden</a></div>"
    assert read(main + box).links[-1].region is Region.ASIDE
    menu = f"<div id=links><ul>{''.join(f'<li><a href=/{n}>Thema {n}</a></li>' for n in range(6))}</ul></div>"
    assert read(menu + main).links[0].region is Region.NAV
    files = f"<aside><ul>{''.join(f'<li><a href=/{n}.pdf>Vordruck {n}</a></li>' for n in range(5))}</ul></aside>"
    assert read(main + files).links[-1].region is Region.ASIDE


def test_a_list_of_services_in_the_main_content_is_no_menu():
    items = "".join(f"<li><a href=/{n}>Leistung {n}</a></li>" for n in range(9))
    page = content(f"<ul class='nav flex-column'>{items}</ul>", "Dienstleistungen")
    assert {link.region for link in page.links if link.text.startswith("Leistung")} == {Region.MAIN}


def test_names_on_the_body_say_nothing():
    page = read(f"<body class='nav-open cookie-none footer-dark'><div id=content><h1>Gewerbe</h1>{LINES}</div></body>")
    assert {each.region for each in page.blocks} == {Region.MAIN}


def test_a_page_that_is_a_text_only():
    assert {each.region for each in read(f"<h1>Gewerbe</h1>{LINES}").blocks} == {Region.MAIN}
