"""The rich JSON holds all that is known, as its schema says."""

import json

import pytest
from jsonschema import Draft202012Validator

from results.audience import Audience, Names
from results.exports.rich import rich, schema
from tests.results.exports.sources import erased, reviewed, source


def exported(given):
    """The export as data."""
    return json.loads(b"".join(rich(given)))


@pytest.mark.parametrize("audience", [Audience(), Audience("en", Names.OWN, "05999001", masked=False)])
def test_the_schema_describes_every_field_and_no_other(audience):
    Draft202012Validator.check_schema(schema())
    problems = list(Draft202012Validator(schema()).iter_errors(exported(source(audience=audience))))
    assert [problem.message for problem in problems] == []


def test_a_field_that_nobody_described_breaks_the_schema():
    data = exported(source())
    data["municipalities"][0]["scans"][0]["criteria"]["S1"]["secret"] = 1
    assert not Draft202012Validator(schema()).is_valid(data)


def test_scores_reasons_losses_and_ways_are_there():
    scan = exported(source())["municipalities"][2]["scans"][-1]
    assert (scan["name"], scan["total"]["value"], scan["coverage"]) == ("Feld 3", 55.0, 0.6667)
    score = scan["criteria"]["S1"]
    assert (score["score"], score["points"], score["reason"]) == (0.6, 1.2, "because steps")
    assert (score["losses"][0]["cause"], score["searched"]) == ("no_page", ["headers:3"])
    assert scan["services"][0]["ways"][0]["vendor"] == "Civento"
    assert score["evidence"][0]["snippet"] == "benannte Person, Tel. Durchwahl"


def test_changes_to_the_run_before_name_their_cause():
    changes = exported(source())["municipalities"][2]["changes"]
    found = next(one for one in changes if one["id"] == "S1")
    assert (found["from"], found["to"], found["move"], found["gain"], found["causes"]) == (
        "2022",
        "2026",
        "rose",
        30.0,
        ["site"],
    )


def test_ranks_are_given_or_it_is_said_why_not():
    ranks = [town["scans"][-1]["rank"] for town in exported(source())["municipalities"]]
    assert {rank["missing"] for rank in ranks} == {"coverage"}
    assert {rank["place"] for rank in ranks} == {None}


def test_a_proof_that_was_erased_has_its_tombstone():
    (town,) = exported(source(towns=[erased()], labels=("2026",)))["municipalities"]
    assert town["scans"][0]["criteria"]["S1"]["evidence"][0]["erased"] == {
        "at": "2026-11-24T08:00:00Z",
        "reason": "AZ 1",
    }


def test_who_is_not_named_is_left_without_a_trace():
    text = b"".join(rich(source(audience=Audience(names=Names.OWN, own="05999001")))).decode()
    assert "Feld 1" in text
    for number in range(2, 7):
        assert not any(trace in text for trace in (f"Feld {number}", f"feld{number}.example", f"0599900{number}"))


def test_what_people_said_is_there_with_the_total_without_it():
    given = source(towns=[reviewed()], labels=("2026",))
    (town,) = exported(given)["municipalities"]
    scan = town["scans"][-1]
    assert not list(Draft202012Validator(schema()).iter_errors(exported(given)))
    assert (scan["total"]["value"], scan["measured"]["value"], scan["by_hand"]) == (75.0, 55.0, ["S1"])
    (review,), (objection,) = scan["reviews"], scan["objections"]
    assert (review["status"], review["points"], review["by"]) == ("active", 2.0, "benannte Person")
    assert review["reason"] == "nach benannte Person, Tel. Durchwahl"
    assert (objection["who"], objection["outcome"], objection["answers"][0]["review"]) == (
        "benannte Person",
        "upheld",
        1,
    )


def test_of_a_municipality_without_a_name_it_is_not_told_what_was_measured():
    audience = Audience("de", Names.OWN, "05999001", masked=False)
    given = source(towns=[reviewed()], labels=("2026",), audience=audience)
    (town,) = exported(given)["municipalities"]
    scan = town["scans"][-1]
    assert (scan["total"]["value"], scan["measured"], scan["by_hand"]) == (75.0, None, ["S1"])
    assert (scan["reviews"], scan["objections"]) == ([], [])
