"""What the readers of a report get to see of the others."""

from __future__ import annotations

from results.audience import Audience, Names
from tests.results.samples import scan_info

TOWNS = [scan_info(ags=f"0599900{number}", name=f"Ort {number}") for number in range(1, 6)]


def test_all_are_named_unless_it_is_asked_otherwise():
    audience = Audience().with_towns(TOWNS)
    assert [audience.name(town.ags, town.name) for town in TOWNS] == [f"Ort {number}" for number in range(1, 6)]


def test_the_own_municipality_is_named_and_the_others_get_letters_that_stay_the_same():
    audience = Audience(names=Names.OWN, own="05999003").with_towns(TOWNS)
    shown = [audience.name(town.ags, town.name) for town in TOWNS]
    assert shown[2] == "Ort 3"
    assert sorted(set(shown) - {"Ort 3"}) == ["Kommune A", "Kommune B", "Kommune C", "Kommune D"]
    assert shown == [audience.with_towns(reversed(TOWNS)).name(town.ags, town.name) for town in TOWNS]


def test_letters_follow_neither_the_alphabet_nor_the_order_given():
    audience = Audience(names=Names.OWN).with_towns(TOWNS)
    assert [audience.name(town.ags, town.name)[-1] for town in TOWNS] != sorted("ABCDE")


def test_whoever_does_not_have_the_database_cannot_work_the_letters_out():
    shown = {
        tuple(Audience(names=Names.OWN).with_towns(TOWNS, secret).name(town.ags, town.name) for town in TOWNS)
        for secret in ("2026-11-24T08:00:00.000001", "2026-11-24T08:00:00.000002", "2026-11-24T08:00:00.000003")
    }
    assert len(shown) > 1


def test_members_of_the_group_are_named_to_each_other():
    audience = Audience(names=Names.GROUP, group=frozenset({"05999001", "05999002"}), language="en").with_towns(TOWNS)
    shown = [audience.name(town.ags, town.name) for town in TOWNS]
    assert shown[:2] == ["Ort 1", "Ort 2"]
    assert all(name.startswith("Municipality ") for name in shown[2:])


def test_more_than_twenty_six_hidden_ones_go_on_with_two_letters():
    many = [scan_info(ags=f"{5999000 + number:08d}", name=str(number)) for number in range(28)]
    audience = Audience(names=Names.OWN).with_towns(many)
    shown = {audience.name(town.ags, town.name) for town in many}
    assert {"Kommune Z", "Kommune AA", "Kommune AB"} <= shown
    assert len(shown) == 28


def test_persons_are_shown_to_their_own_municipality_only_and_only_when_asked():
    assert not Audience(own="05999001").sees_persons("05999001")
    assert Audience(own="05999001", masked=False).sees_persons("05999001")
    assert not Audience(own="05999001", masked=False).sees_persons("05999002")
    assert not Audience(masked=False).sees_persons("05999001")
