"""Causes in words: counted, in both languages, with what exactly is missing."""

from pathlib import Path

import pytest

from criteria.language.walk import walk
from criteria.phrases import Phrases
from criteria.words import WordList
from scanner.judging import loss_words
from scanner.model.cause import Cause
from scanner.model.verdict import Changer, Loss
from tests.judging.builders import the_set

ASKED = ("heading", "items", "words", "purpose")  # fields of a query whose words may be what is missing


def test_causes_are_counted():
    assert loss_words.loss("portal_start_page", 11, "de") == "11 Links führen auf die Startseite eines Portals"
    assert loss_words.loss("portal_start_page", 1, "de") == "Ein Link führt auf die Startseite eines Portals"
    assert loss_words.loss("no_page", 1234, "de") == "1.234 Leistungen sind nicht beschrieben"
    assert loss_words.loss("no_page", 2, "en") == "2 services are not described"


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_cause_and_every_changer_has_its_own_words(language):
    for count in (1, 2):
        said = [loss_words.loss(cause, count, language) for cause in Cause]
        assert len(set(said)) == len(Cause)
        assert all("2" in text for text in said) or count == 1
    assert len({loss_words.changer(who, language) for who in Changer}) == len(Changer)


def test_the_list_of_causes_is_documented():
    documented = (Path(__file__).parents[2] / "docs" / "rules.md").read_text("utf-8")

    assert [cause for cause in Cause if f"`{cause}`" not in documented] == []


def test_a_cause_that_is_not_known_is_said_as_the_step_that_is_not_reached():
    assert loss_words.loss("of_tomorrow", 1, "en") == loss_words.loss(Cause.BELOW_STEP, 1, "en")


def test_a_single_loss_says_what_exactly_is_missing():
    def told(cause, detail, language="de"):
        return loss_words.told(Loss("", 0.1, cause, detail=detail), the_set(), language)

    assert told("field_missing", "voraussetzungen") == "Eine Angabe fehlt: Voraussetzungen"
    assert told("no_such_page", "tenders", "en") == "One page is missing: tenders"
    assert told("not_in_search", "gestattung").endswith(": Gestattung (vorübergehender Gaststättenbetrieb)")
    assert told("not_seen", "robots") == "Ein Teil wurde nicht gesehen: robots.txt verbietet den Abruf"
    assert told("dead_link", "http://musterfeld.example/weg.pdf").endswith(": http://musterfeld.example/weg.pdf")
    assert told("no_address", "") == "Die Anschrift fehlt"


@pytest.mark.parametrize("language", ["de", "en"])
def test_whatever_the_rules_look_for_by_words_has_a_name(language):
    criteria = the_set()
    lists = {tuple(patterns): name for name, patterns in criteria.lexicon.words.items()}
    phrases = Phrases(criteria, language)
    rules = [one.rule for one in criteria.criteria] + list(criteria.defines.values())
    asked = {
        lists[words.patterns]
        for rule in rules
        for _, node in walk(rule)
        for field in ASKED
        if isinstance(words := getattr(getattr(node, node.core, None), field, None), WordList)
        and words.patterns in lists
    }

    assert len(asked) > 12
    assert {name for name in asked if phrases.name(name) == name} == set()
