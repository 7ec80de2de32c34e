"""Whether a page reserves text and data mining (section 44b UrhG, Article 4 of Directive (EU) 2019/790).

A reservation changes no score: the operator is told, and decides what it means for what is kept and passed on.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from scanner.archive.records import Capture, Manifest, Purpose

NOTE = "reserved"
_ASKED = frozenset({Purpose.PAGE, Purpose.TARGET, Purpose.ROBOTS})
_HEAD = 100_000
_META = re.compile(rb"<meta\b[^>]*>", re.I)
_ATTRIBUTE = re.compile(rb"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))")
_NO_AI = re.compile(r"\bno(?:image)?ai\b", re.I)
_SIGNAL = re.compile(r"^\s*content-signal\s*:.*\bai-train\s*=\s*no\b", re.I | re.M)
_DISALLOWED = re.compile(r"^\s*disallow\s*:\s*\S", re.I | re.M)

Body = Callable[[str], bytes]


def reservations(manifest: Manifest, body: Body) -> tuple[str, ...]:
    """Return a note for each host and way in which it reserves: ``reserved:WAY:NUMBER OF PAGES:FIRST ADDRESS``.

    WAY is header, meta, noai, tdmrep (``/.well-known/tdmrep.json``), ai_txt or robots (Content-Signal). What was not
    fetched is not asked. A body that can't be read reserves nothing.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for capture in manifest.captures:
        for way in _ways(capture, body):
            found.setdefault((urlsplit(capture.final).netloc, way), []).append(capture.final)
    return tuple(f"{NOTE}:{way}:{len(urls)}:{urls[0]}" for (_, way), urls in sorted(found.items()))


def _ways(capture: Capture, body: Body) -> Iterable[str]:
    ways = set(_in_headers(capture.headers))
    if capture.purpose in _ASKED and capture.status < 400:
        with contextlib.suppress(Exception):  # damaged records are told by others
            ways |= set(_in_body(capture, body))
    return sorted(ways)


def _in_headers(headers: Iterable[tuple[str, str]]) -> Iterable[str]:
    for name, value in headers:
        if name.lower() == "tdm-reservation" and value.strip() == "1":
            yield "header"
        elif name.lower() == "x-robots-tag" and _NO_AI.search(value):
            yield "noai"


def _in_body(capture: Capture, body: Body) -> Iterable[str]:
    path = urlsplit(capture.final).path.lower()
    if path == "/robots.txt":
        return ["robots"] if _SIGNAL.search(_text(body(capture.id))) else []
    if path == "/ai.txt":
        return ["ai_txt"] if _DISALLOWED.search(_text(body(capture.id))) else []
    if path == "/.well-known/tdmrep.json":
        return ["tdmrep"] if _says_so(json.loads(body(capture.id))) else []
    return _in_metas(body(capture.id)[:_HEAD]) if "html" in capture.content_type else []


def _in_metas(head: bytes) -> Iterable[str]:
    for tag in _META.findall(head):
        said = {name.lower(): _text(b"".join(values)) for name, *values in _ATTRIBUTE.findall(tag)}
        name, content = said.get(b"name", "").lower(), said.get(b"content", "")
        if name == "tdm-reservation" and content.strip() == "1":
            yield "meta"
        elif name.endswith("robots") and _NO_AI.search(content):
            yield "noai"


def _says_so(rules: object) -> bool:
    return isinstance(rules, list) and any(
        isinstance(rule, dict) and rule.get("tdm-reservation") == 1 for rule in rules
    )


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
