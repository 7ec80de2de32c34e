"""The one fetch path, seen from the server and from the archive."""

from __future__ import annotations

import asyncio
import gzip
import socket
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from criteria.errors import UserError
from scanner.archive.records import Failure, Purpose
from spiders.commons import Commons
from spiders.failures import StoppedError
from tests.archive.making import passes_warcio_check
from tests.serving import Answer, Asked, serving
from tests.spiders.conftest import Scan

pytestmark = [pytest.mark.server, pytest.mark.asyncio(loop_scope="session")]

PAGE = Answer.html("<h1>Gewerbeamt</h1>")


async def test_a_page_is_handed_over_decoded_and_kept_as_received(scan: Scan) -> None:
    with serving({"/": Answer.packed(b"<h1>Gewerbeamt</h1>")}) as server:
        response = await scan.get(server.url("/"), via="http://a.example/", key="k")
    assert response.body == b"<h1>Gewerbeamt</h1>"
    assert b"Content-Encoding" not in response.headers
    capture = _captured(scan)
    assert gzip.decompress(_payload(scan, capture.id)) == b"<h1>Gewerbeamt</h1>"
    assert scan.archive().body(capture.id) == b"<h1>Gewerbeamt</h1>"


async def test_who_asks_is_said_honestly(scan: Scan) -> None:
    with serving({"/": PAGE}) as server:
        await scan.get(server.url())
    for asked in server.log:
        assert asked.headers["User-Agent"].startswith("G2B-Scanner/")
        assert asked.headers["User-Agent"].endswith("(+Kreis Musterland; it@musterland.example)")
        assert asked.headers["Accept-Encoding"] == "gzip, deflate"
    assert [asked.path for asked in server.log] == ["/robots.txt", "/"]


async def test_the_capture_tells_what_was_asked_for_and_what_came(scan: Scan) -> None:
    routes = {"/alt": Answer.redirect("/neu"), "/neu": Answer.redirect("/da"), "/da": PAGE}
    with serving(routes) as server:
        meta = {"purpose": "search", "term": "Gewerbe", "engine": "e1", "wanted": "w", "via": "http://a.example/"}
        response = await scan.get(server.url("/alt#oben"), **meta)
    capture = _captured(scan)
    assert response.url == server.url("/da")
    assert (capture.url, capture.redirects, capture.final) == (
        server.url("/alt"),
        (server.url("/neu"),),
        server.url("/da"),
    )
    assert (capture.purpose, capture.term, capture.engine) == (Purpose.SEARCH, "Gewerbe", "e1")
    assert (capture.via, capture.wanted, capture.status) == ("http://a.example/", "w", 200)
    assert capture.content_type == "text/html; charset=utf-8"
    assert [c.status for c in scan.archive().captures if c.purpose is Purpose.PAGE] == [200, 200, 200]


async def test_errors_of_a_server_are_findings(scan: Scan) -> None:
    with serving({"/weg": Answer(b"gone", 410)}) as server:
        response = await scan.get(server.url("/weg"))
    assert response.status == 410
    assert _captured(scan).status == 410


async def test_a_busy_server_is_asked_twice_more_and_each_answer_is_kept(scan: Scan) -> None:
    def busy(_: Asked) -> Answer:
        return PAGE if server.paths.count("/") == 3 else Answer(b"busy", 503)

    with serving({"/": busy}) as server:
        response = await scan.get(server.url())
        assert response.status == 200
        server.routes["/"] = Answer(b"busy", 503)
        assert (await scan.get(server.url())).status == 503
    assert server.paths == ["/"] * 6
    assert [c.status for c in scan.archive().captures if c.purpose is Purpose.PAGE] == [503, 503, 200, 503, 503, 503]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 500, 501])
async def test_what_will_not_change_is_asked_once(scan: Scan, status: int) -> None:
    with serving({"/": Answer(b"no", status)}) as server:
        assert (await scan.get(server.url())).status == status
    assert server.paths == ["/"]


