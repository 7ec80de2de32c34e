"""A data centre's proxy, and certificates."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from scanner.archive.records import Failure, Purpose
from tests.certificates import certificate
from tests.serving import Answer, Served, serving

pytestmark = [pytest.mark.server, pytest.mark.asyncio(loop_scope="session")]

PAGE = Answer.html("<h1>Gewerbeamt</h1>")
LOGIN = b64encode("krz:geheim@ö".encode()).decode()
HOST = "www.musterstadt.example"


@pytest.fixture
def secure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A server that speaks HTTPS with a certificate that is trusted here."""
    path = certificate(tmp_path, HOST)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    with serving({"/": PAGE, "/busy": Answer(b"later", 503)}, tls=path) as server:
        yield server


def with_login(proxy: Served) -> str:
    return proxy.proxy.replace("://", "://krz:geheim%40%C3%B6@")


async def test_everything_goes_through_the_proxy_robots_first(scans: Any) -> None:
    with serving({"/": PAGE}) as proxy:
        scan = scans(G2B_PROXY=proxy.proxy, G2B_PRIVATE=[])
        assert (await scan.get(f"http://{HOST}/")).status == 200
    assert [(asked.host, asked.path) for asked in proxy.log] == [(HOST, "/robots.txt"), (HOST, "/")]


async def test_the_proxy_gets_its_login_and_nobody_else_does(scans: Any) -> None:
    with serving({"/": PAGE}, login=LOGIN) as proxy:
        scan = scans(G2B_PROXY=with_login(proxy))
        assert (await scan.get(f"http://{HOST}/")).status == 200
        wrong = scans("wrong", G2B_PROXY=proxy.proxy)
        error = await wrong.error("http://www.andere.example/")
    assert (error.failure, error.detail) == (Failure.PROXY, "the proxy answered 407")
    scan.recorder.settle(None)
    assert LOGIN.encode() not in _unpacked(scan.path)


async def test_https_goes_through_a_tunnel_with_login_and_checked_certificate(scans: Any, secure: Served) -> None:
    with serving(login=LOGIN, tunnels={HOST: secure.port}) as proxy:
        scan = scans(G2B_PROXY=with_login(proxy))
        assert (await scan.get(f"https://{HOST}/")).body == PAGE.body
    assert proxy.connects == [f"{HOST}:443"]
    assert proxy.log == []
    assert all("Proxy-Authorization" not in asked.headers for asked in secure.log)


@pytest.mark.parametrize(("named", "days"), [(HOST, 30), ("www.andere.example", 30), (HOST, -1)])
async def test_a_bad_certificate_is_told_and_not_tried_again(
    scans: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, days: int
) -> None:
    path = certificate(tmp_path, named, days=days)
    if (named, days) != (HOST, 30):  # else it is signed by somebody unknown
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
    with serving({"/": PAGE}, tls=path) as server, serving(tunnels={HOST: server.port}) as proxy:
        scan = scans(G2B_PROXY=proxy.proxy)
        error = await scan.error(f"https://{HOST}/")
    assert error.failure is Failure.TLS
    assert error.detail
    assert len(proxy.connects) == 1
    assert server.log == []


async def test_a_bad_certificate_is_told_without_a_proxy_too(scans: Any, tmp_path: Path) -> None:
    with serving({"/": PAGE}, tls=certificate(tmp_path, "localhost")) as server:
        assert await scans().fails(server.url("/", host="localhost")) is Failure.TLS


async def test_what_a_proxy_says_itself_is_never_content(scans: Any) -> None:
    with serving({"/robots.txt": Answer(b"no such host", 502), "/": Answer(b"no such host", 502)}) as proxy:
        scan = scans(G2B_PROXY=proxy.proxy)
        assert await scan.fails("http://gibt-es-nicht.example/") is Failure.PROXY
        assert await scan.fails("https://gibt-es-nicht.example/") is Failure.PROXY
    assert len(proxy.log) == 1
    scan.recorder.settle(None)
    assert scan.recorder.ledger.captures == ()


async def test_a_busy_server_behind_a_tunnel_speaks_for_itself(scans: Any, secure: Served) -> None:
    with serving(tunnels={HOST: secure.port}) as proxy:
        assert (await scans(G2B_PROXY=proxy.proxy).get(f"https://{HOST}/busy")).status == 503


async def test_a_proxy_that_is_down_is_the_proxys_failure(scans: Any) -> None:
    with serving() as gone:
        proxy = gone.proxy
    assert await scans(G2B_PROXY=proxy).fails(f"http://{HOST}/") is Failure.PROXY


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "0x7f000001", "[::ffff:10.0.0.1]", "localhost", "nas.local"])
async def test_private_places_are_refused_behind_a_proxy(scans: Any, host: str) -> None:
    with serving({"/": PAGE}) as proxy:
        assert await scans(G2B_PROXY=proxy.proxy, G2B_PRIVATE=[]).fails(f"http://{host}/") is Failure.PRIVATE
    assert proxy.log == []


async def test_robots_is_obeyed_behind_a_proxy(scans: Any) -> None:
    with serving({"/robots.txt": Answer(b"User-agent: *\nDisallow: /"), "/": PAGE}) as proxy:
        scan = scans(G2B_PROXY=proxy.proxy)
        assert await scan.fails(f"http://{HOST}/") is Failure.ROBOTS
    assert proxy.paths == []
    scan.recorder.settle(None)
    assert [capture.purpose for capture in scan.recorder.ledger.captures] == [Purpose.ROBOTS]


def _unpacked(path: Path) -> bytes:
    with path.open("rb") as file:
        return b"".join(
            record.http_headers.to_str().encode() + record.raw_stream.read() if record.http_headers else b""
            for record in ArchiveIterator(file)
        )
