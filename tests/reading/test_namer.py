"""Which services a heading names."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import re2
import yaml
from hypothesis import given
from hypothesis import strategies as st

from criteria.words import fold
from scanner.reading.literals import Literals, needed_letters
from scanner.reading.namer import Namer
from tests.reading.sites import criteria_set, page, seen_of

_LISTS = yaml.safe_load(Path(__file__).with_name("headings.yaml").read_text("utf-8"))
HEADINGS = [(heading, "" if named == "none" else named) for named, each in _LISTS.items() for heading in each]
LETTERS = "abcdefgmnorstuw "


@cache
def namer() -> Namer:
    return Namer(seen_of({"/x": page("X")}))


@pytest.mark.parametrize(("heading", "named"), HEADINGS)
def test_a_heading_names_these_services_and_no_others(heading: str, named: str) -> None:
    assert namer().find(heading) == frozenset(named.split())


@pytest.mark.parametrize("write", [str.upper, str.lower, lambda text: text.replace("ä", "ae").replace("ü", "ue")])
def test_spelling_does_not_matter(write) -> None:
    for heading in ("Gaststättenerlaubnis", "Güterkraftverkehr", "Gewerbeanmeldung"):
        assert namer().find(write(heading)) == namer().find(heading) != frozenset()


@pytest.mark.parametrize(
    ("heading", "service"), [("Laden eröffnen", "gewerbe_anmeldung"), ("Flohmarkt", "marktfestsetzung")]
)
def test_everyday_words_name_perhaps(heading: str, service: str) -> None:
    assert service not in namer().find(heading)
    assert service in namer().maybe(heading)


def test_every_service_of_the_catalogue_is_named_by_its_own_name() -> None:
    unnamed = [s.id for s in criteria_set().services if s.business and s.id not in namer().find(s.name)]
    assert unnamed == []


@pytest.mark.parametrize(
    ("expression", "needed"),
    [
        (r"\bgewerbe(an|um|ab)meldung\b", {"gewerbe"}),
        (r"\b(floh|troedel)(markt|maerkte)\w*", {"markt", "maerkte"}),
        (r"\bgerueste?n?\b", {"geruest"}),
        (r"^(taxi|taxen)$|\bmietwagen\b", {"taxi", "taxen", "mietwagen"}),
        (r"\b(neu)?\w*( \w+){0,3}", set()),
        (r"a|(b)?", set()),
    ],
)
def test_the_letters_that_an_expression_needs(expression: str, needed: set[str]) -> None:
    assert needed_letters(expression) == needed


@given(st.text(LETTERS, max_size=40))
def test_no_match_is_lost_by_asking_for_letters_first(text: str) -> None:
    parts = [
        r"\b(an|um)?(meldung|sage)\b",
        r"\bgewerbe?\w*( \w+){0,2} (an|ab)\b",
        r"\b(st(a|ae)nd|wand)e?\b",
        r"\bo?dorf\b",
    ]
    named = {str(at): [part] for at, part in enumerate(parts)}
    matching = {name for name, (part,) in named.items() if re2.compile(part).search(text)}
    assert matching <= Literals(named).candidates(text)


@pytest.mark.parametrize(("heading", "_"), HEADINGS[::7])
def test_no_expression_that_matches_is_left_out(heading: str, _: str) -> None:
    expressions = criteria_set().lexicon.expressions
    lists = {name: parts for name, parts in expressions.items() if name.startswith("names_")}
    machine = Literals(lists)
    folded = fold(heading)
    matching = {name for name in lists if criteria_set().lexicon.expression(name).search(folded)}
    assert matching <= machine.candidates(folded)
