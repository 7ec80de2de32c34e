import pytest

from scanner.reading.search import find_engines, is_site_search
from scanner.reading.search_forms import hints_at_suggestions, suggest_address
from scanner.reading.site_types import Kind
from tests.reading.small_sites import HOME, page, site, whole

SEARCH = '<form role="search" action="/suche" method="get"><input type="search" name="q"><button>Suchen</button></form>'


def recognised(form):
    read = page(whole(form))
    seen = site({"/": whole(form)})
    return [is_site_search(each, read, seen) for each in read.forms]


@pytest.mark.parametrize(
    "form",
    [
        SEARCH,
        '<form action="/index.php"><input type="hidden" name="id" value="7"><input name="tx_indexedsearch[sword]">'
        '<input type="submit" value="Los"></form>',
        '<form action="/treffer" method="post"><input name="begriff" placeholder="Wonach '
        'suchen Sie?"><button>OK</button></form>',
        '<form action="/finden"><input name="w" aria-label="Suchbegriff eingeben"><input '
        'type="image" alt="Lupe"></form>',
        '<form action="/suche"><input name="q" placeholder="z. B. Termin, Veranstaltung, Stellenangebote">'
        "<button>Suche starten</button></form>",
        '<form action="/s" role="search"><input name="s"><select name="typ"><option>Veranstaltungen</option>'
        "<option>Dienstleistungen</option></select><button>Suche</button></form>",
    ],
)
def test_the_sites_own_search(form):
    assert recognised(form) == [True]


@pytest.mark.parametrize(
    "form",
    [
        '<form action="/stil"><input type="hidden" name="groesse" value="2"><button>A+</button></form>',
        '<form action="/newsletter"><input name="q" placeholder="Newsletter abonnieren"><button>Los</button></form>',
        '<form action="/kalender"><input name="suche" placeholder="Veranstaltung '
        'suchen"><button>Suchen</button></form>',
        '<form action="/jobs"><input type="search" name="q" placeholder="Stellenangebote durchsuchen"></form>',
        '<form action="/opac"><input type="search" name="q" aria-label="Medien in der Stadtbibliothek suchen"></form>',
        '<form action="/login"><input name="user" placeholder="Suchname"><input type="password" name="p"></form>',
        '<form action="/kontakt"><input name="suche"><textarea name="text"></textarea></form>',
        '<form action="/abfall"><input type="search" name="strasse" placeholder="Straße für '
        'den Abfallkalender"></form>',
        '<form action="/mitarbeiter"><input type="search" name="q" placeholder="Mitarbeiter suchen"></form>',
    ],
)
def test_what_searches_something_else(form):
    assert not any(recognised(form))


def test_the_search_is_found_among_many_small_forms():
    many = '<form action="/stil"><input type="hidden" name="k" value="1"><button>Kontrast</button></form>' * 3
    read = page(whole("", head=many + SEARCH))
    seen = site({"/": whole("", head=many + SEARCH)})
    assert [is_site_search(form, read, seen) for form in read.forms].count(True) == 1


def test_an_engine_is_described_as_it_is_asked():
    form = (
        '<form action="/index.php" method="post" accept-charset="iso-8859-1"><input '
        'type="hidden" name="obj" value="suche">'
        '<input name="sfwort"><input type="submit" value="Suchen"></form>'
    )
    (engine,) = find_engines(site({"/": whole("", head=form), "/a": whole("", head=form)}))
    assert (engine.kind, engine.field, engine.own) == ("post", "sfwort", "main")
    assert (engine.action, engine.fixed) == (HOME + "index.php", (("obj", "suche"),))


def test_main_site_before_portal_and_third_party_is_blocked():
    portal = "http://portal.musterfeld.example/"
    seen = site(
        {"/": whole("", head=SEARCH), portal: whole("", head=SEARCH.replace("/suche", "/finden"))},
        portal=("portal.musterfeld.example",),
    )
    assert [engine.own for engine in find_engines(seen)] == ["main", "portal"]
    foreign = SEARCH.replace("/suche", "https://www.suchmaschine.example/cse")
    assert [engine.blocked for engine in find_engines(site({"/": whole("", head=foreign)}))] == ["third_party"]


def test_a_keyword_field_of_an_event_list_is_no_engine():
    inner = '<form action="/termine"><input type="search" name="q"><button>Suchen</button></form>'
    assert find_engines(site({"/termine": whole(inner)}, kinds={"/termine": Kind.EVENT})) == ()


def test_where_suggestions_are_asked():
    with_address = SEARCH.replace("method", 'data-suggest-url="/vorschlag" method')
    seen = site({"/": whole("")})
    (form,) = page(whole(with_address)).forms
    assert suggest_address(form, HOME, seen).startswith(HOME + "vorschlag?term={term}")
    (form,) = page(whole(SEARCH.replace("method", 'data-source="/v?begriff=%QUERY" method'))).forms
    assert suggest_address(form, HOME, seen) == HOME + "v?begriff={term}"
    (form,) = page(whole(SEARCH.replace("method", 'data-vorschlag="/v" data-icon="/lupe.svg" method'))).forms
    assert suggest_address(form, HOME, seen).startswith(HOME + "v?")
    (plain,) = page(whole(SEARCH)).forms
    assert suggest_address(plain, HOME, seen) == ""
    assert not hints_at_suggestions(plain, seen)


def test_markup_that_hints_at_suggestions():
    (form,) = page(whole(SEARCH.replace('name="q"', 'name="q" role="combobox" aria-autocomplete="list"'))).forms
    assert hints_at_suggestions(form, site({}))
