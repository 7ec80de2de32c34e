"""The index of a web archive in its dialects, and which capture stands for a date."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.cdx import Index, Snapshot, parse

JUNE = datetime(2019, 6, 1, 12, tzinfo=UTC)
HOME = "http://www.musterdorf.example/"
NAMES = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]


def row(timestamp: str, url: str = HOME, status: str = "200") -> list[str]:
    return ["example,musterdorf)/", timestamp, url, "text/html", status, "ABC", "512"]


def index(*snapshots: Snapshot) -> Index:
    made = Index()
    made.add(snapshots)
    return made


def test_wayback_sends_rows_with_their_names_and_where_to_go_on() -> None:
    rows = [NAMES, row("20190501120000", f"{HOME[:-1]}:80/"), row("20190701000000", status="-"), [], ["example,x)/ 1"]]
    assert parse(json.dumps(rows)) == (
        [Snapshot(HOME, "20190501120000", 200), Snapshot(HOME, "20190701000000", 0)],
        "example,x)/ 1",
    )


def test_an_index_without_captures_is_empty_in_every_dialect() -> None:
    assert parse("") == parse("[]") == parse(json.dumps([NAMES])) == ([], "")


def test_pywb_sends_lines() -> None:
    facts = {"url": HOME, "mime": "text/html", "status": "301"}
    cdxj = f"example,musterdorf)/ 20190501120000 {json.dumps(facts)}\n"
    lines = json.dumps({"urlkey": "example,musterdorf)/", "timestamp": "20190501120000", **facts}) + "\n"
    assert parse(cdxj) == parse(lines) == ([Snapshot(HOME, "20190501120000", 301)], "")


def test_what_is_no_page_of_the_web_is_left_out() -> None:
    assert parse(json.dumps([NAMES, row("20190501120000", "dns:musterdorf.example"), row("gestern")])) == ([], "")


@pytest.mark.parametrize("text", ["<html>Blocked</html>", '["a"]', "{broken"])
def test_another_answer_is_no_index(text: str) -> None:
    with pytest.raises(ValueError, match=r"no rows|no line|Expecting"):
        parse(text)


@given(st.text(max_size=200))
def test_nothing_that_an_archive_sends_breaks_the_reader(text: str) -> None:
    try:
        parse(text)
    except (ValueError, IndexError):
        return


def test_the_nearest_capture_stands_for_the_date() -> None:
    known = index(*(Snapshot(HOME, stamp, 200) for stamp in ("20190101", "20190520", "20190701")))
    found = known.nearest(HOME, JUNE)
    assert found is not None
    assert found.timestamp == "20190520"
    assert found.moment == datetime(2019, 5, 20, tzinfo=UTC)


def test_an_error_of_the_crawler_does_not_stand_for_the_site_but_a_page_that_was_gone_does() -> None:
    busy, good, gone = (Snapshot(HOME, *one) for one in (("20190601", 429), ("20190401", 200), ("20190530", 404)))
    assert index(busy, good).nearest(HOME, JUNE) == good
    assert index(busy, good, gone).nearest(HOME, JUNE) == gone
    assert index(busy).nearest(HOME, JUNE) == busy


def test_the_very_address_wins_over_its_twins_and_of_a_twin_the_page_over_the_redirect() -> None:
    secure = HOME.replace("http:", "https:")
    moved, page = Snapshot(HOME, "20190601", 301), Snapshot(HOME, "20190301", 200)
    assert index(moved, page).nearest(HOME, JUNE) == moved
    assert index(moved, page).nearest(secure, JUNE) == page
    assert index(moved).nearest(secure, JUNE) == moved
    assert index(page).nearest("http://musterdorf.example/index.html", JUNE) == page
    assert index(page).nearest("http://musterdorf.example/anders", JUNE) is None
