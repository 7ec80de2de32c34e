"""Rules in words: every criterion in both languages, with its places, words and points."""

from typing import get_args

import pytest

from criteria.errors import UserError
from criteria.explain import Explainer, explain
from criteria.language import OBSERVATIONS, Node, OffersIn, ServicesIn
from criteria.loading import load_set


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_criterion_can_be_said(built_in, language):
    for criterion in built_in.criteria:
        said = explain(built_in, criterion.id, language)
        assert said.startswith(f"{criterion.id} {criterion.title.get(language)}")
        assert criterion.question.get(language) in said
        assert "{" not in said


def test_steps_places_and_words_are_named(built_in):
    said = explain(built_in, "U1")
    assert "2 Punkte: auf der Startseite: ein Link" in said
    assert "„Wirtschaft…“" in said
    assert "erste Ebene des Menüs oder Kachel" in said
    assert said.splitlines()[-1].strip() == "sonst 0"


def test_definitions_are_put_in(built_in):
    assert "Gebühr" in explain(built_in, "U6")


def test_numbers_are_written_as_the_language_does(built_in):
    assert "0,5 Punkte" in explain(built_in, "A2", "de")
    assert "0.5 points" in explain(built_in, "A2", "en")


def test_what_happens_without_members_is_said(built_in):
    assert explain(built_in, "F7").splitlines()[-1].strip() == "entfällt"


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_field_of_every_observation_has_words(built_in, language):
    explainer = Explainer(built_in, language)
    queries = {name: get_args(Node.model_fields[name].annotation)[0] for name in OBSERVATIONS}
    for name, model in [*queries.items(), ("offer", OffersIn), ("roles", ServicesIn)]:
        for field in model.model_fields:
            explainer.say("observations", name, field, value="x", top="5")


def test_a_phrase_that_is_missing_is_told(spoiled):
    folder = spoiled(
        "phrases.yaml",
        "    section: {is: ein Abschnitt mit Inhalt, heading:",
        "    section: {is: ein Abschnitt, haeding:",
    )
    with pytest.raises(UserError, match=r"has no phrase de\.observations\.section\.heading"):
        explain(load_set(folder), "U6")
