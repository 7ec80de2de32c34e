"""What readers may not see is gone before any writer gets it."""

from dataclasses import astuple, replace

from results.audience import Audience, Names
from results.compare.survey import Survey
from results.queries import RunInfo
from results.veil import veiled
from scanner.model.objection import Objection
from scanner.model.place import Place
from scanner.model.review import BY_HAND, Review, ReviewKind, basis_of
from scanner.model.verdict import AlsoFound, Loss, State, Way
from tests.results.samples import AS_OF, finding, judgement, scan_info, verdict

RUN = RunInfo(1, "2026", "live", AS_OF, AS_OF, (), {})
PERSON = Place("http://feld.example/team/anke-muster", AS_OF, "p", "Frau Anke Muster, a.muster@feld.example", "urn:1")

ALSO = AlsoFound("99085001000000", "Reisepass", "http://feld.example/anke.muster@feld.example", "name")


def scan(ags, number):
    made = replace(verdict("A1"), evidence=(PERSON,), searched=("page:http://feld.example/x", "term:Bauantrag"),
                   values=(("member:http://feld.example/f", "1"), ("points", "2")),
                   losses=(Loss("bauantrag", 0.1, "no_page", url="http://feld.example/x"),))  # fmt: skip
    found = replace(finding(), ways=(Way("http://feld.example/w", "online", "open", "own"),))
    return scan_info(
        ags,
        f"Feld {ags}",
        id=number,
        judgement=replace(judgement(made, services=(found,)), also=(ALSO,)),
        municipality={"homepage": "http://feld.example/"},
    )


def shown(**audience):
    scans = tuple(scan(f"0599900{number}", number) for number in range(1, 5))
    surveys, given = veiled([Survey(RUN, scans[:2], scans)], Audience(**audience))
    return surveys[0], given


def test_persons_are_masked_for_everybody():
    survey, _ = shown()
    for town in survey.whole:
        place = town.verdicts[0].evidence[0]
        assert (place.snippet, place.url) == ("benannte Person, Mail", "http://feld.example/team/benannte-Person")


def test_persons_stay_for_their_own_municipality_and_for_no_other():
    survey, _ = shown(own="05999001", masked=False)
    told = ["Muster" in town.verdicts[0].evidence[0].snippet for town in survey.scans]
    assert told == [True, False]


def test_who_is_not_named_can_not_be_told_from_anything_that_is_left():
    survey, audience = shown(names=Names.OWN, own="05999001")
    named, *hidden = survey.whole
    assert named.name == "Feld 05999001"
    assert [town.name for town in hidden] == ["Kommune A", "Kommune B", "Kommune C"]
    assert [audience.name(town.ags, town.name) for town in hidden] == [town.name for town in hidden]
    for town in hidden:
        left = repr(astuple(town))
        assert "feld.example" not in left
        assert "0599900" not in left
        assert (town.totals.total.value, town.verdicts[0].losses[0].score) == (100.0, 0.1)
        assert town.judgement.services[0].level == 3
        assert town.judgement.also[0].name == "Reisepass"


def decided(town):
    """The same scan with a review over its only verdict, and an objection."""
    review = Review(1, "2026", town.ags, "A1", ReviewKind.SCORE, State.SCORED, 1.0, "Frau Anke Muster sagt es",
                    "Kurt Weber", AS_OF, basis_of(town.judgement.verdicts[0]))  # fmt: skip
    said = Objection(1, "2026", town.ags, "A1", "Kurt Weber", AS_OF.date(), "zu wenig", "Weber", AS_OF)
    return replace(town, reviews=(review,), objections=(said,))


def test_a_score_that_a_person_decided_counts_for_those_who_are_not_named_too():
    scans = tuple(decided(scan(f"0599900{number}", number)) for number in range(1, 3))
    surveys, _ = veiled([Survey(RUN, scans, scans)], Audience(names=Names.OWN, own="05999001"))
    hidden = surveys[0].whole[1]
    assert (hidden.verdicts[0].score, hidden.verdicts[0].reason) == (0.5, BY_HAND)
    assert not {"Weber", "Muster"} & set(repr(astuple(hidden)).replace("'", " ").split())


def test_who_reviewed_or_objected_is_masked_like_any_person():
    scans = (decided(scan("05999001", 1)),)
    surveys, _ = veiled([Survey(RUN, scans, scans)], Audience())
    town = surveys[0].whole[0]
    assert (town.reviews[0].by, town.objections[0].who) == ("benannte Person", "benannte Person")
    assert "Weber" not in repr(town.verdicts[0])
    assert "Muster" not in repr(town.verdicts[0])


def test_the_scans_asked_for_and_their_peers_stay_the_same_ones():
    survey, _ = shown(names=Names.OWN, own="05999001")
    assert [town in survey.peers for town in survey.scans] == [True, True]
