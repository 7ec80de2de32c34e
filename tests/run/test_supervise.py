"""What happens to scheduled runs, played on a turned clock: the scans only take their time, all else is the real thing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from results.schedules import Options, What
from scanner.run.calendar import ZONE
from tests.run.simulation import Span, Week, World, berlin, town

TOWNS = {
    ags: town(ags, name) for ags, name in (("05999001", "Aulenhain"), ("05999002", "Birkstein"), ("05999003", "Dornau"))
}
ALL = Options(names=tuple(TOWNS))


@pytest.fixture
def week(tmp_path):
    def made(begin, end, options=ALL, *, cron="0 1 * * *", label="N {date} {time}", world=None, **more):
        one = Week(tmp_path, world or World(TOWNS), berlin(begin), berlin(end), **more)
        one.add("nachts", cron, label, options)
        return one

    return made


def told(occurrence):
    return [f"{event.at.astimezone(ZONE):%d. %H:%M} {event.what}" for event in occurrence.events]


def notes(occurrence, what):
    return [event.note for event in occurrence.events if event.what is what]


def scans(made, label):
    return {scan.ags: (scan.number, scan.state, scan.reason) for scan in made.results.scans(label)}


def test_a_run_starts_when_it_is_due_and_ends_with_what_comes_after(week):
    made = week("06-01 00:00", "06-01 12:00")
    (one,) = made.play()
    assert told(one) == ["01. 01:00 started", "01. 01:06 scanned", "01. 01:06 finishing", "01. 01:07 done"]
    assert one.label == "N 2026-06-01 0100"
    assert set(scans(made, one.label)) == set(TOWNS)


def test_a_run_that_does_not_fit_its_window_goes_on_in_the_next_night_where_it_was(week):
    options = Options(names=tuple(TOWNS), window="20:00-06:00")
    world = World(TOWNS, takes=dict.fromkeys(TOWNS, timedelta(hours=3)))
    made = week("06-01 00:00", "06-02 23:30", options, world=world)
    first, second = made.play()
    assert told(first) == [
        "01. 01:00 started", "01. 06:00 paused", "01. 20:00 resumed", "02. 02:00 scanned", "02. 02:00 finishing", "02. 02:01 done",
    ]  # fmt: skip
    assert notes(first, What.RESUMED) == ["towns 2"]  # one was scanned in the first night and is left alone
    assert {number for number, _, _ in scans(made, first.label).values()} == {1}
    assert told(second)[:2] == ["02. 01:00 waiting", "02. 02:00 started"]
    assert notes(second, What.WAITING) == ["before N 2026-06-01 0100"]


def test_a_start_outside_the_window_waits_for_it(week):
    made = week("06-01 00:00", "06-02 00:00", Options(names=tuple(TOWNS), window="20:00-06:00"), cron="0 9 * * *")
    (one,) = made.play()
    assert told(one)[:2] == ["01. 09:00 waiting", "01. 20:00 started"]


def test_of_the_starts_that_a_machine_was_off_for_the_newest_is_made_up_once(week):
    made = week("06-01 00:00", "06-05 00:00", off=(Span(berlin("06-01 12:00"), berlin("06-04 08:00")),))
    _, *missed, last = made.play()
    assert [one.state for one in missed] == [What.MISSED, What.MISSED]
    assert [what for _, _, _, what, _ in made.lines].count(What.MISSED) == 2  # it is told, too
    assert told(last)[0] == "04. 08:00 started"
    assert last.label == "N 2026-06-04 0100"


def test_a_run_that_loses_its_power_goes_on_and_scans_nothing_twice(week):
    world = World(TOWNS, takes=dict.fromkeys(TOWNS, timedelta(minutes=20)))
    made = week("06-01 00:00", "06-01 12:00", world=world, off=(Span(berlin("06-01 01:30"), berlin("06-01 07:00")),))
    (one,) = made.play()
    assert told(one)[:4] == ["01. 01:00 started", "01. 07:00 broken", "01. 07:05 resumed", "01. 07:45 scanned"]
    assert {number for number, _, _ in scans(made, one.label).values()} == {1}


def test_a_daemon_that_was_killed_finds_its_scan_again_and_starts_no_second_one(week):
    world = World(TOWNS, takes=dict.fromkeys(TOWNS, timedelta(minutes=20)))
    made = week("06-01 00:00", "06-01 12:00", world=world, away=(Span(berlin("06-01 01:10"), berlin("06-01 01:40")),))
    (one,) = made.play()
    assert told(one) == ["01. 01:00 started", "01. 02:00 scanned", "01. 02:00 finishing", "01. 02:01 done"]


def test_a_daemon_that_comes_back_after_its_scan_has_ended_takes_what_it_left(week):
    made = week("06-01 00:00", "06-01 12:00", away=(Span(berlin("06-01 01:03"), berlin("06-01 03:00")),))
    (one,) = made.play()
    assert told(one)[1] == "01. 03:00 scanned"
    assert one.state is What.DONE


def test_a_scan_that_is_killed_begins_again_where_it_was_but_not_for_ever(week):
    kills = tuple(berlin(f"06-01 01:{minute:02d}") for minute in (1, 7, 13, 19))
    made = week("06-01 00:00", "06-01 12:00", kills=kills)
    (one,) = made.play()
    assert [what for what in told(one) if "broken" in what] == [
        "01. 01:01 broken", "01. 01:07 broken", "01. 01:13 broken", "01. 01:19 broken",
    ]  # fmt: skip
    assert notes(one, What.REFUSED) == ["given_up 4"]
    assert one.state is What.FAILED


def test_a_dead_host_is_tried_again_in_an_hour_until_it_is_back(week):
    world = World(TOWNS, dead=(Span(berlin("06-01 00:30"), berlin("06-01 02:30"), "05999002", "timeout"),))
    made = week("06-01 00:00", "06-01 12:00", world=world)
    (one,) = made.play()
    assert [line for line in told(one) if "retrying" in line] == ["01. 02:06 retrying", "01. 03:08 retrying"]
    assert notes(one, What.RETRYING) == ["again 05999002 (dead_host 1)", "again 05999002 (dead_host 2)"]
    number, state, reason = scans(made, one.label)["05999002"]
    assert (number, state) == (3, "done")
    assert reason == "Wiederholung 2 nach Zeitplan: Server nicht erreichbar"
    assert scans(made, one.label)["05999001"][0] == 1
    assert one.state is What.DONE


def test_a_host_that_stays_dead_is_left_alone_after_three_retries(week):
    world = World(TOWNS, dead=(Span(berlin("06-01 00:30"), berlin("06-02 00:00"), "05999002", "refused"),))
    (one,) = week("06-01 00:00", "06-01 12:00", world=world).play()
    assert len(notes(one, What.RETRYING)) == 3
    assert one.state is What.DONE


@pytest.mark.parametrize("failure", ["robots", "status 404", "status_403"])
def test_what_is_forbidden_or_gone_is_not_asked_again(week, failure):
    world = World(TOWNS, dead=(Span(berlin("06-01 00:30"), berlin("06-01 02:30"), "05999002", failure),))
    made = week("06-01 00:00", "06-01 12:00", world=world)
    (one,) = made.play()
    assert notes(one, What.RETRYING) == []
    assert scans(made, one.label)["05999002"][:2] == (1, "unreachable")


def test_when_our_own_network_is_down_all_of_it_is_tried_again_together(week):
    made = week(
        "06-01 00:00", "06-01 12:00", world=World(TOWNS, network=(Span(berlin("06-01 01:03"), berlin("06-01 01:50")),))
    )
    (one,) = made.play()
    assert notes(one, What.RETRYING) == ["again 05999002, 05999003 (network 1)", "again 05999002, 05999003 (network 2)"]
    assert one.state is What.DONE


def test_a_run_without_a_network_to_the_end_is_doubtful(week):
    made = week(
        "06-01 00:00", "06-01 12:00", world=World(TOWNS, network=(Span(berlin("06-01 00:00"), berlin("06-02 00:00")),))
    )
    (one,) = made.play()
    assert one.state is What.DOUBTFUL


def test_retries_keep_to_the_window_too(week):
    world = World(TOWNS, dead=(Span(berlin("06-01 00:30"), berlin("06-01 12:00"), "05999002", "timeout"),))
    made = week("06-01 00:00", "06-02 01:00", Options(names=tuple(TOWNS), window="20:00-02:00"), world=world)
    one = made.play()[0]
    assert [line for line in told(one) if "retrying" in line] == ["01. 20:00 retrying"]
    assert one.state is What.DONE


def test_a_town_that_someone_scans_by_hand_is_waited_for(week):
    made = week(
        "06-01 00:00",
        "06-01 12:00",
        world=World(TOWNS, by_hand=(Span(berlin("06-01 00:50"), berlin("06-01 01:20"), "05999003"),)),
    )
    (one,) = made.play()
    assert told(one)[:2] == ["01. 01:00 waiting", "01. 01:20 started"]
    assert notes(one, What.WAITING) == ["busy von Hand"]


def test_two_schedules_never_scan_one_town_at_once(week):
    made = week("06-01 00:00", "06-01 12:00")
    made.add("auch", "2 1 * * *", "auch {date}", ALL)  # the played processes refuse to overlap
    first, second = made.play()
    assert told(second)[:2] == ["01. 01:02 waiting", "01. 01:06 started"]
    assert {one.state for one in (first, second)} == {What.DONE}


def test_the_next_start_waits_for_a_run_that_is_not_through_and_gives_way_to_a_later_one(week):
    world = World(TOWNS, takes=dict.fromkeys(TOWNS, timedelta(minutes=15)))
    made = week("06-01 01:00", "06-01 02:10", world=world, cron="*/20 * * * *")
    first, second, third = made.play()
    assert told(first)[:2] == ["01. 01:20 started", "01. 02:05 scanned"]
    assert told(second) == ["01. 01:40 waiting", "01. 02:00 missed"]
    assert told(third)[:2] == ["01. 02:00 waiting", "01. 02:05 started"]


@pytest.mark.parametrize(
    ("begin", "end", "utc"),
    [
        (
            "03-28 12:00",
            "03-29 12:00",
            datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
        ),  # there is no 02:30: when the clock went on
        ("10-24 12:00", "10-25 12:00", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # 02:30 comes twice: the first
    ],
)
def test_a_start_that_the_clock_skips_or_shows_twice_runs_once(week, begin, end, utc):
    made = week(begin, end, cron="30 2 * * *")
    (one,) = made.play()
    assert one.state is What.DONE
    assert utc <= one.events[0].at <= utc + timedelta(minutes=30)


def test_a_window_is_as_long_as_the_night_when_the_clock_changes(week):
    world = World(TOWNS, takes=dict.fromkeys(TOWNS, timedelta(hours=4)))
    made = week(
        "10-24 12:00", "10-25 12:00", Options(names=tuple(TOWNS), window="22:00-06:00"), cron="0 22 * * *", world=world
    )
    (one,) = made.play()
    assert told(one) == ["24. 22:00 started", "25. 06:00 paused"]
    assert (one.events[1].at - one.events[0].at) // timedelta(hours=1) == 9


def test_a_paused_schedule_starts_nothing_and_makes_nothing_up(week):
    made = week("06-01 00:00", "06-04 12:00")
    made.schedules.pause("nachts")
    assert made.play() == []
    made.schedules.resume("nachts", berlin("06-04 12:00"))
    made.begin, made.end = berlin("06-04 12:00"), berlin("06-05 12:00")
    (one,) = made.play()
    assert told(one)[0] == "05. 01:00 started"


def test_a_schedule_that_is_removed_leaves_its_run_as_it_is(week):
    world = World(TOWNS, takes=dict.fromkeys(TOWNS, timedelta(hours=1)))
    made = week("06-01 00:00", "06-01 02:30", world=world)
    made.play()
    made.schedules.remove("nachts", berlin("06-01 02:30"))
    made.begin, made.end = berlin("06-01 02:30"), berlin("06-02 12:00")
    (one,) = made.play()
    assert one.state is What.FAILED
    assert notes(one, What.FAILED) == ["removed"]
    assert set(scans(made, one.label)) == {"05999001"}


def test_a_run_that_is_there_already_is_not_touched(week):
    made = week("06-01 00:00", "06-01 12:00", label="fest")
    made.store.start_run("fest", source="live", as_of=berlin("05-01 00:00"), settings={})
    (one,) = made.play()
    assert notes(one, What.REFUSED) == ["label fest"]
    assert one.state is What.FAILED
    assert made.results.standings("fest") == {}


def test_a_town_that_is_no_longer_known_fails_the_run_with_a_sentence(week):
    (one,) = week("06-01 00:00", "06-01 12:00", Options(names=("05999009",))).play()
    assert notes(one, What.REFUSED) == ["said no municipality '05999009'"]
    assert one.state is What.FAILED


def test_what_is_asked_for_by_hand_does_not_wait_for_its_window(week):
    made = week("06-01 09:00", "06-01 12:00", Options(names=tuple(TOWNS), window="20:00-06:00"))
    made.schedules.occur(made.schedules.one("nachts"), berlin("06-01 09:00"), "jetzt", by_hand=True)
    (one,) = made.play()
    assert told(one)[0] == "01. 09:00 started"
    assert one.state is What.DONE


def test_a_morning_of_quarter_hours_with_everything_that_goes_wrong_in_it(tmp_path):
    """The core of ``python -m tests.whole.week``: no start is lost, and none runs twice (the played processes refuse to)."""
    world = World(
        TOWNS,
        dead=(Span(berlin("10-25 03:31"), berlin("10-25 03:40"), "05999002", "timeout"),),
        network=(Span(berlin("10-25 04:14"), berlin("10-25 04:25")),),
        by_hand=(Span(berlin("10-25 05:28"), berlin("10-25 05:40"), "05999001"),),
    )
    made = Week(
        tmp_path, world, berlin("10-25 00:00"), berlin("10-25 06:00"),
        off=(Span(berlin("10-25 01:07"), berlin("10-25 03:20")),),
        away=(Span(berlin("10-25 05:01"), berlin("10-25 05:10")),),
        kills=(berlin("10-25 05:17"),),
    )  # fmt: skip
    made.add("viertelstunde", "*/15 * * * *", "V {date} {time}", ALL)
    found = made.play()
    states = {one.label[-4:]: one.state for one in found}
    assert len(found) == 23  # six hours by the clock: the one that came twice counts once
    missed = {clock for clock, state in states.items() if state is What.MISSED}
    assert missed == {"0115", "0130", "0145", "0200", "0215", "0230", "0245", "0300"}
    assert set(states.values()) == {What.DONE, What.MISSED}
    happened = [what for _, _, _, what, _ in made.lines]
    assert (happened.count(What.BROKEN), happened.count(What.RETRYING), happened.count(What.WAITING)) == (1, 2, 2)
    for one in found:
        if one.state is What.DONE:
            assert set(scans(made, one.label)) == set(TOWNS)


def test_municipalities_that_failed_for_several_reasons_are_tried_again_each_with_its_own(week):
    night = (berlin("06-01 00:30"), berlin("06-01 01:30"))
    dead = (Span(*night, "05999001", "timeout"), Span(*night, "05999002", "quatsch"))
    made = week("06-01 00:00", "06-01 12:00", world=World(TOWNS, dead=dead))
    (one,) = made.play()
    assert notes(one, What.RETRYING) == [
        "again 05999002 (other 1)", "again 05999001 (dead_host 1)",
    ]  # fmt: skip
    reasons = {ags: reason for ags, (_, _, reason) in scans(made, one.label).items()}
    assert reasons["05999001"] == "Wiederholung 1 nach Zeitplan: Server nicht erreichbar"
    assert reasons["05999002"] == "Wiederholung 1 nach Zeitplan: Fehler der Prüfung"
