from __future__ import annotations

import errno
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scrapy import Request, Spider
from twisted.python.failure import Failure as TwistedFailure

from criteria.errors import UserError
from scanner.archive.reader import Archive
from scanner.archive.records import Failure, Manifest, Missing, Purpose
from spiders.exchanging import Outcome
from spiders.failures import FetchError, StoppedError
from spiders.recorder import Recorder, blank
from tests.archive.making import exchange, passes_warcio_check
from tests.spiders.conftest import crawler_of

MANIFEST = Manifest(
    "05999001", "Musterfeld", "gemeinde", "http://www.musterfeld.example/", datetime(2026, 3, 4, tzinfo=UTC)
)
SPIDER = Spider("town")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "05999001.warc.gz"


def recorder(path: Path) -> Recorder:
    return Recorder(path, software="test/1")


def see(keeper: Recorder, name: str) -> None:
    page = exchange(f"/{name}", f"<h1>{name}</h1>".encode())
    keeper.keep(Outcome((page,)), blank(page.url, Purpose.PAGE))


def given_out(keeper: Recorder, name: str = "a") -> Request:
    keeper.ledger.add(Request(f"http://www.musterfeld.example/{name}", meta={"via": "v", "term": "t", "engine": "e"}))
    request = keeper.ledger.next(SPIDER)
    assert request is not None
    return request


def broken_off(request: Request, error: Exception) -> TwistedFailure:
    failure = TwistedFailure(error)
    failure.request = request  # type: ignore[attr-defined]
    return failure


def test_a_finished_scan_can_be_read_with_all_that_was_seen_and_missed(path: Path) -> None:
    keeper = recorder(path)
    see(keeper, "eins")
    keeper.miss(Missing("http://a.example/", Purpose.TARGET, Failure.NO_BROWSER))
    like = replace(blank("http://www.musterfeld.example/eins", Purpose.RENDERED), status=200)
    keeper.rendered(like, "<h1>Größe</h1>")
    keeper.note("vantage", {"proxy": False})
    keeper.ledger.add(Request("http://www.musterfeld.example/zwei"))
    whole = keeper.finish(MANIFEST)
    keeper.close()
    read = Archive(path)
    assert read.manifest == whole
    assert whole.left_in_frontier == 1
    assert [one.purpose for one in read.captures] == [Purpose.PAGE, Purpose.RENDERED]
    assert read.body(read.captures[1].id).decode() == "<h1>Größe</h1>"
    assert [one.failure for one in whole.missing] == [Failure.NO_BROWSER]
    assert read.problems() == ()
    assert passes_warcio_check(path)


def test_what_was_not_settled_is_cut_off_when_the_scan_goes_on(path: Path) -> None:
    keeper = recorder(path)
    see(keeper, "kept")
    keeper.settle(None)
    see(keeper, "half")
    keeper._writer.flush()
    keeper.close()
    path.write_bytes(path.read_bytes()[:-5])
    again = recorder(path)
    see(again, "new")
    again.finish(MANIFEST)
    again.close()
    read = Archive(path)
    assert [read.body(one.id) for one in read.captures] == [b"<h1>kept</h1>", b"<h1>new</h1>"]
    assert passes_warcio_check(path)


def test_a_warc_that_lost_its_end_makes_the_pages_of_it_to_do_again(path: Path) -> None:
    keeper = recorder(path)
    for name in ("a", "b"):
        request = given_out(keeper, name)
        see(keeper, name)
        keeper.settle(request)
    keeper.close()
    path.write_bytes(path.read_bytes()[:-3])
    again = recorder(path)
    assert [one.url[-2:] for one in again.ledger.captures] == ["/a"]
    assert again.ledger.left() == 1
    again.close()


def test_an_archive_without_its_ledger_is_not_written_over(path: Path) -> None:
    path.write_bytes(b"somebody's archive")
    with pytest.raises(UserError, match="no ledger to go on with"):
        recorder(path)
    assert path.read_bytes() == b"somebody's archive"


def test_a_failure_is_noted_with_what_was_wanted(path: Path) -> None:
    keeper = recorder(path)
    request = given_out(keeper)
    missing = keeper.failed(broken_off(request, FetchError(Failure.TLS, request.url, "expired")))
    assert missing == Missing(request.url, Purpose.PAGE, Failure.TLS, "v", "t", "e", "expired")
    assert keeper.ledger.missing == (missing,)
    assert not keeper.ledger.pending()
    keeper.close()


def test_a_mistake_of_ours_is_crashed(path: Path) -> None:
    keeper = recorder(path)
    missing = keeper.failed(broken_off(given_out(keeper), ValueError("oops")))
    assert missing is not None
    assert (missing.failure, missing.detail) == (Failure.CRASHED, "ValueError: oops")
    keeper.close()


@pytest.mark.parametrize("error", [StoppedError("stop"), FetchError(Failure.ROBOTS, "u", again=60.0)])
def test_what_may_still_be_seen_stays_to_do(path: Path, error: Exception) -> None:
    keeper = recorder(path)
    assert keeper.failed(broken_off(given_out(keeper), error)) is None
    assert keeper.ledger.out is None
    assert keeper.ledger.pending()
    assert keeper.ledger.missing == ()
    keeper.close()


def test_a_full_disk_is_said_with_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper = recorder(path)

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(keeper._writer, "exchange", full)
    with pytest.raises(UserError, match="can't be written: No space left") as caught:
        see(keeper, "a")
    assert caught.value.where == str(path)
    assert keeper.broken
    keeper.close()


def test_a_folder_that_can_not_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="can't be written"):
        recorder(tmp_path / "file" / "a.warc.gz")


@pytest.mark.usefixtures("reactor")
def test_handler_scheduler_and_spider_have_the_same_one(tmp_path: Path) -> None:
    crawler = crawler_of(tmp_path / "a.warc.gz", tmp_path)
    assert Recorder.of(crawler) is Recorder.of(crawler)
    assert Recorder.of(crawler).path == tmp_path / "a.warc.gz"
    Recorder.of(crawler).close()
    named = crawler_of(tmp_path / "a.warc.gz", tmp_path)
    assert named.spider is not None
    named.spider.archive = tmp_path / "b.warc.gz"  # type: ignore[attr-defined]
    assert Recorder.of(named).path == tmp_path / "b.warc.gz"
    Recorder.of(named).close()


@pytest.mark.usefixtures("reactor")
def test_a_scan_without_a_place_to_keep_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no archive is named"):
        Recorder.of(crawler_of(tmp_path / "a.warc.gz", tmp_path, G2B_ARCHIVE=""))