async def test_retry_after_is_honoured(scan: Scan) -> None:
    def busy(_: Asked) -> Answer:
        return PAGE if len(server.paths) > 1 else Answer(b"busy", 429, {"Retry-After": "1"})

    with serving({"/": busy}) as server:
        await scan.get(server.url())
    assert server.gaps[-1] > 0.9


async def test_a_cut_gzip_is_incomplete_and_never_a_capture(scan: Scan) -> None:
    whole = gzip.compress(b"Gewerbe anmelden " * 999)
    headers = {"Content-Encoding": "gzip"}
    with serving({"/": Answer(whole[:-20], headers=headers)}) as server:
        assert await scan.fails(server.url()) is Failure.INCOMPLETE
    assert server.paths == ["/"] * 3
    scan.recorder.settle(None)
    assert [c.purpose for c in scan.recorder.ledger.captures] == [Purpose.ROBOTS]
    assert _truncated(scan) == ["disconnect"] * 3


async def test_a_body_shorter_than_promised_is_incomplete(scan: Scan) -> None:
    with serving({"/": Answer(b"<p>" * 500, cut=700)}) as server:
        assert await scan.fails(server.url()) is Failure.INCOMPLETE


async def test_a_cut_answer_that_comes_whole_the_next_time_is_fine(scan: Scan) -> None:
    def sometimes(_: Asked) -> Answer:
        return PAGE if len(server.paths) > 1 else Answer(b"<p>" * 500, cut=700)

    with serving({"/": sometimes}) as server:
        assert (await scan.get(server.url())).body == PAGE.body


async def test_a_page_of_100_mb_is_capped_and_says_so(scan: Scan) -> None:
    with serving({"/": Answer(b"x" * 100_000_000)}) as server:
        response = await scan.get(server.url())
    assert len(response.body) == 20 * 1024 * 1024
    assert response.flags == ["truncated"]
    assert _captured(scan).truncated
    assert _truncated(scan) == ["length"]


async def test_a_bomb_is_opened_to_a_size_that_can_be_borne(scan: Scan) -> None:
    with serving({"/": Answer.packed(b"\0" * 150_000_000)}) as server:
        assert len((await scan.get(server.url())).body) == 100 * 1024 * 1024


async def test_an_endless_page_ends_with_what_came_by_size_or_by_time(scans: Any) -> None:
    scan = scans(G2B_MAX_BYTES=300_000, G2B_TIMEOUT=1)
    fast = Answer(b"y" * 1000, endless=True)
    slow = Answer(b"z" * 1000, endless=True, pause=0.1)
    with serving({"/fast": fast, "/slow": slow}) as server:
        assert len((await scan.get(server.url("/fast"))).body) == 300_000
        dripped = await scan.get(server.url("/slow"))
    assert 5_000 <= len(dripped.body) <= 15_000
    assert _captured(scan).truncated
    assert _truncated(scan) == ["length", "time"]


async def test_a_server_that_says_nothing_times_out_after_three_tries(scans: Any) -> None:
    scan = scans(G2B_TIMEOUT=0.2)
    with serving({"/": Answer(after=1)}) as server:
        assert await scan.fails(server.url()) is Failure.TIMEOUT
    assert server.paths == ["/"] * 3


async def test_a_server_that_hangs_up_is_refused(scan: Scan) -> None:
    with serving({"/": Answer(hang_up=True)}) as server:
        assert await scan.fails(server.url()) is Failure.REFUSED


async def test_a_dead_port_is_refused_at_once(scan: Scan) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert await scan.fails(f"http://127.0.0.1:{free.getsockname()[1]}/") is Failure.REFUSED


@pytest.mark.parametrize("url", ["ftp://a.example/", "http:///nichts", "http://a.example:0/"])
async def test_an_address_that_leads_nowhere_is_refused(scan: Scan, url: str) -> None:
    assert await scan.fails(url) is Failure.REFUSED


