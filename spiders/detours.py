"""Where a page sends its reader without a link: by refreshing itself, or by showing another page in a frame."""

from __future__ import annotations

import re
from html import unescape

from scanner.reading.urls import normalise

_START = 200_000
_REFRESH = re.compile(
    r"<meta[^>]+http-equiv\s*=\s*[\"']?refresh\b[^>]*content\s*=\s*([\"'])[^\"']*?url\s*=\s*(?P<url>.*?)\1", re.I | re.S
)
_FRAME = re.compile(r"<i?frame\b[^>]*?\bsrc\s*=\s*(?:([\"'])(?P<quoted>.*?)\1|(?P<bare>[^\s>]+))", re.I | re.S)


def detours(body: bytes, url: str) -> list[str]:
    """Return the addresses that a page refreshes itself to or shows in frames, absolute and once each."""
    text = body[:_START].decode("latin-1")
    raw = [match["url"].strip("'\" ") for match in _REFRESH.finditer(text)]
    raw += [match["quoted"] or match["bare"] or "" for match in _FRAME.finditer(text)]
    found = (normalise(unescape(one), url) for one in raw if one)
    return list(dict.fromkeys(one for one in found if one))
