"""Who of a group has what, what one can take over from another, and what is worth most for its effort."""

from dataclasses import replace

import pytest

from criteria.errors import UserError
from results.reports.cooperation.measure import FILE, Effort, load_measure
from results.reports.cooperation.model import Available, Kind, Standing
from scanner.model.verdict import State, Verdict
from tests.results.reports.cooperation.samples import (
    FORM,
    NEW_TOWN,
    OTHER,
    PDF,
    RUN,
    STATE,
    finding,
    first,
    report,
    second,
    third,
    town,
    whole_group,
)


def line_of(made, service):
    return next(line for line in made.lines if line.service.id == service)


def cells_of(made, service):
    return {cell.ags[-1]: cell for cell in line_of(made, service).cells}


def steps_of(made, service):
    return [step for step in made.steps if step.service.id == service]


def test_each_member_shows_level_and_solution_of_a_service():
    cells = cells_of(report(*whole_group()), "gewerbesteuer")
    assert (cells["1"].level, cells["1"].solution.kind, cells["1"].solution.vendor) == (
        3,
        Kind.VENDOR,
        "Form-Solutions",
    )
    assert cells["1"].solution.logins == ("organisation",)
    assert (cells["2"].level, cells["2"].solution.kind) == (1, Kind.TEXT)
    assert (cells["3"].level, cells["3"].standing) == (None, Standing.UNREACHABLE)


@pytest.mark.parametrize(
    ("ways", "level", "kind"),
    [
        ((PDF, FORM), 3, Kind.VENDOR),
        ((FORM, STATE), 3, Kind.STATE),
        ((FORM, STATE), 4, Kind.VENDOR),
        ((replace(FORM, platform="", vendor=""),), 3, Kind.PORTAL),
        ((replace(FORM, state="dead"), PDF), 2, Kind.PDF),
        ((replace(STATE, kind="portal_start"),), 1, Kind.START),
        ((replace(FORM, state="soft404"),), 1, Kind.TEXT),
        ((), 0, Kind.NONE),
    ],
)
def test_the_best_way_that_works_is_the_solution(ways, level, kind):
    cells = cells_of(report(first(finding("gestattung", level, *ways))), "gestattung")
    assert cells["1"].solution.kind is kind


def test_a_service_that_was_looked_for_and_not_found_is_level_0_and_one_that_was_not_is_unseen():
    made = report(first(), second(finding("gewerbe_anmeldung", None)))
    assert cells_of(made, "gewerbe_anmeldung")["1"].level == 0
    assert cells_of(made, "gewerbe_anmeldung")["2"].standing is Standing.UNSEEN
    assert cells_of(made, "marktfestsetzung")["1"].standing is Standing.UNSEEN  # no criterion says that it was asked


def test_the_league_decides_what_is_a_members_business():
    made = report(first(), town("05999", "Kreis Probe", (), league="kreis"))
    assert [member.league for member in made.members] == ["kreis", "gemeinde"]
    taxi, trade = line_of(made, "taxi"), line_of(made, "gewerbe_anmeldung")
    assert [cell.standing is Standing.NOT_COMPETENT for cell in taxi.cells] == [False, True]
    assert [cell.standing is Standing.NOT_COMPETENT for cell in trade.cells] == [True, False]


def test_what_another_body_carries_is_no_gap_and_names_the_carrier():
    made = report(first(not_competent=[["gewerbeabfall", "Abfallbetriebe Probe"]]), second(finding("gewerbeabfall", 1)))
    cell = cells_of(made, "gewerbeabfall")["1"]
    assert (cell.standing, cell.carrier, cell.options) == (Standing.CARRIED, "Abfallbetriebe Probe", ())


def test_a_state_service_that_is_not_linked_is_said_and_leads_over_forms_of_others():
    made = report(first(finding("gewerbe_anmeldung", 1)), second(finding("gewerbe_anmeldung", 3, FORM)))
    cells = cells_of(made, "gewerbe_anmeldung")
    assert (cells["1"].unlinked, cells["2"].unlinked) == (True, True)
    step = steps_of(made, "gewerbe_anmeldung")[0]
    assert (step.effort, step.donor) == (Effort.STATE_LINK, "")
    assert step.solution.url == "https://service.wirtschaft.nrw/antrag/gewerbemeldung-leistungsauswahl/"
    assert step.also == ((Effort.OTHER_PLATFORM, "05999002"),)


def test_the_state_service_is_dated():
    early = replace(RUN, as_of=RUN.as_of.replace(year=2018, month=1))
    cells = cells_of(report(first(finding("gewerbe_anmeldung", 1)), run=early), "gewerbe_anmeldung")
    assert not cells["1"].unlinked