async def test_a_host_without_address_is_dns_and_known_from_then_on(scan: Scan) -> None:
    assert await scan.fails("http://gibt-es-nicht.invalid/") is Failure.DNS
    assert "given up" in (await scan.error("http://gibt-es-nicht.invalid/zwei")).detail


async def test_a_redirect_loop_is_told(scan: Scan) -> None:
    with serving({"/a": Answer.redirect("/b"), "/b": Answer.redirect("/a")}) as server:
        assert await scan.fails(server.url("/a")) is Failure.REDIRECT_LOOP
    assert server.paths == ["/a", "/b"]


async def test_redirects_without_end_are_a_loop(scan: Scan) -> None:
    def further(_: Asked) -> Answer:
        return Answer.redirect(f"/?n={len(server.paths)}")

    with serving({f"/?n={number}": further for number in range(50)}) as server:
        assert await scan.fails(server.url("/?n=0")) is Failure.REDIRECT_LOOP
    assert len(server.paths) == 11


async def test_a_redirect_to_itself_that_only_sets_a_cookie_is_no_loop(scan: Scan) -> None:
    def gate(asked: Asked) -> Answer:
        return PAGE if "seen=1" in asked.headers.get("Cookie", "") else Answer.redirect("/", cookie="seen=1")

    with serving({"/": gate}) as server:
        assert (await scan.get(server.url())).status == 200


@pytest.mark.parametrize("place", ["mailto:a@b.example", "javascript:void(0)", "http://[half"])
async def test_a_redirect_that_leads_nowhere_is_kept_as_it_is(scan: Scan, place: str) -> None:
    with serving({"/": Answer.redirect(place)}) as server:
        assert (await scan.get(server.url())).status == 302


async def test_a_redirect_with_umlauts_is_followed(scan: Scan) -> None:
    def away(_: Asked) -> Answer:
        return Answer.redirect("/größe".encode().decode("latin-1"))

    with serving({"/": away, "/gr%C3%B6%C3%9Fe": PAGE}) as server:
        assert (await scan.get(server.url())).status == 200


async def test_the_browser_gets_redirects_as_they_are(scan: Scan) -> None:
    with serving({"/": Answer.redirect("/neu"), "/neu": PAGE}) as server:
        assert (await scan.get(server.url(), follow=False)).status == 302


# Harm


async def test_post_is_for_the_search_only(scan: Scan) -> None:
    with serving({"/suche": PAGE}) as server:
        error = await scan.error(server.url("/suche"), method="POST", body=b"q=Gewerbe")
        assert "search only" in error.detail
        assert server.log == []
        await scan.get(server.url("/suche"), method="POST", body=b"q=Gewerbe", purpose="search", term="Gewerbe")
    (asked,) = [asked for asked in server.log if asked.path == "/suche"]
    assert (asked.method, asked.body) == ("POST", b"q=Gewerbe")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "HEAD"])
async def test_other_methods_are_never_sent(scan: Scan, method: str) -> None:
    with serving() as server:
        await scan.error(server.url(), method=method, purpose="search")
    assert server.log == []


async def test_a_search_that_redirects_is_asked_again_without_its_body(scan: Scan) -> None:
    with serving({"/suche": Answer.redirect("/treffer", 303), "/treffer": PAGE}) as server:
        await scan.get(server.url("/suche"), method="POST", body=b"q=a", purpose="search")
    assert [(a.method, a.body) for a in server.log if a.path == "/treffer"] == [("GET", b"")]


async def test_private_addresses_are_refused(scans: Any) -> None:
    scan = scans(G2B_PRIVATE=[])
    with serving({"/": PAGE}) as server:
        for host in ("127.0.0.1", "localhost", "[::1]", "127.1", "0.0.0.0", "2130706433"):
            assert await scan.fails(f"http://{host}:{server.port}/") is Failure.PRIVATE
    assert server.log == []
    assert await scan.fails("http://169.254.169.254/latest/meta-data/") is Failure.PRIVATE
    assert await scan.fails("http://10.0.0.1/") is Failure.PRIVATE


