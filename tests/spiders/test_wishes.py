from types import SimpleNamespace

import pytest

from scanner.archive.records import Engine, Failure, Missing, Purpose
from scanner.reading.wants import Wanted, Wants
from spiders.frontier import Found
from spiders.ledger import Ledger
from spiders.orders import Orders, other_spelling
from spiders.traps import Traps
from spiders.wishes import Wishes

OWN = "http://www.musterdorf.example"
FORMS = "http://formulare.server.example"


class Called:
    """Stands for the spider: only the names of its callbacks matter."""

    async def page(self, _): ...
    async def candidate(self, _): ...
    async def sitemap(self, _): ...
    async def target(self, _): ...
    async def answer(self, _): ...
    async def missed(self, _): ...


class Case:
    def __init__(self, tmp_path) -> None:
        self.ledger = Ledger(tmp_path / "x.sqlite")
        self.missing: list[Missing] = []
        self.orders = Orders(Called())
        site = SimpleNamespace(is_own=lambda url: url.startswith(OWN), traps=Traps(), knows=self.ledger.knows)
        self.wishes = Wishes(site, self.orders, self.ledger, self.missing.append)  # type: ignore[arg-type]

    def urls(self, wants: Wants, *, pages: int = 10, idle: bool = True) -> list[tuple[str, str]]:
        requests = self.wishes.requests(wants, pages=pages, idle=idle)
        return [(one.meta["purpose"], one.url) for one in requests]


@pytest.fixture
def case(tmp_path):
    made = Case(tmp_path)
    yield made
    made.ledger.close()


def want(url: str, reason: str = "form") -> Wanted:
    return Wanted(url, reason, f"{OWN}/gewerbe")


def test_targets_are_fetched_once_each_and_foreign_ones_once_per_run(case):
    wants = Wants(targets=(want(f"{FORMS}/antrag"), want(f"{FORMS}/antrag#oben")), pages=(want(f"{OWN}/antrag.pdf"),))
    requests = case.wishes.requests(wants, pages=10, idle=True)
    assert [(one.url, one.meta["shared"], one.meta["wanted"]) for one in requests if one.url.startswith(OWN)] == [
        (f"{OWN}/antrag.pdf", False, f"{OWN}/antrag.pdf")
    ]
    assert [case.ledger.add(one) for one in requests] == [True, False, True]
    assert all(one.meta["shared"] for one in requests if one.url.startswith(FORMS))
    assert case.urls(wants) == []


def test_weiter_belongs_to_the_first_page_of_its_target(case):
    onward = Wanted(f"{FORMS}/seite2", "weiter", f"{FORMS}/antrag", first=f"{FORMS}/antrag")
    (request,) = case.wishes.requests(Wants(targets=(onward,)), pages=0, idle=True)
    assert request.meta["wanted"] == f"{FORMS}/antrag"


def test_own_pages_come_first_while_the_budget_lasts_and_forms_also_after_it(case):
    wants = Wants(pages=(want(f"{OWN}/a", "booking"), want(f"{OWN}/b", "help"), want(f"{OWN}/c")))
    assert case.urls(wants, pages=1) == [("page", f"{OWN}/a"), ("target", f"{OWN}/c")]
    assert [(one.url, one.failure, one.purpose) for one in case.missing] == [(f"{OWN}/b", Failure.BUDGET, Purpose.PAGE)]


def test_a_page_that_waits_in_the_queue_is_moved_forward(case):
    for name, priority in (("b", 10), ("a", 5)):
        case.ledger.add(
            case.orders.found(Found(f"{OWN}/{name}", f"http://musterdorf.example/{name}", priority, 2), OWN)
        )
    assert case.urls(Wants(pages=(want(f"{OWN}/a"),)), idle=False) == []
    assert case.ledger.next(Called()).url == f"{OWN}/a"
    assert case.urls(Wants(pages=(want(f"{OWN}/a"),)), idle=True) == [("target", f"{OWN}/a")]


def test_searches_are_asked_by_their_kind(case):
    get, script = Engine("main:g", OWN, f"{OWN}/suche", "q"), Engine("main:s", OWN, "", "q", kind="script")
    wants = Wants(engines=(get, script), ask=(("main:g", "Taxi"), ("main:s", "Taxi")), suggest=(("main:s", "Gewerb"),))
    assert case.urls(wants) == [("search", f"{OWN}/suche?q=Taxi")]
    assert [(one.engine.id, one.text, one.sent) for one in case.wishes.typed(wants)] == [
        ("main:s", "Taxi", True),
        ("main:s", "Gewerb", False),
    ]


def test_targets_without_end_are_named_and_not_fetched(case):
    wants = Wants(targets=tuple(want(f"{FORMS}/{number}") for number in range(500)))
    assert len(case.urls(wants)) == 400
    assert len(case.missing) == 100


@pytest.mark.parametrize(
    ("url", "failure", "other"),
    [
        ("https://www.a.example/", Failure.DNS, "https://a.example/"),
        ("https://a.example/", Failure.DNS, "https://www.a.example/"),
        ("https://a.example/", Failure.REFUSED, "http://a.example/"),
        ("https://a.example/", Failure.TLS, None),
        ("https://a.example/", Failure.TIMEOUT, None),
    ],
)
def test_a_homepage_is_looked_for_where_a_person_would_look(url, failure, other):
    assert other_spelling(url, failure) == other
