"""docs/rules.md names everything that a rule can say, and its examples are valid."""

import re
from pathlib import Path
from typing import get_args

import pytest
import yaml

from criteria.language import BOUNDS, OBSERVATIONS, Criterion, Example, Node, OffersIn
from criteria.language.names import League
from criteria.language.places import Spot
from criteria.loading import CriteriaSet
from criteria.yaml_file import Loader

DOC = (Path(__file__).parents[2] / "docs" / "rules.md").read_text("utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", DOC, re.S)


def named(text):
    spans = re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", text, flags=re.S))
    return set(re.findall(r"\w+", " ".join(spans)))


def with_words(part, criteria_set: CriteriaSet):
    """Put word lists in, as loading does."""
    if isinstance(part, dict):
        return {key: with_words(value, criteria_set) for key, value in part.items()}
    if isinstance(part, list):
        return [with_words(value, criteria_set) for value in part]
    return list(criteria_set.lexicon.words[part[1:]]) if isinstance(part, str) and part.startswith("$") else part


@pytest.mark.parametrize("observation", OBSERVATIONS)
def test_every_field_of_an_observation_is_named_in_its_row(observation):
    row = next(line for line in DOC.splitlines() if line.startswith(f"| `{observation}` |"))
    model = get_args(Node.model_fields[observation].annotation)[0]
    assert named(row) == {observation, *(field.alias or name for name, field in model.model_fields.items())}


def test_scales_logic_places_and_bounds_are_named():
    words = named(DOC)
    assert {field.alias or name for name, field in Node.model_fields.items()} - {"worth"} <= words
    assert set(BOUNDS) | set(get_args(Spot)) <= words
    assert set(OffersIn.model_fields) - set(get_args(Node.model_fields["offer"].annotation)[0].model_fields) <= words
    assert {"max_in", "leagues", "weight", "analogous"} <= words


def test_the_criterion_of_the_doc_is_valid(built_in):
    ((name, rule),) = yaml.load(BLOCKS[0], Loader=Loader).items()
    assert Criterion.model_validate({"id": name, **with_words(rule, built_in)}).leagues == get_args(League)


def test_the_example_of_the_doc_is_valid():
    assert Example.model_validate(yaml.load(BLOCKS[1], Loader=Loader)).worth == 0
