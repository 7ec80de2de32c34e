from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request, Spider

from criteria.errors import UserError
from scanner.archive.records import Failure, Missing, Purpose
from spiders.ledger import Ledger
from spiders.recorder import blank


class Town(Spider):
    name = "town"

    def page(self, response: Any) -> None: ...

    def missed(self, failure: Any) -> None: ...


TOWN = Town()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.ledger.sqlite"


def wanted(path: str, priority: int = 0, **meta: Any) -> Request:
    url = f"http://www.musterdorf.example{path}"
    return Request(url, callback=TOWN.page, errback=TOWN.missed, priority=priority, meta=meta)


def given_out(ledger: Ledger) -> Request:
    request = ledger.next(TOWN)
    assert request is not None
    return request


def paths(ledger: Ledger, end: int = 100) -> list[str]:
    """Take everything out and settle it."""
    seen = []
    while (request := ledger.next(TOWN)) is not None:
        seen.append(request.url.removeprefix("http://www.musterdorf.example"))
        ledger.settle(request, end=end)
    return seen


def test_the_most_promising_first_then_the_oldest(path: Path) -> None:
    ledger = Ledger(path)
    for request in (wanted("/a"), wanted("/b", 5), wanted("/c"), wanted("/d", 5), wanted("/e", -1)):
        assert ledger.add(request)
    assert paths(ledger) == ["/b", "/d", "/a", "/c", "/e"]
    assert not ledger.pending()


def test_a_child_that_promises_more_goes_before_older_ones(path: Path) -> None:
    ledger = Ledger(path)
    ledger.add(wanted("/a"))
    ledger.add(wanted("/b"))
    assert ledger.settle(given_out(ledger), end=1, children=[wanted("/c", 9), wanted("/b", 9)]) == 1
    assert paths(ledger) == ["/c", "/b"]


def test_what_is_known_is_not_noted_again(path: Path) -> None:
    ledger = Ledger(path)
    assert ledger.add(wanted("/a", key="a"))
    assert not ledger.add(wanted("/A", key="a"))
    assert ledger.knows("a")
    paths(ledger)
    assert not ledger.add(wanted("/a", key="a"))
    assert ledger.knows("a")
    assert not ledger.knows("b")


def test_the_same_address_may_be_wanted_for_several_reasons(path: Path) -> None:
    ledger = Ledger(path)
    assert ledger.add(wanted("/s"))
    assert ledger.add(wanted("/s", purpose="search", term="Gewerbe"))
    assert ledger.add(wanted("/s", purpose="search", term="Taxi"))
    assert ledger.add(wanted("/s", purpose="search", term="Gewerbe").replace(method="POST", body=b"q=Gewerbe"))
    assert not ledger.add(wanted("/s", purpose="search", term="Gewerbe"))


META = st.dictionaries(
    st.text(max_size=8).filter(lambda name: name not in {"ledger", "capture", "key", "purpose"}),
    st.recursive(st.none() | st.booleans() | st.integers(-9, 9) | st.text(), lambda inner: st.lists(inner, max_size=3)),
    max_size=4,
)


@given(meta=META, body=st.binary(max_size=50), priority=st.integers(-1000, 1000), header=st.text("abcäß ", max_size=9))
def test_a_request_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, meta: dict[str, Any], body: bytes, priority: int, header: str
) -> None:
    ledger = Ledger(tmp_path_factory.mktemp("ledger") / "a.sqlite")
    before = Request(
        "http://a.example/s?q=%C3%A4", method="POST", body=body, headers={"X-A": header.encode("latin-1")},
        meta=dict(meta), priority=priority, callback=TOWN.page, errback=TOWN.missed,
    )  # fmt: skip
    ledger.add(before)
    after = given_out(ledger)
    number = after.meta.pop("ledger")
    assert number == ledger.out
    assert (after.url, after.method, after.body, after.priority) == (before.url, "POST", body, priority)
    assert after.headers == before.headers
    assert after.meta == meta
    assert (after.callback, after.errback) == (TOWN.page, TOWN.missed)
    ledger.close()


def test_what_was_given_out_and_not_settled_is_still_to_do_after_a_kill(path: Path) -> None:
    ledger = Ledger(path)
    ledger.add(wanted("/a"))
    ledger.settle(given_out(ledger), end=10, children=[wanted("/b"), wanted("/c")], state={"engines": ["e"]})
    assert given_out(ledger).url.endswith("/b")
    ledger.close()
    again = Ledger(path)
    assert again.end == 10
    assert again.get("engines") == ["e"]
    assert paths(again) == ["/b", "/c"]


