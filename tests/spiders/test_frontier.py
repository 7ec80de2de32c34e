from spiders.frontier import Frontier
from spiders.hosts import OwnHosts
from spiders.traps import Traps
from tests.spiders.crawling import HOME, SERVICES, TOWN, lexicon, page


def frontier(known: set[str] | None = None) -> Frontier:
    return Frontier(lexicon(), SERVICES, OwnHosts(TOWN, lexicon()), Traps(), (known or set()).__contains__)


def followed(html: str, clicks: int = 0, url: str = HOME) -> list[str]:
    found = sorted(frontier().follow(page(html, url), clicks), key=lambda one: -one.priority)
    return [one.url.removeprefix(HOME) for one in found]


def test_services_come_before_lists_and_these_before_the_rest():
    links = ["aktuelles/fest", "vereine", "x1", "wirtschaft/standort", "was-erledige-ich-wo", "abc/gewerbe-anmelden"]
    html = "".join(f"<a href=/{link}>Mehr</a>" for link in links)
    assert followed(html) == [
        "abc/gewerbe-anmelden",
        "was-erledige-ich-wo",
        "wirtschaft/standort",
        "x1",
        "aktuelles/fest",
        "vereine",
    ]


def test_the_text_of_a_link_counts_as_much_as_its_address():
    assert followed("<a href=/1>Impressionen</a><a href=/2>Gewerbe anmelden</a>") == ["2", "1"]


def test_entries_of_a_service_list_come_before_other_links_whatever_they_are_called():
    entry = frontier().follow(page("<h1>Dienstleistungen von A bis Z</h1><a href=/d/77>Zuwendungen</a>"), 1)
    other = frontier().follow(page("<h1>Unser Dorf</h1><a href=/d/77>Zuwendungen</a>"), 1)
    assert entry[0].priority > other[0].priority
    letters = frontier().follow(page("<h1>Dienstleistungen</h1><a href=/d?b=Q>Q</a>"), 1)
    assert letters[0].priority > entry[0].priority


def test_files_acting_links_foreign_hosts_and_twins_are_not_followed():
    html = (
        "<a href=/antrag.pdf>Antrag</a><a href='/x?p_p_lifecycle=1'>x</a><a href=mailto:a@b.example>Mail</a>"
        "<a href=http://foreign.example/>fremd</a><a href=/gewerbe>a</a><a href='/gewerbe/index.html#oben'>b</a>"
        "<a href='https://musterdorf.example/GEWERBE?print=1'>c</a>"
    )
    assert followed(html) == ["gewerbe"]


def test_known_links_are_not_followed_again():
    known = {"http://musterdorf.example/gewerbe"}
    assert frontier(known).follow(page("<a href=/gewerbe>Gewerbe</a>"), 0) == []


def test_a_link_that_turns_out_to_promise_more_is_named_again():
    front = frontier()
    first = front.follow(page("<a href=/d/7>mehr</a>"), 0)
    again = front.follow(page("<a href=/d/7>Gewerbeanmeldung</a>", HOME + "b"), 0)
    assert not first[0].known
    assert again[0].known
    assert again[0].priority > first[0].priority
    assert front.follow(page("<a href=/d/7>mehr</a>", HOME + "c"), 0) == []


def test_the_sitemap_adds_what_no_link_names():
    found = list(frontier().listed([HOME + "gewerbe-anmelden", HOME + "a.pdf", "http://foreign.example/x"]))
    assert [one.url for one in found] == [HOME + "gewerbe-anmelden"]
