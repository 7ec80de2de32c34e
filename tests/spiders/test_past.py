"""The fetch path for a date in the past, seen from a web archive that answers as Wayback does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
import pytest_asyncio
from scrapy.settings import Settings

from criteria.errors import UserError
from scanner.archive.members import Record, walk
from scanner.archive.records import Capture, Failure, Purpose
from spiders.past import Past
from tests.archive.making import passes_warcio_check
from tests.spiders.conftest import Scan
from tests.spiders.wayback import Kept, Wayback, served

pytestmark = [pytest.mark.server, pytest.mark.asyncio(loop_scope="session")]

SITE = "http://www.musterdorf.example"
MAY = "20190520101112"


def settings(port: int, **more: Any) -> dict[str, Any]:
    known = {
        "G2B_PAST_AS_OF": "2019-06-01T12:00:00+00:00",
        "G2B_PAST_CDX": f"http://127.0.0.1:{port}/cdx/search/cdx",
        "G2B_PAST_REPLAY": f"http://127.0.0.1:{port}/web/{{timestamp}}id_/{{url}}",
        "G2B_PAST_DAYS": 100,
        "G2B_PAST_RATE": 100_000,
    }
    return known | more


Made = Callable[..., tuple[Scan, Wayback]]


@pytest_asyncio.fixture(loop_scope="session")
async def past(scans: Any) -> AsyncIterator[Made]:
    servers = []

    def make(*captures: Kept, name: str = "scan", **more: Any) -> tuple[Scan, Wayback]:
        archive = Wayback(
            list(captures),
            **{key: more.pop(key) for key in ("page", "busy", "retry_after", "robots", "index") if key in more},
        )
        servers.append(served(archive))
        scan = scans(name, **settings(servers[-1].port, **more))
        archive.log = servers[-1].log
        return scan, archive

    yield make
    for server in servers:
        server.close()


def seen(scan: Scan) -> Capture:
    """Return the last page that was kept."""
    scan.recorder.settle(None)
    return [one for one in scan.recorder.ledger.captures if one.purpose is Purpose.PAGE][-1]


async def test_a_page_is_kept_under_the_address_and_the_time_of_then(past: Made) -> None:
    scan, _ = past(Kept(f"{SITE}/", "20190901000000", b"neu"), Kept(f"{SITE}/", MAY, b"<h1>Amt</h1>"))
    response = await scan.get(f"{SITE}/")
    assert (response.url, response.body, response.status) == (f"{SITE}/", b"<h1>Amt</h1>", 200)
    capture = seen(scan)
    assert capture.fetched == datetime(2019, 5, 20, 10, 11, 12, tzinfo=UTC)
    assert scan.archive().body(capture.id) == b"<h1>Amt</h1>"
    record = next(one for one in walk(scan.path) if isinstance(one, Record) and one.id == capture.id)
    assert record.url == f"{SITE}/"
    assert record.warc["warc-date"].startswith("2019-05-20T10:11:12")
    assert f"/web/{MAY}id_/{SITE}/" in record.warc["warc-source-uri"]
    assert passes_warcio_check(scan.path)


async def test_the_index_of_an_own_host_is_read_once_and_page_by_page(past: Made) -> None:
    pages = [Kept(f"{SITE}/{number}", MAY, b"x") for number in range(5)]
    scan, archive = past(*pages, page=2)
    for number in range(5):
        await scan.get(f"{SITE}/{number}")
    assert await scan.fails(f"{SITE}/fehlt") is Failure.NOT_ARCHIVED
    whole = [query for query in archive.queries if query["matchType"] == "host"]
    assert [query.get("resumeKey") for query in whole] == [None, "2", "4"]
    assert (whole[0]["from"], whole[0]["to"]) == ("20190221", "20190909")


async def test_a_target_elsewhere_is_looked_up_alone(past: Made) -> None:
    scan, archive = past(Kept("https://formulare.example/a", MAY, b"<form>"))
    await scan.get("https://formulare.example/a", purpose="target")
    assert {query["matchType"] for query in archive.queries} == {"exact"}


async def test_an_archive_that_leads_to_the_exact_date_is_followed(past: Made) -> None:
    scan, _ = past(Kept(f"{SITE}/", MAY, b"Amt", listed="20190521000000"))
    response = await scan.get(f"{SITE}/")
    assert seen(scan).fetched.day == 20
    assert response.url == f"{SITE}/"
    assert seen(scan).redirects == ()


async def test_a_capture_outside_of_the_window_is_none(past: Made) -> None:
    scan, _ = past(Kept(f"{SITE}/", "20150101000000", b"Amt"), Kept(f"{SITE}/b", "20150101000000", listed=MAY))
    assert await scan.fails(f"{SITE}/") is Failure.NOT_ARCHIVED
    error = await scan.error(f"{SITE}/b")
    assert (error.failure, error.detail) == (Failure.NOT_ARCHIVED, "the capture shown is of 2015-01-01")


async def test_redirects_of_then_are_followed_in_then(past: Made) -> None:
    moved = Kept(f"{SITE}/alt", MAY, status=301, headers=(("Location", "https://neu.example/"),))
    scan, _ = past(moved, Kept("https://neu.example/", MAY, b"neu"))
    response = await scan.get(f"{SITE}/alt")
    assert (response.url, response.body) == ("https://neu.example/", b"neu")
    assert seen(scan).url == f"{SITE}/alt"


async def test_a_twin_that_only_leads_back_is_no_capture(past: Made) -> None:
    leads_back = Kept(f"{SITE}/", MAY, status=301, headers=(("Location", "https://www.musterdorf.example/"),))
    scan, _ = past(leads_back)
    error = await scan.error("https://www.musterdorf.example/")
    assert (error.failure, error.detail) == (Failure.NOT_ARCHIVED, "only a redirect to itself was captured")


async def test_of_the_homepages_the_nearest_is_shown(past: Made) -> None:
    scan, _ = past(Kept("http://www.neu.example/", "20190830000000", b"neu"), Kept(f"{SITE}/", MAY, b"alt"))
    response = await scan.get("http://www.neu.example/", instead=[f"{SITE}/"], home=True)
    assert (response.url, response.body) == (f"{SITE}/", b"alt")
    assert seen(scan).url == "http://www.neu.example/"


async def test_robots_of_then_hide_a_page_and_one_that_was_not_kept_hides_nothing(past: Made) -> None:
    robots = Kept(
        f"{SITE}/robots.txt", MAY, b"User-agent: *\nDisallow: /intern", headers=(("Content-Type", "text/plain"),)
    )
    scan, _ = past(robots, Kept(f"{SITE}/intern", MAY, b"x"), Kept("http://b.example/intern", MAY, b"y"))
    assert await scan.fails(f"{SITE}/intern") is Failure.ROBOTS
    assert (await scan.get("http://b.example/intern")).body == b"y"


async def test_a_busy_archive_is_given_its_time(past: Made) -> None:
    scan, archive = past(Kept(f"{SITE}/", MAY, b"Amt"), busy=2)
    assert (await scan.get(f"{SITE}/")).body == b"Amt"
    log = [asked for asked in archive.log if asked.path.startswith("/cdx")]
    assert log[1].begin - log[0].end >= 0.9
    assert archive.busy == 0


async def test_an_archive_that_stays_busy_is_asked_again_later_and_given_up_in_the_end(past: Made) -> None:
    scan, _ = past(Kept(f"{SITE}/", MAY, b"Amt"), busy=10_000, retry_after="0", G2B_ROBOTS_AGAIN=[0.0])
    waits = [(await scan.error(f"{SITE}/", purpose="target")).again for _ in range(4)]
    assert waits[-1] is None
    assert waits[0] is not None


async def test_requests_keep_the_pace_of_the_archive_and_come_one_at_a_time(past: Made) -> None:
    pages = [Kept(f"{SITE}/{number}", MAY, b"x") for number in range(3)]
    scan, archive = past(*pages, G2B_PAST_RATE=300)
    for number in range(3):
        await scan.get(f"{SITE}/{number}")
    log = archive.log
    assert min(later.begin - earlier.end for earlier, later in pairwise(log)) >= 0.19
    assert max(asked.at_once for asked in log) == 1
    assert all("G2B-Scanner/" in asked.headers["User-Agent"] for asked in log)


async def test_an_archive_that_forbids_it_is_told_and_not_asked(past: Made) -> None:
    scan, archive = past(Kept(f"{SITE}/", MAY, b"x"), robots=b"User-agent: *\nDisallow: /cdx")
    error = await scan.error(f"{SITE}/")
    assert (error.failure, error.detail) == (Failure.ARCHIVE, "robots: forbidden by robots.txt")
    assert not archive.queries


async def test_an_index_that_is_not_there_is_told_with_its_status(past: Made) -> None:
    scan, _ = past(Kept(f"{SITE}/", MAY, b"x"), index=404)
    error = await scan.error(f"{SITE}/")
    assert (error.failure, error.detail) == (
        Failure.NOT_ARCHIVED,
        "no capture in 2019-06-01 +/- 100 days (the index answers 404)",
    )


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"G2B_PAST_REPLAY": "http://a.example/web/"}, "timestamp"),
        ({"G2B_PAST_CDX": "archive"}, "no address of a web archive"),
    ],
)
async def test_settings_that_name_no_archive_are_refused(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(UserError, match=says):
        Past.of(Settings(settings(1) | wrong))
