"""robots.txt, seen from the server."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import Any

import pytest

from scanner.archive.records import Failure, Purpose
from tests.serving import Answer, Asked, serving
from tests.spiders.conftest import Scan

pytestmark = [pytest.mark.server, pytest.mark.asyncio(loop_scope="session")]

PAGE = Answer.html("<h1>Gewerbeamt</h1>")


def rules(text: str) -> Answer:
    return Answer(text.encode(), headers={"Content-Type": "text/plain"})


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
async def test_4xx_allows(scan: Scan, status: int) -> None:
    with serving({"/robots.txt": Answer(b"Disallow: /", status), "/": PAGE}) as server:
        assert (await scan.get(server.url())).status == 200


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_server_in_trouble_forbids_for_now_and_is_asked_again_later(scans: Any, status: int) -> None:
    scan = scans(G2B_ROBOTS_AGAIN=[0.3, 0.3])
    with serving({"/robots.txt": Answer(b"", status), "/": PAGE}) as server:
        error = await scan.error(server.url())
        assert (error.failure, error.detail) == (Failure.ROBOTS, f"robots.txt answers {status}")
        assert error.again is not None
        assert 0 < error.again <= 0.3
        assert (await scan.error(server.url("/zwei"))).again is not None
        assert len(server.log) == 1
        await asyncio.sleep(0.35)
        server.routes["/robots.txt"] = rules("User-agent: *\nDisallow: /intern")
        assert (await scan.get(server.url())).status == 200
    assert [asked.path for asked in server.log] == ["/robots.txt", "/robots.txt", "/"]


async def test_after_a_few_times_it_is_final(scans: Any) -> None:
    scan = scans(G2B_ROBOTS_AGAIN=[0.05, 0.05])
    with serving({"/robots.txt": Answer(b"", 503), "/": PAGE}) as server:
        seen = []
        for _ in range(5):
            seen.append((await scan.error(server.url())).again is None)
            await asyncio.sleep(0.06)
    assert seen == [False, False, True, True, True]
    assert len(server.log) == 3
    assert server.paths == []


async def test_a_timeout_forbids_for_now_too(scans: Any) -> None:
    scan = scans(G2B_TIMEOUT=0.2, G2B_ROBOTS_AGAIN=[5])
    with serving({"/robots.txt": Answer(after=1), "/": PAGE}) as server:
        error = await scan.error(server.url())
    assert (error.failure, error.again is None) == (Failure.TIMEOUT, False)
    assert server.paths == []


async def test_what_is_forbidden_is_never_asked_for_and_said(scan: Scan) -> None:
    text = "User-agent: *\nDisallow: /\n\nUser-agent: G2B-Scanner\nDisallow: /intern\nAllow: /intern/offen"
    with serving({"/robots.txt": rules(text), "/": PAGE, "/intern/offen": PAGE}) as server:
        await scan.get(server.url("/"))
        await scan.get(server.url("/intern/offen"))
        error = await scan.error(server.url("/intern/akte"))
    assert (error.failure, error.again, error.detail) == (Failure.ROBOTS, None, "forbidden by robots.txt")
    assert server.paths == ["/", "/intern/offen"]


async def test_forbid_all_hides_all(scan: Scan) -> None:
    with serving({"/robots.txt": rules("User-agent: *\nDisallow: /"), "/": PAGE}) as server:
        assert await scan.fails(server.url()) is Failure.ROBOTS
    assert server.paths == []


async def test_a_redirect_into_what_is_forbidden_ends_there(scan: Scan) -> None:
    routes = {
        "/robots.txt": rules("User-agent: *\nDisallow: /intern"),
        "/": Answer.redirect("/intern"),
        "/intern": PAGE,
    }
    with serving(routes) as server:
        assert await scan.fails(server.url()) is Failure.ROBOTS
    assert server.paths == ["/"]


async def test_consent_noted_in_the_registry_opens_one_host_and_no_other(scan: Scan) -> None:
    closed = {"/robots.txt": rules("User-agent: *\nDisallow: /"), "/": PAGE}
    with serving(closed, address="127.0.0.2") as other:
        opened = closed | {"/weg": Answer.redirect(other.url("/"))}
        with serving(opened) as server:
            assert (await scan.get(server.url("/"), anyway="Bürgermeisterin, 3.4.2026, alles")).status == 200
            assert await scan.fails(server.url("/weg"), anyway="Bürgermeisterin, 3.4.2026, alles") is Failure.ROBOTS
    assert other.paths == []


async def test_it_is_read_once_for_all_scans_and_each_keeps_a_copy(scans: Any) -> None:
    one, two = scans("one"), scans("two")
    with serving({"/robots.txt": rules("User-agent: *\nDisallow: /x"), "/": PAGE}) as server:
        await asyncio.gather(one.get(server.url()), two.get(server.url()), two.get(server.url("/y")))
    assert [asked.path for asked in server.log].count("/robots.txt") == 1
    for scan in (one, two):
        scan.recorder.settle(None)
        kept = [capture for capture in scan.recorder.ledger.captures if capture.purpose is Purpose.ROBOTS]
        assert [(capture.url, capture.status) for capture in kept] == [(server.url("/robots.txt"), 200)]
        assert scan.archive().body(kept[0].id).startswith(b"User-agent")


async def test_a_scan_that_stops_while_it_is_read_leaves_the_next_one_to_read_it(scans: Any) -> None:
    one, two = scans("one"), scans("two")
    with serving({"/robots.txt": Answer(b"", 404, after=0.2), "/": PAGE}) as server:
        first = asyncio.ensure_future(one.get(server.url()))
        while not server.log:
            await asyncio.sleep(0.01)
        second = asyncio.ensure_future(two.get(server.url()))
        await asyncio.sleep(0.05)
        first.cancel()
        assert (await second).status == 200


async def test_crawl_delay_counts_from_the_end_of_the_answer(scan: Scan) -> None:
    with serving({"/robots.txt": rules("User-agent: *\nCrawl-delay: 0.4"), "/": Answer(b"", after=0.2)}) as server:
        await asyncio.gather(*(scan.get(server.url()) for _ in range(3)))
    assert len(server.gaps) == 3
    assert all(0.4 <= gap < 0.7 for gap in server.gaps[1:])


async def test_the_default_delay_holds_where_it_is_longer(scans: Any) -> None:
    scan = scans(G2B_DELAY=0.4)
    with serving({"/robots.txt": rules("User-agent: *\nCrawl-delay: 0.1"), "/": PAGE}) as server:
        await scan.get(server.url())
        await scan.get(server.url())
    assert all(gap >= 0.4 for gap in server.gaps)


async def test_a_delay_that_would_take_for_ever_is_as_good_as_forbidden(scan: Scan) -> None:
    with serving({"/robots.txt": rules("User-agent: *\nCrawl-delay: 86400"), "/": PAGE}) as server:
        error = await scan.error(server.url())
    assert error.failure is Failure.ROBOTS
    assert "Crawl-delay 86400" in error.detail


async def test_an_html_page_in_its_place_forbids_nothing(scan: Scan) -> None:
    with serving({"/robots.txt": Answer.html("<html><p>Seite nicht gefunden: /"), "/": PAGE}) as server:
        assert (await scan.get(server.url())).status == 200


async def test_it_may_be_compressed_and_stand_behind_a_redirect(scan: Scan) -> None:
    routes = {
        "/robots.txt": Answer.redirect("/r.txt"),
        "/r.txt": Answer.packed(b"\xef\xbb\xbfUser-agent: *\nDisallow: /"),
    }
    with serving(routes | {"/": PAGE}) as server:
        assert await scan.fails(server.url()) is Failure.ROBOTS


async def test_at_most_one_request_at_once_for_each_provider_at_delay_0(scans: Any) -> None:
    some = [scans(f"scan{number}") for number in range(6)]
    slow = Answer.html("<p>", after=0.01)
    with (
        serving({f"/{number}": slow for number in range(5)}) as one,
        serving({f"/{number}": slow for number in range(5)}, address="127.0.0.2") as two,
    ):
        wanted = [(scan, server.url(f"/{n}")) for scan in some for server in (one, two) for n in range(5)]
        await asyncio.gather(*(scan.get(url) for scan, url in wanted))
        both = sorted([*one.log, *two.log], key=lambda asked: asked.begin)
    assert (one.most_at_once, two.most_at_once) == (1, 1)
    assert len(one.paths) == 30
    assert _overlap(both), "two providers do not wait for each other"


async def test_hosts_of_one_slot_wait_for_each_other(scans: Any) -> None:
    scan = scans()
    slow = Answer.html("<p>", after=0.02)
    with serving({"/": slow}) as one, serving({"/": slow}, address="127.0.0.2") as two:
        for host in ("127.0.0.1", "127.0.0.2"):
            scan.handler._commons.gate.assign(host, "krz")
        await asyncio.gather(*(scan.get(server.url()) for server in (one, two) for _ in range(4)))
        both = sorted([*one.log, *two.log], key=lambda asked: asked.begin)
    assert not _overlap(both)


def _overlap(log: list[Asked]) -> bool:
    return any(later.begin < earlier.end for earlier, later in pairwise(log))