def test_what_was_seen_and_missed_comes_back_in_order(path: Path) -> None:
    ledger = Ledger(path)
    seen = [replace(blank(f"http://a.example/{number}", Purpose.PAGE), id=f"urn:{number}") for number in range(3)]
    missed = Missing("http://a.example/x", Purpose.TARGET, Failure.DNS, detail="weg")
    ledger.settle(None, end=5, found=[seen[0], missed, seen[1]])
    ledger.settle(None, end=6, found=[seen[2]])
    ledger.close()
    again = Ledger(path)
    assert again.captures == tuple(seen)
    assert again.missing == (missed,)


def test_a_page_is_noted_whole_or_not_at_all(path: Path) -> None:
    ledger = Ledger(path)
    ledger.add(wanted("/a"))
    request = given_out(ledger)
    with pytest.raises(TypeError):
        ledger.settle(request, end=10, children=[wanted("/b")], state={"x": object()})
    assert (ledger.end, ledger.left(), ledger.out) == (0, 1, request.meta["ledger"])
    assert ledger.settle(request, end=10, children=[wanted("/b")]) == 1


def test_what_the_warc_has_lost_is_to_do_again(path: Path) -> None:
    ledger = Ledger(path)
    for number in range(3):
        ledger.add(wanted(f"/{number}"))
    for number in range(3):
        found = [blank(f"http://a.example/{number}", Purpose.PAGE)]
        ledger.settle(given_out(ledger), end=100 * (number + 1), found=found, children=[wanted(f"/{number}/child", 9)])
        given_out(ledger)
        ledger.settle(given_out(ledger), end=100 * (number + 1) + 50)
    ledger.cut(210)
    assert ledger.end == 200
    assert len(ledger.captures) == 2
    assert paths(ledger) == ["/1/child", "/2/child", "/2"]


def test_a_postponed_request_waits_and_others_go_first(path: Path) -> None:
    ledger = Ledger(path)
    ledger.add(wanted("/a", 9))
    ledger.add(wanted("/b"))
    ledger.postpone(given_out(ledger), 60)
    assert ledger.out is None
    assert paths(ledger) == ["/b"]
    assert ledger.pending()
    ledger.postpone(wanted("/a", ledger=1), -1)
    assert paths(ledger) == ["/a"]


def test_priorities_only_rise(path: Path) -> None:
    ledger = Ledger(path)
    for name, priority in (("a", 5), ("b", 5), ("c", 5)):
        ledger.add(wanted(f"/{name}", priority, key=name))
    ledger.raise_priority("c", 9)
    ledger.raise_priority("a", 1)
    ledger.raise_priority("nobody", 9)
    assert paths(ledger) == ["/c", "/a", "/b"]


def test_a_used_up_budget_leaves_the_rest_and_spares_what_is_under_way(path: Path) -> None:
    ledger = Ledger(path)
    for number in range(4):
        ledger.add(wanted(f"/{number}"))
    ledger.add(wanted("/form", purpose="target"))
    under_way = given_out(ledger)
    assert ledger.shelve(Purpose.PAGE) == 3
    ledger.settle(under_way, end=1)
    assert paths(ledger) == ["/form"]
    assert (ledger.left(), ledger.left(Purpose.PAGE), ledger.left(Purpose.TARGET)) == (3, 3, 0)
    assert (ledger.done(), ledger.done(Purpose.PAGE), ledger.done(Purpose.PAGE, Purpose.TARGET)) == (2, 1, 2)
    assert not ledger.pending()


def test_state_is_kept_at_once_where_there_is_no_page(path: Path) -> None:
    ledger = Ledger(path)
    ledger.put("budget", {"used": 3})
    ledger.put("budget", {"used": 4})
    ledger.close()
    again = Ledger(path)
    assert again.get("budget") == {"used": 4}
    assert again.get("other", "none") == "none"


def test_two_scans_can_not_write_one_ledger(path: Path) -> None:
    first = Ledger(path)
    code = f"from pathlib import Path\nfrom spiders.ledger import Ledger\nLedger(Path({str(path)!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "the ledger can't be written: database is locked" in done.stderr
    assert "another scan is writing this archive" in done.stderr
    first.close()


def test_another_file_is_refused_with_its_name(path: Path) -> None:
    path.write_bytes(b"this is no database at all" * 100)
    with pytest.raises(UserError, match="file is not a database") as caught:
        Ledger(path)
    assert caught.value.where == str(path)


def test_a_ledger_of_a_newer_scanner_is_refused(path: Path) -> None:
    base = sqlite3.connect(path)
    base.execute("PRAGMA user_version = 99")
    base.close()
    with pytest.raises(UserError, match="another version of the scanner"):
        Ledger(path)


def test_a_page_takes_less_than_a_few_milliseconds(path: Path) -> None:
    ledger = Ledger(path)
    ledger.add(wanted("/0"))
    begin = time.perf_counter()
    for number in range(200):
        children = [wanted(f"/{number}/{child}") for child in range(5)]
        ledger.settle(
            given_out(ledger), end=number, children=children, found=[blank("http://a.example/", Purpose.PAGE)]
        )
    assert (time.perf_counter() - begin) / 200 < 0.01
