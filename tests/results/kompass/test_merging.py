"""Three-way merge of worksheets: what one side changed is taken, what both changed is told, nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from results.kompass.merging import Conflict, merge, settled

BASE = {"a": {"who": "", "why": "alt"}}
WORDS = st.sampled_from(["", "x", "y", "z"])
ROWS = st.dictionaries(st.sampled_from("abc"), st.dictionaries(st.sampled_from(["who", "why"]), WORDS))


def test_a_cell_that_came_back_filled_in_is_taken():
    merged = merge(BASE, BASE, {"a": {"who": "IT", "why": "alt"}})
    assert (merged.rows["a"], merged.taken, merged.conflicts) == ({"who": "IT", "why": "alt"}, 1, ())


def test_a_cell_that_we_changed_meanwhile_stays():
    ours = {"a": {"who": "Amt", "why": "alt"}}
    assert merge(BASE, ours, BASE).rows == ours


def test_a_cell_that_both_changed_is_a_conflict_and_keeps_our_word():
    merged = merge(BASE, {"a": {"who": "Amt", "why": "alt"}}, {"a": {"who": "IT"}})
    assert merged.conflicts == (Conflict("a", "who", "", "Amt", "IT"),)
    assert merged.rows["a"]["who"] == "Amt"


def test_both_changing_a_cell_to_the_same_word_is_none():
    both = {"a": {"who": "IT", "why": "alt"}}
    assert merge(BASE, both, both).conflicts == ()


def test_a_row_that_did_not_come_back_is_kept_and_named():
    merged = merge(BASE, BASE, {})
    assert (merged.rows, merged.gone) == (BASE, ("a",))


def test_a_new_row_is_added():
    merged = merge(BASE, BASE, {**BASE, "b": {"who": "neu"}})
    assert (merged.rows["b"], merged.added) == ({"who": "neu"}, ("b",))


def test_an_emptied_cell_is_a_change():
    assert merge(BASE, BASE, {"a": {"who": "", "why": ""}}).rows["a"]["why"] == ""


def test_conflicts_can_be_settled_for_what_came_back():
    merged = merge(BASE, {"a": {"who": "Amt"}}, {"a": {"who": "IT"}})
    done = settled(merged, merged.conflicts)
    assert (done.rows["a"]["who"], done.conflicts) == ("IT", ())


@given(ROWS, ROWS, ROWS)
def test_no_word_of_either_side_is_lost(base, ours, theirs):
    merged = merge(base, ours, theirs)
    told = {(one.row, one.column): one for one in merged.conflicts}
    for side in (ours, theirs):
        for row, cells in side.items():
            for column, word in cells.items():
                kept = merged.rows[row].get(column, "")
                before = base.get(row, {}).get(column, "")
                conflict = told.get((row, column))
                assert word in (kept, before) or (conflict and word in (conflict.ours, conflict.theirs))
