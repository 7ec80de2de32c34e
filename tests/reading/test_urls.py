from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.reading.urls import acts, host_key, identity, normalise, plain

PAGE = "http://www.musterdorf.example/rathaus/seite.html"


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("../gewerbe", "http://www.musterdorf.example/gewerbe"),
        ("  anmelden.html\n", "http://www.musterdorf.example/rathaus/anmelden.html"),
        ("..\\formulare\\antrag 1.pdf", "http://www.musterdorf.example/formulare/antrag%201.pdf"),
        ("//portal.example/x", "http://portal.example/x"),
        ("HTTPS://Portal.EXAMPLE:443", "https://portal.example/"),
        ("/a;jsessionid=0A1B2C?x=1#unten", "http://www.musterdorf.example/a?x=1"),
        ("/a?PHPSESSID=abc&x=1", "http://www.musterdorf.example/a?x=1"),
        ("/app#/dienste/7", "http://www.musterdorf.example/app#/dienste/7"),
        ("http://bad.example/a/../b/./c", "http://bad.example/b/c"),
        ("#oben", PAGE),
        ("index.php?object=tx|1.2&x=%7c", "http://www.musterdorf.example/rathaus/index.php?object=tx|1.2&x=%7c"),
    ],
)
def test_a_link_becomes_the_address_that_a_browser_would_ask(raw, wanted):
    assert normalise(raw, PAGE) in (wanted, wanted.replace("|", "%7C"))


def test_the_query_is_written_in_the_charset_of_the_page_and_the_path_in_utf_8():
    url = normalise("/straße?q=Gaststätte", PAGE, "iso-8859-1")
    assert url == "http://www.musterdorf.example/stra%C3%9Fe?q=Gastst%E4tte"


@pytest.mark.parametrize(
    "raw",
    ["mailto:a@b.example", "javascript:void(0)", "tel:+49", "data:text/plain,x", "http://", "http://[", "x" * 3000],
)
def test_what_is_no_web_address_is_none(raw):
    assert normalise(raw, PAGE) is None


@pytest.mark.parametrize(
    "twin",
    [
        "https://www.musterdorf.example/gewerbe?a=1&b=2",
        "http://MUSTERDORF.example:80/Gewerbe/?b=2&a=1",
        "http://musterdorf.example/gewerbe/index.html?a=1&b=2&utm_source=x",
        "http://musterdorf.example/gewerbe;jsessionid=77?a=1&b=2#top",
        "http://musterdorf.example/gewerbe?a=1&b=2&print=1",
        "http://musterdorf.example/gewerbe?a=1&b=2&type=98&no_cache=1&cHash=8f",
        "http://musterdorf.example//gewerbe?a=1&b=2&lang=de&bc=1-2-3",
        "http://musterdorf.example/gewerbe?a=1&b=2&sid=0123456789abcdef",
        "http://musterdorf.example/(S(ab12cd))/gewerbe?a=1&b=2",
        "http://musterdorf.example/gewerbe/druckansicht?a=1&b=2",
    ],
)
def test_twins_are_one_page(twin):
    assert identity(twin) == "http://musterdorf.example/gewerbe?a=1&b=2"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/index.php?object=tx%7C12.1&FID=7", "/index.php?FID=7&object=tx,12.1"),
        ("/s?e=NRW%3Aentry%3A5", "/s?e=NRW:entry:5"),
        ("/s/NRW%3Aentry%3A5/gewerbe", "/s/NRW:entry:5/gewerbe"),
        ("/stra%DFe", "/stra%C3%9Fe"),
        ("/f/antrag.pdf?t=1699999999", "/f/antrag.pdf"),
        ("/f/antrag.pdf?20240110", "/f/antrag.pdf"),
        (
            "/documents/1/a.pdf/0a1b2c3d-1111-2222-3333-444455556666?t=17&version=2",
            "/documents/1/a.pdf/0a1b2c3d-1111-2222-3333-444455556666?version=2",
        ),
        ("/web/x/-/bis/dienst/5/show?p_p_id=bis&_bis_tab=a&_bis_breadcrumb=1", "/web/x/-/bis/dienst/5/show"),
        ("/x?p_p_id=bis&_bis_id=5&p_p_state=normal&p_p_lifecycle=0&_bis_redirect=%2Fy", "/x?p_p_id=bis&_bis_id=5"),
    ],
)
def test_spellings_of_products_are_one_page(one, other):
    assert identity("http://a.example" + one) == identity("http://a.example" + other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/x?id=1", "/x?id=2"),
        ("/x?NavID=1.2", "/x?NavID=1.3"),
        ("/x?page=1", "/x?page=2"),
        ("/x?p_p_id=bis&_bis_id=5", "/x?p_p_id=bis&_bis_id=6"),
        ("/x?1.2", "/x?1.3"),
        ("/app#/a", "/app#/b"),
        ("/x?type=1", "/x?type=98"),
        ("/x?L=1", "/x"),
        ("/en/x", "/x"),
        ("/x?sid=7", "/x?sid=8"),
        ("/seite?v=2", "/seite?v=3"),
    ],
)
def test_different_pages_stay_apart(one, other):
    assert identity("http://a.example" + one) != identity("http://a.example" + other)


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example/x?p_p_lifecycle=1&p_p_id=y",
        "http://a.example/x?p_auth=zz",
        "http://a.example/c/portal/logout",
        "http://a.example/x?action=delete&id=1",
        "http://a.example/x?tx_y[action]=create",
        "mailto:amt@a.example",
    ],
)
def test_links_that_act_are_known(url):
    assert acts(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example/gewerbe-abmelden",
        "http://a.example/x?p_p_lifecycle=0&p_p_id=y",
        "http://a.example/x?tx_y[action]=show",
        "http://a.example/login",
    ],
)
def test_links_that_show_are_followed(url):
    assert not acts(url)


def test_hosts_with_and_without_www_are_one():
    assert host_key("https://WWW.a.example:443/x") == host_key("http://a.example") == "a.example"
    assert host_key("http://a.example:8080") == "a.example:8080"


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12)
queries = st.lists(st.tuples(texts, texts), max_size=4).map(lambda p: "&".join(f"{a}={b}" for a, b in p))
links = st.builds(lambda path, query: f"/{path}?{query}" if query else f"/{path}", texts, queries)


@given(links, st.sampled_from(["utf-8", "iso-8859-1", "windows-1252", "no-such"]))
def test_normalising_twice_changes_nothing(raw, charset):
    once = normalise(raw, "http://a.example/b/", charset)
    if once is not None:
        assert normalise(once) == once
        assert once.isascii()
        assert urlsplit(once).scheme in ("http", "https")


@given(links)
def test_identity_is_its_own_identity_and_that_of_its_twins(raw):
    url = normalise(raw, "https://www.a.example/b/")
    if url is not None:
        key = identity(url)
        assert identity(key) == key
        assert identity(url.replace("https://www.", "http://")) == key


@given(st.text(max_size=60))
def test_any_text_is_survived(raw):
    url = normalise(raw, PAGE)
    assert url is None or identity(url)
    acts(raw)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://a.example/x?print=true", "http://a.example/x"),
        ("http://a.example/x?id=3&druckansicht=1&kat=2#oben", "http://a.example/x?id=3&kat=2#oben"),
        ("http://a.example/x?id=3&print", "http://a.example/x?id=3"),
        ("http://a.example/x?nn=12", "http://a.example/x?nn=12"),
    ],
)
def test_a_view_to_print_is_asked_for_as_the_page_itself(url, shown):
    assert plain(url) == shown
