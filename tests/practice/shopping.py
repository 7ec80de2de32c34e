"""What a person does with a practice site by hand: ask its search, click from page to page; without a network."""

from __future__ import annotations

import json
import re
from collections import deque
from urllib.parse import unquote, urlencode, urljoin, urlsplit

from lxml import html as lxml_html

from scanner.practice.engine import SearchEngine
from scanner.practice.hosting import Reply
from scanner.practice.region import Region

FIRST = 5


def get(region: Region, url: str, hops: int = 5) -> tuple[str, Reply]:
    """Follow redirects and return the final address and its reply."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    reply = region.answer(parts.hostname or "", "GET", target)
    if "Location" in reply.headers and hops:
        return get(region, urljoin(url, reply.headers["Location"]), hops - 1)
    return url, reply


def ask(region: Region, engine: SearchEngine, term: str, host: str) -> list[str]:
    """Ask a search engine over its own address and return the first addresses it shows."""
    conf = engine.conf
    sent = urlencode({conf.param: term})
    if conf.method == "POST":
        reply = region.answer(host, "POST", conf.path, sent.encode(), "application/x-www-form-urlencoded")
    else:
        reply = region.answer(host, "GET", f"{conf.path}?{sent}")
    if conf.format == "json":
        return [row["url"] for row in json.loads(reply.body)][:FIRST]
    charset = region.hosts(host)[0].charset
    item = re.sub(r"\{\w+\}", "\0", conf.item).split('href="\0"')[0].split("\0")[-1].rsplit("<a", 1)[0]
    shown = reply.body.decode(charset)
    return re.findall(re.escape(item) + r'<a[^>]*href="([^"]+)"', shown.replace("&amp;", "&"))[:FIRST]


def same(url: str) -> str:
    """Return the form in which two spellings of an address are compared."""
    parts = urlsplit(unquote(url))
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower()}{parts.path.rstrip('/') or '/'}{query}"


def links(url: str, body: bytes, charset: str) -> list[str]:
    """Return the addresses that a page links to, without their fragments."""
    tree = lxml_html.document_fromstring(body.decode(charset))
    base = str(tree.xpath("string(//base/@href)")) or url
    marks = [element.get("href", "") for element in tree.iter("a", "area")]
    found = (urljoin(base, href.strip()) for href in marks if href)
    return [link.partition("#")[0] for link in found if link.startswith("http")]


def clicks(region: Region, home: str, hosts: set[str], left_out: set[str]) -> dict[str, int]:
    """Return by address how many clicks it is from the homepage; pages in `left_out` are not clicked through."""
    depth, waiting = {same(home): 0}, deque([home])
    skipped = {same(url) for url in left_out}
    while waiting:
        asked = waiting.popleft()
        url, reply = get(region, asked)
        clicked = depth[same(asked)]
        depth[same(url)] = min(clicked, depth.get(same(url), clicked))
        host = urlsplit(url).hostname or ""
        if reply.status != 200 or host not in hosts or same(url) in skipped or not _is_page(reply):
            continue
        for link in links(url, reply.body, region.hosts(host)[0].charset):
            if same(link) not in depth:
                depth[same(link)] = clicked + 1
                waiting.append(link)
    return depth


def _is_page(reply: Reply) -> bool:
    return reply.headers.get("Content-Type", "").startswith("text/html")
