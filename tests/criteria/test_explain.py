"""Rules in words: every criterion in both languages, with its places, words and points."""

from typing import get_args

import pytest

from criteria.errors import UserError
from criteria.explain import explain
from criteria.language import OBSERVATIONS, Node, OffersIn, ServicesIn
from criteria.loading import folder_of, load_set
from criteria.phrases import Phrases


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_criterion_can_be_said(built_in, language):
    for criterion in built_in.criteria:
        said = explain(built_in, criterion.id, language)
        assert said.startswith(f"{criterion.id} {criterion.title.get(language)}")
        assert criterion.question.get(language) in said
        assert "{" not in said


def test_steps_places_and_words_are_named(built_in):
    said = explain(built_in, "U1")
    assert "2 Punkte: auf der Startseite: eines davon:" in said
    assert "ein Link mit Wörtern wie „Wirtschaft…“, „Unternehm…“" in said
    assert "in der ersten Ebene des Menüs oder als Kachel" in said
    assert said.splitlines()[-1].strip() == "sonst 0"


def test_definitions_are_put_in(built_in):
    assert "Gebühr" in explain(built_in, "U6")


def test_numbers_are_written_as_the_language_does(built_in):
    assert "0,5 Punkte" in explain(built_in, "A2", "de")
    assert "0.5 points" in explain(built_in, "A2", "en")


def test_what_happens_without_members_is_said(built_in):
    assert explain(built_in, "F7").splitlines()[-1].strip() == "das Kriterium entfällt"


def test_shares_are_said_in_per_cent(built_in):
    assert "Anteil, 0 bis 100 %" in explain(built_in, "S2")
    assert "3 Punkte: bei mindestens 80 % der Kernleistungen" in explain(built_in, "S5")
    assert "der gemessene Wert ist mindestens 50 %" in explain(built_in, "E6")


@pytest.mark.parametrize("language", ["de", "en"])
def test_sentences_are_put_together_well(built_in, language):
    for criterion in built_in.criteria:
        for line in explain(built_in, criterion.id, language).splitlines():
            assert not any(part in line for part in (" ,", ", ,", ",,", "  -  ", " :", ",:", "None", "True"))
            assert not line.strip().endswith(",")


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_field_of_every_observation_has_words(built_in, language):
    phrases = Phrases(built_in, language)
    queries = {name: get_args(Node.model_fields[name].annotation)[0] for name in OBSERVATIONS}
    for name, model in [*queries.items(), ("offer", OffersIn), ("roles", ServicesIn)]:
        for field in model.model_fields:
            at = ("over", "left_out") if field.startswith("not_") and model is OffersIn else ("over", "competence")
            if model is ServicesIn or at[1] == "left_out":
                phrases.say(*at, value="x")
            elif field != "roles":
                assert_said(phrases, name, field)


def assert_said(phrases, name, field):
    """Each field has a phrase; where it has one for each value, for every value the language knows."""
    known = yaml_phrases(phrases, name)[field]
    assert isinstance(known, (str, dict))
    if isinstance(known, str):
        phrases.say("observations", name, field, value="x", top="5")


def yaml_phrases(phrases, name):
    from criteria.phrases import FILE
    from criteria.yaml_file import read_yaml

    return read_yaml(folder_of("g2b-2026") / FILE).data[phrases.language]["observations"][name]


def values_of(annotation):
    return [one for part in get_args(annotation) for one in ([part] if isinstance(part, str) else values_of(part))]


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_value_of_every_field_has_words(built_in, language):
    phrases = Phrases(built_in, language)
    for name in OBSERVATIONS:
        model = get_args(Node.model_fields[name].annotation)[0]
        for field, info in model.model_fields.items():
            for value in values_of(info.annotation):
                node = Node.model_validate({name: {field: value}}) if name != "section" else None
                assert node is None or "{" not in phrases.observed(node)


def test_a_phrase_that_is_missing_is_told(spoiled):
    folder = spoiled(
        "phrases.yaml",
        "      is: ein ausgefüllter Abschnitt\n      heading:",
        "      is: ein ausgefüllter Abschnitt\n      haeding:",
    )
    with pytest.raises(UserError, match=r"has no phrase de\.observations\.section\.heading"):
        explain(load_set(folder), "U6")