def test_the_state_service_of_one_state_is_none_in_another_unless_a_neighbour_links_its_own():
    away, near = (
        town("03999001", "Weitfeld", (finding("gewerbe_anmeldung", 1),)),
        finding("gewerbe_anmeldung", 3, STATE),
    )
    alone = report(away)
    assert not cells_of(alone, "gewerbe_anmeldung")["1"].unlinked
    assert [step.effort for step in steps_of(alone, "gewerbe_anmeldung")] == [Effort.BUILD]
    together = report(away, town("03999002", "Fernau", (near,)))
    assert steps_of(together, "gewerbe_anmeldung")[0].effort is Effort.STATE_LINK
    assert steps_of(together, "gewerbe_anmeldung")[0].donor == "03999002"


def test_a_link_to_the_state_counts_as_linked_even_beside_an_own_form():
    cells = cells_of(report(first(finding("gewerbe_anmeldung", 4, FORM, STATE))), "gewerbe_anmeldung")
    assert (cells["1"].solution.kind, cells["1"].linked, cells["1"].unlinked) == (Kind.VENDOR, True, False)


def test_a_form_on_the_platform_that_one_has_is_parametrised_and_not_built():
    donor = first(finding("gewerbesteuer", 3, FORM))
    same = second(finding("gewerbesteuer", 1), finding("gestattung", 2, replace(FORM, sent="print")))
    other = third(finding("gewerbesteuer", 1), finding("gestattung", 2, OTHER))
    found = {
        step.effort: [taker.ags[-1] for taker in step.takers]
        for step in steps_of(report(donor, same, other), "gewerbesteuer")
    }
    assert found == {Effort.SAME_PLATFORM: ["2"], Effort.OTHER_PLATFORM: ["3"]}


def test_the_same_platform_goes_before_another_where_both_bring_the_same():
    taker = third(finding("gewerbesteuer", 1), finding("gestattung", 2, FORM))
    made = report(first(finding("gewerbesteuer", 3, OTHER)), second(finding("gewerbesteuer", 3, FORM)), taker)
    assert [(one.effort, one.donor[-1]) for one in cells_of(made, "gewerbesteuer")["3"].options] == [
        (Effort.SAME_PLATFORM, "2"),
        (Effort.OTHER_PLATFORM, "1"),
    ]


def test_nobody_takes_over_from_one_who_is_no_further_or_not_seen():
    made = report(
        first(finding("gewerbesteuer", 2, PDF)),
        second(finding("gewerbesteuer", 2, FORM)),
        third(finding("gewerbesteuer", None)),
    )
    assert {option.effort for cell in cells_of(made, "gewerbesteuer").values() for option in cell.options} == {
        Effort.BUILD
    }
    assert cells_of(made, "gewerbesteuer")["3"].options == ()


def test_the_gain_is_what_the_total_would_gain():
    """Four services, E1-E3 in category E, two categories: 1/4 of E2 and 2/4 of 1/4 of E3, a third of E each, half of it."""
    made = report(first(finding("gewerbesteuer", 3, FORM)), second(finding("gewerbesteuer", 1)))
    step = steps_of(made, "gewerbesteuer")[0]
    assert step.gain == pytest.approx((1 / 4 + 2 / 4 / 4) / 3 * 100 / 2)
    assert step.worth == pytest.approx(step.gain / load_measure().effort[step.effort].of(1))


def test_taking_over_does_to_the_total_what_was_promised():
    taker = second(finding("gewerbesteuer", 1))
    promised = steps_of(report(first(finding("gewerbesteuer", 3, FORM)), taker), "gewerbesteuer")[0].gain
    after = second(finding("gewerbesteuer", 3, FORM))
    assert after.totals.total.value - taker.totals.total.value == pytest.approx(promised)


def test_a_gain_that_nobody_can_say_is_none():
    bare = first(finding("gewerbesteuer", 1))
    verdicts = (Verdict("E2", "1", State.NOT_TESTABLE),)
    bare = replace(bare, judgement=replace(bare.judgement, verdicts=verdicts))
    made = report(bare, second(finding("gewerbesteuer", 3, FORM)))
    assert steps_of(made, "gewerbesteuer")[0].gain is None


def test_steps_stand_by_points_per_effort():
    worths = [step.worth for step in report(*whole_group()).steps]
    assert worths == sorted(worths, reverse=True)
    assert worths[0] > worths[-1]


