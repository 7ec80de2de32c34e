"""What the region tells of services beyond the criteria set: known truth, and pages that only sound like them."""

from collections import Counter

import pytest

from criteria.kompass.naming import builtin_names
from scanner.practice.content.beyond import beyond
from scanner.practice.content.catalogue import services
from scanner.practice.content.pools import pool
from scanner.practice.content.towns import towns
from scanner.practice.pages.blocks import links_of
from scanner.practice.pages.site import site_of

TOWNS = towns()


def test_every_town_has_services_beyond_the_set_and_more_pages_that_are_none():
    for town in TOWNS:
        pages = beyond(town)
        kinds = Counter("service" if one.key else "decoy" for one in pages)
        assert kinds["service"] >= 4
        assert kinds["decoy"] == 6
        assert len({one.page for one in pages}) == len(pages)


def test_its_keys_are_those_of_the_catalogue_and_of_no_service_of_the_set():
    own = {service.leika_key[:8] for service in services().values()}
    for row in pool("beyond")["services"]:
        assert row["key"] in builtin_names().names
        assert row["key"][:8] not in own
    assert pool("beyond")["unknown"]["key"] not in builtin_names().names


def test_all_kinds_of_decoys_stand_somewhere_in_the_region():
    assert {one.kind for town in TOWNS for one in beyond(town)} == {
        *("service", "news", "council", "job", "waste", "topic", "glossary")
    }


@pytest.mark.parametrize("town", TOWNS[::8], ids=lambda town: town.slug)
def test_every_page_can_be_reached_by_links(town):
    site = site_of(town, 2026)
    linked = {link.to for page in site.pages.values() for link in links_of(page)}
    assert {one.page for one in beyond(town)} <= linked
