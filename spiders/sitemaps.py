"""XML sitemaps: where they are, and which addresses they name."""

from __future__ import annotations

import gzip
import re
import zlib
from io import BytesIO
from itertools import islice
from urllib.parse import urljoin

from lxml import etree

from scanner.reading.urls import normalise

_LARGEST = 20 * 2**20
_MOST_ADDRESSES = 5_000
_DECLARED = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.I | re.M)


def declared_in(robots: str, origin: str) -> list[str]:
    """Return the sitemaps that a robots.txt names, else the usual address."""
    named = [normalise(url, origin + "/") for url in _DECLARED.findall(robots)]
    return list(dict.fromkeys(url for url in named if url)) or [urljoin(origin + "/", "sitemap.xml")]


def read_sitemap(body: bytes, url: str) -> tuple[list[str], list[str]]:
    """Return the further sitemaps and the pages that a sitemap names; nothing of what is none. Never raises."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(_unpacked(body), parser)
    except (etree.XMLSyntaxError, ValueError, OSError, EOFError, zlib.error):
        return [], []
    if root is None:
        return [], []
    places = islice(root.iter("{*}loc"), _MOST_ADDRESSES)
    named = [normalise(place.text or "", url) for place in places]
    found = list(dict.fromkeys(address for address in named if address))
    return (found, []) if etree.QName(root).localname == "sitemapindex" else ([], found)


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body[:_LARGEST]
    with gzip.GzipFile(fileobj=BytesIO(body)) as packed:
        return packed.read(_LARGEST)