def test_a_group_that_weighs_effort_otherwise_gets_another_order(tmp_path):
    text = FILE.read_text("utf-8")
    dear = text.replace("state_link:     {once: 0.5, each: 0.5}", "state_link:     {once: 90, each: 90}")
    assert dear != text
    (tmp_path / "measure.yaml").write_text(dear, "utf-8")
    scans = (first(finding("gewerbe_anmeldung", 1)), second(finding("gewerbe_anmeldung", 3, FORM)))
    assert steps_of(report(*scans), "gewerbe_anmeldung")[0].effort is Effort.STATE_LINK
    own = report(*scans, measure=load_measure(tmp_path / "measure.yaml"))
    assert steps_of(own, "gewerbe_anmeldung")[0].effort is Effort.OTHER_PLATFORM


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("build:          {once: 8, each: 2}", "build:          {once: 8, each: 0}", "effort.build.each"),
        ("online_from: 3", "online_from: 9", "online_from"),
        ("states:", "stats:", "states"),
        ("  build:          {once: 8, each: 2}      # nobody has it\n", "", "effort lacks build"),
    ],
)
def test_a_mistake_in_the_numbers_is_told_with_its_place(tmp_path, before, after, told):
    text = FILE.read_text("utf-8")
    assert before in text
    (tmp_path / "m.yaml").write_text(text.replace(before, after), "utf-8")
    with pytest.raises(UserError, match=told):
        load_measure(tmp_path / "m.yaml")


def test_what_nobody_has_is_built_by_all_who_lack_it():
    made = report(first(finding("gewerbeabfall", 1)), second(finding("gewerbeabfall", 2, PDF)))
    assert "gewerbeabfall" in [line.service.id for line in made.gaps]
    built = next(step for step in steps_of(made, "gewerbeabfall") if step.effort is Effort.BUILD)
    assert [taker.ags[-1] for taker in built.takers] == ["1", "2"]


def test_what_one_has_online_is_no_gap_and_what_was_not_seen_is_neither():
    made = report(*whole_group())
    gaps = {line.service.id for line in made.gaps}
    assert "gewerbesteuer" not in gaps
    assert "marktfestsetzung" not in gaps  # nobody could be seen: nothing can be said
    assert line_of(made, "gewerbeabfall").unknown == 1


def test_what_is_available_and_not_brought_in_leads():
    """The seam for a catalogue of solutions: given some, they are the leading finding; without any nothing changes."""
    scans = whole_group()
    assert not any(step.effort is Effort.AVAILABLE for step in report(*scans).steps)
    ready = Available(
        "Gewerbeabfall online", "Landkreis-IT", "https://katalog.example/1", towns=frozenset({"05999002"})
    )
    made = report(*scans, solutions={"gewerbeabfall": (ready,)})
    leading = made.steps[0]
    assert (leading.service.id, leading.effort, leading.name) == (
        "gewerbeabfall",
        Effort.AVAILABLE,
        "Gewerbeabfall online",
    )
    assert [taker.ags for taker in leading.takers] == ["05999002"]
    assert leading.gain == pytest.approx((1 / 4 + 3 / 4 / 4) / 3 * 100 / 2)


def test_a_member_without_a_scan_is_shown_and_never_guessed():
    made = report(*whole_group(), unscanned=(NEW_TOWN,))
    member = made.member("05999009")
    assert (member.name, member.standing) == ("Neudorf", Standing.NO_SCAN)
    assert {cell.standing for line in made.lines for cell in line.cells if cell.ags == member.ags} == {Standing.NO_SCAN}
    assert all(taker.ags != member.ags for step in made.steps for taker in step.takers)


def test_a_group_of_one_can_still_link_and_build():
    made = report(first(finding("gewerbe_anmeldung", 1), finding("gewerbeabfall", 1)))
    assert {step.effort for step in made.steps} == {Effort.STATE_LINK, Effort.BUILD}


def test_a_group_of_which_nothing_was_seen_has_no_steps_and_no_gaps():
    made = report(third(state="unreachable"))
    assert (made.steps, made.gaps) == ((), ())


def test_a_survey_by_hand_holds_no_services_and_says_so():
    made = report(first(source="sheet"))
    assert made.members[0].standing is Standing.NOT_ASKED
    assert made.steps == ()


def test_forms_whose_kind_was_not_kept_are_neither_called_the_states_nor_not_linked():
    old = replace(finding("gewerbe_anmeldung", 3), forms=("https://service.example/antrag",))
    cell = cells_of(report(first(old)), "gewerbe_anmeldung")["1"]
    assert (cell.solution.kind, cell.linked, cell.unlinked) == (Kind.UNRECORDED, False, False)
