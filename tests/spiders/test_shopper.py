import pytest

from scanner.archive.records import Engine
from spiders.shopper import search_request, suggest_request

SITE = "http://www.musterdorf.example"


def engine(**more) -> Engine:
    values = {"id": "main:1", "page": f"{SITE}/", "action": f"{SITE}/suche", "field": "q"} | more
    return Engine(**values)


def test_a_get_form_is_sent_with_its_hidden_fields():
    request = search_request(engine(fixed=(("ort", "alle"), ("L", "0"))), "Gewerbe anmelden")
    assert (request.method, request.url) == ("GET", f"{SITE}/suche?ort=alle&L=0&q=Gewerbe+anmelden")


def test_what_stands_in_the_action_of_a_get_form_is_replaced_as_browsers_do():
    assert search_request(engine(action=f"{SITE}/index.php?alt=1"), "Taxi").url == f"{SITE}/index.php?q=Taxi"


@pytest.mark.parametrize(
    ("charset", "sent"),
    [
        ("utf-8", "Gastst%C3%A4tte"),
        ("iso-8859-1", "Gastst%E4tte"),
        ("windows-1252", "Gastst%E4tte"),
        ("?", "Gastst%C3%A4tte"),
    ],
)
def test_terms_go_in_the_charset_of_the_form(charset, sent):
    assert search_request(engine(charset=charset), "Gaststätte").url == f"{SITE}/suche?q={sent}"


def test_a_post_form_is_posted_once_per_term():
    found = engine(kind="post", action=f"{SITE}/suche?x=1", fixed=(("token", "a b"),), charset="iso-8859-1")
    request = search_request(found, "Gaststätte")
    assert (request.method, request.url, request.body) == ("POST", f"{SITE}/suche?x=1", b"token=a+b&q=Gastst%E4tte")
    assert request.headers["Content-Type"] == b"application/x-www-form-urlencoded"
    assert request.meta["purpose"] == "search"
    assert request.meta["key"] != search_request(found, "Taxi").meta["key"]


def test_suggestions_are_asked_where_the_markup_says():
    request = suggest_request(engine(suggest=f"{SITE}/vorschlag?t={{term}}&n=5"), "Gaststä")
    assert request.url == f"{SITE}/vorschlag?t=Gastst%C3%A4&n=5"
    assert (request.meta["purpose"], request.meta["term"]) == ("suggest", "Gaststä")
