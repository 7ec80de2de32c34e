"""From bytes to text: what the writer of a page meant, whatever the page says of its charset."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from bs4.dammit import UnicodeDammit

_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_MARKUP = re.compile(rb"<(?:meta\b|\?xml\b)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_WINDOWS = frozenset({"iso8859-1", "ascii", "cp1252"})  # names under which browsers read windows-1252
_UNLIKELY = re.compile(rb"[\x81\x83\x86-\x90\x98-\x9d\x9f]")  # in German text written in windows-1252
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 50_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, and the charset that a browser would send the page's forms in."""

    text: str
    charset: str


def _windows(error: UnicodeError) -> tuple[str, int]:
    """Read bytes that are no UTF-8 as windows-1252: a template in one charset holds text in another."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("windows_1252", _windows)


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Return the text of a page; never raises.

    Bytes that are UTF-8 are read as that whatever is declared, since hardly any other text happens to be; other bytes in
    the charset declared, by the header before the markup, or in the likeliest one.
    """
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return Decoded(body.decode(charset, "replace").lstrip("\ufeff"), charset)
    declared = _declared(body, content_type)
    if b"\x00" in body[:64] and (wide := _wide(body)):
        return Decoded(body.decode(wide, "replace"), "utf-8")
    try:
        return Decoded(body.decode("utf-8"), declared if body.isascii() and declared else "utf-8")
    except UnicodeDecodeError:
        pass
    if declared == "utf-8":
        return Decoded(body.decode("utf-8", "windows_1252"), declared)
    charset = declared or _guessed(body)
    return Decoded(body.decode(charset, "replace"), charset)


def _declared(body: bytes, content_type: str) -> str:
    inside = _MARKUP.search(body[:4096])
    header = _HEADER.search(content_type)
    for name in (header.group(1) if header else "", inside.group(1).decode("ascii", "replace") if inside else ""):
        if known := _known(name):
            return known
    return ""


def _known(name: str) -> str:
    """Return a charset by one of its names, as browsers understand it; empty for an unknown one."""
    try:
        found = codecs.lookup(name).name if name else ""
        "".encode(found or "utf-8")
    except (LookupError, UnicodeError):
        return ""
    if found.startswith(("utf-16", "utf-32")):  # the markup could not have been read
        return "utf-8"
    return "windows-1252" if found in _WINDOWS else found


def _wide(body: bytes) -> str:
    sample = body[:200]
    even, odd, half = sample[::2].count(0), sample[1::2].count(0), len(sample) / 2
    return "utf-16-le" if odd > 0.6 * half > even else "utf-16-be" if even > 0.6 * half > odd else ""


def _guessed(body: bytes) -> str:
    if not _UNLIKELY.search(body):
        return "windows-1252"
    guess = UnicodeDammit(body[:_SAMPLE], is_html=True).original_encoding
    return _known(guess or "") or "windows-1252"
