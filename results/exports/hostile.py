"""Text from the web made harmless: nothing invisible or broken in it, not without end, no formula, no link that acts."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

LONGEST = 10_000
"""Characters that a text of an export has at most; what is stored has 300 where it is a quotation."""
LONGEST_URL = 2_079
"""Characters of an address that spreadsheets still open."""

_CUT = "…"
# Control signs but tab and line break; signs that turn the direction of reading or hide; halves of pairs; noncharacters.
_BAD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc]"
)
_BROKEN = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_ACTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_LEADS = re.compile(r"^[\s'\"]+")
_LINK = re.compile(r"^https?://[^\s\x00-\x20<>\"\\^`{}|]+$", re.I)


def clean(text: str, limit: int = LONGEST) -> str:
    """Return text without signs that nobody sees, broken ones as �, line breaks as one sign, cut where it is too long."""
    if len(text) > limit:
        text = text[: limit - 1] + _CUT
    if text.isascii() and text.isprintable():
        return text
    return _BROKEN.sub("�", _BAD.sub("", _BREAKS.sub("\n", text)))


def defused(text: str) -> str:
    """Return text for a cell of a CSV file: one that a spreadsheet would take for a formula gets an apostrophe in front.

    After the OWASP page on CSV injection; fullwidth signs, and signs behind blanks or quotes, count too.
    """
    if text.startswith(_ACTS) or _LEADS.sub("", text).startswith(_ACTS):
        return "'" + text
    return text


def safe_link(url: str) -> str:
    """Return an address that may be a link: http or https, with a host, not too long; empty for any other."""
    if len(url) > LONGEST_URL or not _LINK.match(url):
        return ""
    try:
        return url if urlsplit(url).hostname else ""
    except ValueError:
        return ""
