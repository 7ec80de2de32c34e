import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.traps import Promise, Traps, asks_search, fingerprint, is_calendar, is_loop, is_paging, shape
from tests.spiders.crawling import page

SITE = "http://www.musterdorf.example"


@pytest.mark.parametrize(
    "path",
    [
        "/events?month=2031-05",
        "/kalender?jahr=2031&monat=5",
        "/2031/05/",
        "/termine?tx_cal[date]=20310501",
        "/x?d=2031-05-01",
    ],
)
def test_addresses_of_a_calendar_are_known(path):
    assert is_calendar(SITE + path)


@pytest.mark.parametrize(
    "path", ["/gewerbe", "/index.php?FID=2370.12.1", "/dienste?letter=A", "/x?start=20", "/2031-plan"]
)
def test_other_addresses_are_no_calendar(path):
    assert not is_calendar(SITE + path)


def test_a_calendar_without_end_is_left_after_a_few_months():
    traps = Traps()
    admitted = [traps.admits(f"{SITE}/kalender?monat=20{year}-05", Promise.PROMISING) for year in range(20, 60)]
    assert sum(admitted) == 3
    assert traps.cut == 37


def test_a_list_of_many_pages_is_read_and_one_without_end_is_not():
    traps = Traps()
    services = [traps.admits(f"{SITE}/dienste?page={n}", Promise.PROMISING) for n in range(20)]
    news = [traps.admits(f"{SITE}/presse?page={n}", Promise.DULL) for n in range(20)]
    assert (sum(services), sum(news)) == (20, 3)


def test_a_hundred_services_pass_where_a_hundred_news_do_not():
    traps = Traps()
    services = [traps.admits(f"{SITE}/dienste/dienst-{n}", Promise.PROMISING) for n in range(150)]
    news = [traps.admits(f"{SITE}/presse/meldung-{n}", Promise.DULL) for n in range(150)]
    assert (sum(services), sum(news)) == (150, 12)


def test_kinds_of_pages_that_share_one_script_are_counted_apart():
    traps = Traps()
    for number in range(50):
        traps.admits(f"{SITE}/index.php?ModID=11&FID=2.{number}", Promise.DULL)
    assert traps.admits(f"{SITE}/index.php?ModID=10&FID=2.7", Promise.DULL)


def test_a_path_that_goes_round_is_not_followed():
    assert is_loop(f"{SITE}/a/b/a/b/a/b/a/b/seite")
    assert not Traps().admits(f"{SITE}/rathaus/rathaus/rathaus/rathaus/x", Promise.PROMISING)


def test_answers_of_a_search_are_left_to_the_shopper():
    assert asks_search(f"{SITE}/suche?q=Gewerbe")
    assert asks_search(f"{SITE}/?tx_search[sword]=Taxi")
    assert not asks_search(f"{SITE}/dienste?suchbuchstabe=A")
    assert is_paging(f"{SITE}/liste/seite/4")


def test_a_parameter_that_changes_nothing_is_learned_and_dropped():
    traps = Traps()
    chains = [
        f"{SITE}/dienst?id={id}&pfad={chain}" for id, chain in [(1, "a"), (1, "a-b"), (2, "a"), (2, "c-d"), (3, "")]
    ]
    for url in chains:
        traps.saw(url, f"text {url.partition('id=')[2][0]}")
    assert traps.key(f"{SITE}/dienst?id=1&pfad=x-y-z") == traps.key(f"{SITE}/dienst?id=1")
    assert traps.key(f"{SITE}/dienst?id=1") != traps.key(f"{SITE}/dienst?id=2")


def test_a_link_that_was_taken_for_another_page_is_noted():
    traps = Traps()
    for chain in ("a", "b", "c"):
        traps.saw(f"{SITE}/dienst?pfad={chain}", "same text")
    assert traps.key(f"{SITE}/taxi?pfad=x", linked=True) == "http://musterdorf.example/taxi"
    assert Traps(traps.state).aliases == {"http://musterdorf.example/taxi?pfad=x": "http://musterdorf.example/taxi"}


def test_a_parameter_that_once_told_something_is_kept():
    traps = Traps()
    for number, text in enumerate(["same", "same", "same", "other"]):
        traps.saw(f"{SITE}/x?teil={number}", text)
    assert traps.key(f"{SITE}/x?teil=8") != traps.key(f"{SITE}/x?teil=9")


def test_a_shape_that_only_repeats_itself_is_closed():
    traps = Traps()
    for number in range(6):
        traps.saw(f"{SITE}/stand/{number}/blatt", "always the same")
    assert not traps.admits(f"{SITE}/stand/99/blatt", Promise.PROMISING)
    assert traps.admits(f"{SITE}/dienste/gewerbe", Promise.PROMISING)


def test_what_was_learned_outlives_a_kill():
    traps = Traps()
    for number in range(6):
        traps.saw(f"{SITE}/stand/{number}/blatt", "always the same")
        traps.admits(f"{SITE}/kalender?monat=2031-0{number}", Promise.DULL)
    again = Traps(traps.state)
    assert not again.admits(f"{SITE}/stand/99/blatt", Promise.PROMISING)
    assert not again.admits(f"{SITE}/kalender?monat=2032-01", Promise.DULL)
    assert again.cut == traps.cut + 2


def test_pages_are_the_same_by_their_text_and_not_by_their_markup():
    text = " ".join(f"Wort{n}" for n in range(20))
    assert fingerprint(page(f"<p>{text}</p>")) == fingerprint(page(f"<div><p class=x>{text}</p></div>"))
    assert fingerprint(page(f"<p>{text}</p>")) != fingerprint(page(f"<p>{text} anders</p>"))
    assert fingerprint(page("<p>kaum etwas</p>")) == ""


@given(st.text(max_size=40))
def test_any_address_is_survived(text):
    url = f"{SITE}/{text}"
    traps = Traps()
    traps.admits(url, Promise.PLAIN)
    traps.saw(url, "text")
    assert shape(url)
    assert traps.key(traps.key(url)) == traps.key(url)
