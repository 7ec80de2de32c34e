"""Downloads for the catalogue, from a server that answers as the interfaces do."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from criteria.errors import UserError
from criteria.kompass.fim import parse_fim
from criteria.kompass.pvog import parse_open_pvog, parse_pvog
from criteria.kompass.record import Source
from spiders.commons import Commons
from spiders.fetching import Fetcher
from spiders.kompass import Get, Got, fim_pages, getter, open_pvog_pages, pvog_answers
from spiders.options import Options
from spiders.transport import Transport
from tests.serving import Served
from tests.spiders.conftest import crawler_of
from tests.spiders.interfaces import KEY, Interfaces, served

pytestmark = [pytest.mark.server, pytest.mark.asyncio(loop_scope="session")]

SOURCE = Source("x", "fim", "x")
VILLAGE, TOWN = "059990001001", "059990002002"
Made = Callable[..., tuple[Interfaces, Served]]


@pytest_asyncio.fixture(loop_scope="session")
async def get(tmp_path: Path, reactor: Any) -> AsyncIterator[Get]:  # noqa: ARG001 - must be there
    Commons.forget()
    crawler = crawler_of(tmp_path / "none.warc.gz", tmp_path)
    options = Options.of(crawler.settings)
    transport = Transport(crawler, options)
    yield getter(Fetcher(transport, Commons.of(crawler), options))
    await transport.close()
    Commons.forget()


@pytest_asyncio.fixture(loop_scope="session")
async def made() -> AsyncIterator[Made]:
    servers: list[Served] = []

    def make(**settings: Any) -> tuple[Interfaces, Served]:
        interfaces = Interfaces(**settings)
        servers.append(served(interfaces))
        return interfaces, servers[-1]

    yield make
    for server in servers:
        server.close()


async def test_the_fim_portal_is_read_page_by_page(get: Get, made: Made):
    interfaces, server = made(services=450)
    pages = await fim_pages(get, server.url("/fim"))
    assert [query["offset"] for _, query in interfaces.asked] == ["0", "200", "400"]
    assert len(parse_fim(pages, SOURCE).records) == 450
    assert server.most_at_once == 1
    assert server.log[-1].headers["User-Agent"].startswith("G2B-Scanner/")


async def test_a_busy_server_is_asked_again_after_the_pause_it_asks_for(get: Get, made: Made):
    interfaces, server = made(refuse=[429, 503], retry_after="1")
    assert len(await fim_pages(get, server.url("/fim"))) == 1
    assert len(interfaces.asked) == 3
    waited = [later.begin - earlier.begin for earlier, later in zip(server.log[1:], server.log[2:], strict=False)]
    assert min(waited) >= 1


async def test_a_server_that_stays_busy_is_left_alone_with_a_message(get: Get, made: Made):
    interfaces, server = made(refuse=[429] * 20)
    with pytest.raises(UserError, match=r"answers 429 \(Rate limit exceeded\)") as caught:
        await fim_pages(get, server.url("/fim"))
    assert "try again later" in caught.value.hint
    assert len(interfaces.asked) == 6  # once, and five times more


@pytest.mark.parametrize(("status", "hint"), [(500, "out of order"), (404, "its address is a setting")])
async def test_an_error_says_what_to_do(get: Get, made: Made, status: int, hint: str):
    _, server = made(refuse=[status])
    with pytest.raises(UserError, match=f"answers {status}") as caught:
        await fim_pages(get, server.url("/fim"))
    assert hint in caught.value.hint
    assert server.url("/fim") in caught.value.where


@pytest.mark.parametrize("body", [b"<html>Wartungsarbeiten</html>", b'{"hits": []}'])
async def test_a_page_that_is_no_answer_is_told(get: Get, made: Made, body: bytes):
    _, server = made(body=body)
    with pytest.raises(UserError, match=r"no JSON|no items"):
        await fim_pages(get, server.url("/fim"))


async def test_a_list_without_end_is_left(made: Made):
    _, server = made()

    async def again(url: str, _accept: str) -> Got:
        return Got(url, 200, '{"items": [' + ",".join(["{}"] * 200) + "]}")

    with pytest.raises(UserError, match="did not come to an end after 1000 pages"):
        await fim_pages(again, server.url("/fim"))


async def test_a_server_that_is_not_there_is_told(get: Get, made: Made):
    _, server = made()
    address = server.url("/fim")
    server.close()
    with pytest.raises(UserError, match="can't be had") as caught:
        await fim_pages(get, address)
    assert "nothing was imported" in caught.value.hint


async def test_an_export_of_the_data_hub_is_asked_for_each_area(get: Get, made: Made):
    interfaces, server = made()
    answers = await open_pvog_pages(get, server.url("/hub/{ars}"), [VILLAGE, TOWN])
    assert [path for path, _ in interfaces.asked] == [f"/hub/{VILLAGE}/export", f"/hub/{TOWN}/export"]
    assert interfaces.asked[0][1] == {"filetype": "csv", "includeAbove": "false", "includeBelow": "false"}
    found = parse_open_pvog(answers, SOURCE).reported
    assert [(one.ars, one.key, one.works) for one in found] == [(VILLAGE, KEY, "yes"), (TOWN, KEY, "yes")]


async def test_an_export_that_is_too_large_is_read_page_by_page(get: Get, made: Made):
    _, server = made(large=frozenset({VILLAGE}))
    found = parse_open_pvog(await open_pvog_pages(get, server.url("/hub/{ars}"), [VILLAGE]), SOURCE).reported
    assert [one.url for one in found] == ["https://dorf.example/0", "https://dorf.example/1"]


async def test_an_address_without_a_place_for_the_area_is_refused(get: Get, made: Made):
    _, server = made()
    with pytest.raises(UserError, match=r"has no \{ars\} in it"):
        await open_pvog_pages(get, server.url("/hub"), [VILLAGE])


async def test_the_search_of_pvog_is_asked_for_each_area_and_key(get: Get, made: Made):
    interfaces, server = made(links={VILLAGE: ["https://dorf.example/a"]})
    answers = await pvog_answers(get, server.url("/pvog"), [(VILLAGE, KEY), (TOWN, KEY)])
    assert interfaces.asked[0][1] == {"ars": VILLAGE, "leikaIds": KEY}
    found = parse_pvog(answers, SOURCE).reported
    assert [(one.ars, one.key, one.url) for one in found] == [(VILLAGE, KEY, "https://dorf.example/a")]
