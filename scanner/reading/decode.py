"""From bytes to text: what a browser would show, whatever the page says of its charset."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)


@dataclass(frozen=True)
class Decoded:
    """The text, the charset it was read in, and what its header or markup declared (empty where nothing)."""

    text: str
    charset: str
    declared: str = ""


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Return the text of a page or style sheet; never raises."""
    found = _HEADER.search(content_type)
    inside = _DECLARED.search(body[:4096])
    declared = found.group(1) if found else inside.group(1).decode("ascii", "replace") if inside else ""
    for charset in ("utf-8-sig", "cp1252"):
        try:
            return Decoded(body.decode(charset), charset.removesuffix("-sig"), declared)
        except UnicodeDecodeError:
            continue
    return Decoded(body.decode("cp1252", "replace"), "cp1252", declared)
