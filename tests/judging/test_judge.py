"""Judging a whole site: 32 verdicts with evidence, states of sites that could not be read, the same bytes again."""

import json
import re
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from pydantic import BaseModel

import scanner
from criteria.language import OBSERVATIONS, Node
from scanner.judging.judge import judge
from scanner.judging.observe import OBSERVERS
from scanner.judging.why import why_criterion
from scanner.model.verdict import State
from scanner.reading.facts import Quality
from scanner.reading.urls import identity
from tests.judging.builders import (
    HOME,
    TOWN,
    Answer,
    Kind,
    OfferKind,
    Region,
    Value,
    access,
    answered,
    described,
    engine,
    key,
    link,
    offer,
    page,
    result,
    site,
    the_set,
)


def judged(where):
    return judge(where, scanner_version="0.1.0")


def score(where, wanted):
    return next(verdict for verdict in judged(where).verdicts if verdict.criterion == wanted)


@pytest.fixture(scope="module")
def lively():
    """A site with something for most criteria."""
    basket = the_set().baskets["gemeinde"]
    home = page(
        viewport="width=device-width",
        links=[
            link("/wirtschaft", "Wirtschaft", Region.NAV, depth=1),
            link("/b", "Barrierefreiheit"),
        ],
    )
    values = [
        Value("fee", "26 Euro", Region.MAIN, "p"),
        Value("law", "§ 14 GewO", Region.MAIN, "p"),
        Value("unit", "Ordnungsamt", Region.MAIN, "p"),
        Value("tax_rate", "438 v. H.", Region.MAIN, "p"),
    ]
    services = [page(f"/{name}", name, values=values) for name in basket[:6]]
    return site(
        home,
        page("/wirtschaft"),
        page("/b", "Erklärung zur Barrierefreiheit"),
        *services,
        services={name: (described(name, f"/{name}"),) for name in basket[:6]},
        kinds={key("/b"): frozenset({Kind.ACCESSIBILITY}), key("/wirtschaft"): frozenset({Kind.WIFOE, Kind.BUSINESS})},
        offers={
            basket[0]: (offer(basket[0], OfferKind.STATE, sent="online", evidence=Answer.YES),),
            basket[1]: (offer(basket[1], OfferKind.PDF, fillable="yes", sent="mail"),),
        },
        engines=(engine(answered("Gewerbeanmeldung", result(f"/{basket[0]}")), on_homepage=True),),
        accesses=(access("inbox", "bundid"), access("login", "bundid", scope="own_entry")),
        clicks={key(f"/{name}"): (2, (identity(HOME), key(f"/{name}"))) for name in basket[:6]},
    )


def test_every_criterion_gets_a_verdict_in_the_order_of_the_set(lively):
    assert [verdict.criterion for verdict in judged(lively).verdicts] == [one.id for one in the_set().criteria]
    assert len(judged(lively).verdicts) == 32


def test_every_score_above_zero_has_evidence_and_every_zero_says_what_was_searched(lively):
    scored = [verdict for verdict in judged(lively).verdicts if verdict.state is State.SCORED]

    assert len(scored) > 20
    for verdict in scored:
        if verdict.score:
            assert verdict.evidence, verdict.criterion
            assert all(place.url and place.snippet for place in verdict.evidence), verdict.criterion
        else:
            assert verdict.searched, verdict.criterion


def test_a_verdict_lies_in_its_range_and_says_how_sure_it_is(lively):
    for verdict in judged(lively).verdicts:
        if verdict.score is not None:
            assert verdict.low - 1e-6 <= verdict.score <= verdict.high + 1e-6
        assert 0 <= verdict.confidence <= 1
        assert verdict.reason


def test_the_same_site_gives_the_same_bytes(lively):
    first, again = (json.dumps(asdict(judged(lively)), default=str) for _ in range(2))

    assert first == again


def test_service_findings_hold_page_form_level_clicks_and_contact(lively):
    finding = judged(lively).services[0]

    assert (finding.service, finding.level, finding.clicks, finding.contact) == ("gewerbe_anmeldung", 3, 2, "none")
    assert finding.pages == ("http://www.musterfeld.example/gewerbe_anmeldung",)
    assert len(finding.forms) == 1
    assert [one.service for one in judged(lively).services][:13] == list(the_set().baskets["gemeinde"])


def test_a_homepage_that_could_not_be_had_makes_everything_unreachable():
    gone = replace(site(), pages={}, unseen={identity(HOME): "dns"})

    assert {verdict.state for verdict in judged(gone).verdicts} == {State.UNREACHABLE}
    assert dict(judged(gone).verdicts[0].values)["failure"] == "dns"
    assert judged(site(page(status=503, quality=Quality.ERROR))).verdicts[0].state is State.UNREACHABLE


def test_a_homepage_behind_robots_or_a_bot_wall_is_not_testable():
    hidden = replace(site(), pages={}, unseen={identity(HOME): "robots"})

    assert {(verdict.state, verdict.reason) for verdict in judged(hidden).verdicts} == {(State.NOT_TESTABLE, "robots")}
    wall = judged(site(page(quality=Quality.BOT_WALL)))
    assert {(verdict.state, verdict.reason) for verdict in wall.verdicts} == {(State.NOT_TESTABLE, "bot_wall")}


def test_a_site_that_could_mostly_not_be_read_says_no_to_nothing():
    shells = [page(f"/{n}", quality=Quality.SHELL) for n in range(5)]
    states = {verdict.criterion: verdict for verdict in judged(site(page(), *shells)).verdicts}

    assert states["A1"].state is State.NOT_TESTABLE
    assert states["A1"].reason == "shell"


def test_a_criterion_of_ten_services_counts_none_of_another_league():
    kreis = site(town=replace(TOWN, league="kreis"))

    assert score(kreis, "E7").max == 4
    assert len(judged(kreis).services) == len(the_set().baskets["kreis"])


def _nodes(part):
    """Every node of a rule."""
    if isinstance(part, Node):
        yield part
    if isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _nodes(getattr(part, name))
    elif isinstance(part, tuple):
        for each in part:
            yield from _nodes(each)


def test_every_observation_is_used_by_a_rule_and_every_one_used_is_there():
    rules = tuple(criterion.rule for criterion in the_set().criteria) + tuple(the_set().defines.values())
    used = {node.core for node in _nodes(rules)} & set(OBSERVATIONS)

    assert len(OBSERVERS) == 12
    assert used == set(OBSERVERS)


def test_no_code_outside_the_practice_region_knows_a_criterion():
    ids = {criterion.id for criterion in the_set().criteria}
    room = Path(scanner.__file__).parent / "judging"
    for path in sorted(room.rglob("*.py")):
        assert not ids & set(re.findall(r"\b[SUAFE]\d\b", path.read_text("utf-8"))), path.name


def test_a_page_that_a_link_names_and_robots_hides_is_not_missing():
    home = page(links=[link("/vergabe", "Ausschreibungen und Vergaben")])
    hidden, open_site = site(home, unseen={key("/vergabe"): "robots"}), site(home)

    assert why_criterion(hidden, "E7").verdict.high > why_criterion(open_site, "E7").verdict.high


def test_a_crawl_that_did_not_end_is_less_sure_of_what_it_did_not_find():
    unfinished = replace(site().manifest, complete=False, left_in_frontier=40)

    assert score(site(manifest=unfinished), "A1").confidence < score(site(), "A1").confidence
    assert judged(site(manifest=unfinished)).completeness < judged(site()).completeness
