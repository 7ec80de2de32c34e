import gzip

import pytest

from spiders.sitemaps import declared_in, read_sitemap

SITE = "http://www.musterdorf.example"
MAP = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    f"<url><loc> {SITE}/gewerbe </loc></url><url><loc>/taxi</loc></url><url><loc>{SITE}/gewerbe</loc></url></urlset>"
)


def test_robots_txt_says_where_the_sitemap_is():
    assert declared_in(f"User-agent: *\nSitemap: {SITE}/karte.xml\nsitemap:/b.xml", SITE) == [
        f"{SITE}/karte.xml",
        f"{SITE}/b.xml",
    ]
    assert declared_in("", SITE) == [f"{SITE}/sitemap.xml"]


def test_addresses_of_a_sitemap_are_read_once_each():
    assert read_sitemap(MAP.encode(), SITE + "/sitemap.xml") == ([], [f"{SITE}/gewerbe", f"{SITE}/taxi"])
    assert read_sitemap(gzip.compress(MAP.encode()), SITE + "/sitemap.xml.gz")[1] == [f"{SITE}/gewerbe", f"{SITE}/taxi"]


def test_a_sitemap_of_sitemaps_names_further_ones():
    index = MAP.replace("urlset", "sitemapindex").replace("<url>", "<sitemap>").replace("</url>", "</sitemap>")
    assert read_sitemap(index.encode(), SITE)[0] == [f"{SITE}/gewerbe", f"{SITE}/taxi"]


@pytest.mark.parametrize("body", [b"", b"<html><body>404", b"\x1f\x8bkaputt", MAP[:-60].encode(), b"\xff\xfe"])
def test_what_is_no_sitemap_names_little_and_breaks_nothing(body):
    maps, pages = read_sitemap(body, SITE)
    assert maps == []
    assert len(pages) <= 2


def test_entities_do_not_open_files():
    hostile = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><urlset><loc>{SITE}/&e;</loc></urlset>'
    assert "root" not in str(read_sitemap(hostile.encode(), SITE))