async def test_a_redirect_to_a_private_address_is_refused(scans: Any) -> None:
    scan = scans(G2B_PRIVATE=["127.0.0.1/32"])
    with serving(address="127.0.0.2") as secret, serving({"/": Answer.redirect(secret.url("/"))}) as server:
        assert await scan.fails(server.url()) is Failure.PRIVATE
    assert secret.log == []
    assert server.paths == ["/"]


async def test_nothing_is_fetched_without_operator_and_contact(scans: Any) -> None:
    with pytest.raises(UserError, match="must say who asks"):
        scans(G2B_CONTACT="")


# The run


async def test_what_is_shared_is_fetched_once_and_kept_by_each_scan(scans: Any) -> None:
    one, two, three = scans("one"), scans("two"), scans("three")
    with serving({"/form": Answer.redirect("/form2"), "/form2": Answer.packed(b"<form>", after=0.1)}) as server:
        await asyncio.gather(*(scan.get(server.url("/form"), shared=True, wanted="x") for scan in (one, two)))
        await three.get(server.url("/form"), shared=True)
        assert await one.fails("http://gibt-es-nicht.invalid/", shared=True) is Failure.DNS
        assert await two.fails("http://gibt-es-nicht.invalid/", shared=True) is Failure.DNS
    assert [asked.path for asked in server.log] == ["/robots.txt", "/form", "/form2"]
    for scan in (one, two, three):
        capture = _captured(scan)
        assert capture.final == server.url("/form2")
        assert scan.archive().body(capture.id) == b"<form>"
        assert [c.purpose for c in scan.recorder.ledger.captures] == [Purpose.ROBOTS, Purpose.PAGE]
    assert _captured(one).wanted == "x"


async def test_what_is_shared_outlives_the_process(scans: Any, tmp_path: Any) -> None:
    file = str(tmp_path / "run.shared.sqlite")
    with serving({"/form": PAGE}) as server:
        await scans("one", G2B_SHARED=file).get(server.url("/form"), shared=True)
        Commons.forget()
        assert (await scans("two", G2B_SHARED=file).get(server.url("/form"), shared=True)).body == PAGE.body
    assert server.paths == ["/form"]


async def test_stopping_ends_what_is_under_way_and_leaves_it_to_do(scan: Scan) -> None:
    with serving({"/": Answer(after=3)}) as server:
        going = asyncio.ensure_future(scan.get(server.url()))
        while "/" not in server.paths:
            await asyncio.sleep(0.01)
        before = asyncio.get_running_loop().time()
        scan.handler._commons.stop.request()
        with pytest.raises(StoppedError):
            await going
        with pytest.raises(StoppedError):
            await scan.get(server.url("/zwei"))
        assert asyncio.get_running_loop().time() - before < 0.5
    assert server.paths == ["/"]


async def test_the_archive_passes_warcio_check(scan: Scan) -> None:
    routes = {"/": Answer.packed(b"<p>" * 99), "/r": Answer.redirect("/"), "/cut": Answer(b"1234", cut=2)}
    with serving(routes) as server:
        await scan.get(server.url("/"))
        await scan.get(server.url("/r"))
        await scan.error(server.url("/cut"))
    scan.recorder.settle(None)
    assert passes_warcio_check(scan.path)
    assert scan.archive().problems() == ()


def _captured(scan: Scan) -> Any:
    scan.recorder.settle(None)
    return scan.recorder.ledger.captures[-1]


def _payload(scan: Scan, record_id: str) -> bytes:
    with scan.path.open("rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_headers.get_header("WARC-Record-ID") == f"<{record_id}>":
                return bytes(record.raw_stream.read())
    raise AssertionError(record_id)


def _truncated(scan: Scan) -> list[str]:
    scan.recorder.settle(None)
    with scan.path.open("rb") as file:
        found = [record.rec_headers.get_header("WARC-Truncated") for record in ArchiveIterator(file)]
    return [reason for reason in found if reason]
