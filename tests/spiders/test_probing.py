"""A look fetches the pages it is told, by the one fetch path, and no other."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from scanner.archive.reader import Archive
from scanner.archive.records import Failure, Purpose
from spiders.probing import Look, probe
from tests.spiders.towns import Town, served, settings_of

pytestmark = pytest.mark.server


def looked(folder, town, *paths):
    with served(folder, town) as practice:
        urls = tuple(f"http://{town.host}{path}" for path in paths)
        look = Look(town.municipality, folder / "look" / "look.warc.gz", urls)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            (found,) = pool.submit(probe, [look], settings_of(practice, folder)).result(timeout=60)
        return found, look, [one.path for one in practice.log.requests]


def test_pages_are_archived_links_are_not_followed_and_robots_is_obeyed(tmp_path):
    town = Town().page("/", "<a href=/b>B</a>").page("/a", "Text").page("/secret", "Text")
    town.raw("/robots.txt", "User-agent: *\nDisallow: /secret", content_type="text/plain")
    found, look, asked = looked(tmp_path, town, "/", "/a", "/secret", "/nothing")
    assert asked.count("/robots.txt") == 1
    assert sorted(set(asked)) == ["/", "/a", "/nothing", "/robots.txt"]
    pages = {one.url.rpartition("example")[2]: one.status for one in found.captures if one.purpose is Purpose.PAGE}
    assert pages == {"/": 200, "/a": 200, "/nothing": 404}
    assert [(one.failure, one.url[-7:]) for one in found.missing] == [(Failure.ROBOTS, "/secret")]
    assert Archive(look.archive).problems() == ()
