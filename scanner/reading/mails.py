"""Mail addresses, in the open or hidden from harvesters: the ways that pages of municipalities hide them."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import unquote

from scanner.reading.vocabulary import Vocabulary

_WORD = r"[\w.+-]"
_HOST = r"(?:[\w-]+\.)+[^\W\d_]{2,}"
_ADDRESS = re.compile(rf"(?<![\w.+-]){_WORD}*\w@{_HOST}")
_CODES = re.compile(r"fromCharCode\(([\d,\s]+)\)")
_LITERAL = re.compile(r"'((?:[^'\\\n]|\\.)*)'|\"((?:[^\"\\\n]|\\.)*)\"")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_CALL = re.compile(r"\w*\s*\(([^()]*)\)")
_UNCRYPT = re.compile(r"UnCryptMailto\(\s*(?:'|%27|&#39;)(.+?)(?:'|%27|&#39;)\s*(?:,\s*(-?\d+))?", re.I)
_RANGES = ((0x2B, 0x3A), (0x40, 0x5A), (0x61, 0x7A))  # the three rings in which TYPO3 turns signs
_CODED = ("first", "last")  # Joomla's element: user and host in base64
_PAIRS = tuple((f"data-{user}", f"data-{host}") for user, host in (("user", "domain"), ("name", "domain"), ("u", "d")))
_REACH = 80  # characters to either side of the sign in which an address stands
_WHOLE = ("data-mail", "data-email", "data-mailto", "data-e-mail", "data-address")
_KNOWN_TOPS = re.compile(r"\.(?:de|nrw|org|net|com|eu|info|example|bayern|koeln|ruhr|saarland|berlin|hamburg)$", re.I)


class Mails:
    """Finds mail addresses; the spoken signs ("at", "dot" and their like) are those of the criteria set."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        at, dot = ("|".join(map(re.escape, vocabulary.words(name))) or "(?!)" for name in ("mail_at", "mail_dot"))
        self._signs = frozenset({"@", *vocabulary.words("mail_at")})
        full_stop = rf"(?:\s*[(\[{{<]\s*(?:{dot}|\.)\s*[)\]}}>]\s*|\s+(?:{dot})\s+|\.)"
        sign = rf"(?:\s*[(\[{{<]\s*(?:{at}|a|@)\s*[)\]}}>]\s*|\s+(?:{at})\s+|\s*[*_](?:{at})[*_]\s*|\s?@\s?)"
        user, host = rf"(\w[\w+-]*(?:{full_stop}[\w+-]+)*)", rf"((?:[\w-]+{full_stop})+[a-z]{{2,12}})"
        self._hidden = re.compile(rf"(?<![\w.+-]){user}{sign}{host}(?!\w)", re.I)
        self._stop = re.compile(full_stop, re.I)
        self._cue = re.compile(rf"@|[(\[{{<*_]\s*(?:{at}|a)\s*[)\]}}>*_]|\s(?:{at})\s", re.I)

    def is_sign(self, text: str) -> bool:
        """Whether a text is nothing but the sign of an address, as images put it between its parts."""
        return text.strip("()[]{} ").lower() in self._signs

    def in_text(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and address of each mail address in shown text, "(at)" and "[punkt]" included."""
        done = 0
        for cue in self._cue.finditer(text):
            found = None
            if cue.end() > done:
                found = next(self._around(text, max(done, cue.start() - _REACH), cue.start(), cue.end() + _REACH), None)
            if found is None:
                continue
            done = found.end()
            user, host = (self._stop.sub(".", part).lower() for part in found.groups())
            spoken = "@" not in found.group() and not re.search(r"[(\[{<*_]", found.group())
            if not spoken or _KNOWN_TOPS.search(host):
                yield found.start(), found.end(), f"{user}@{host}"

    def _around(self, text: str, start: int, cue: int, end: int) -> Iterator[re.Match[str]]:
        return (found for found in self._hidden.finditer(text, start, end) if found.start() <= cue < found.end())

    def _first(self, text: str) -> str:
        return next((address for _, _, address in self.in_text(text)), "")

    def from_href(self, href: str) -> str:
        """Return the address that a link leads to, empty where it leads to none."""
        start = href.lower().find("mailto:")
        if start >= 0:
            return self._first(unescape(unquote(href[start + 7 :].partition("?")[0])))
        if "email-protection#" in href:
            return _cloudflare(href.rpartition("#")[2])
        if href[:11].lower() == "javascript:":
            return from_script(unquote(href[11:]))
        return ""

    def from_attributes(self, attributes: Mapping[str, str]) -> str:
        """Return the address that data attributes of an element hold for a script, empty where there is none."""
        if "data-cfemail" in attributes:
            return _cloudflare(attributes["data-cfemail"])
        if "data-mailto-token" in attributes:
            return _turned(attributes["data-mailto-token"], _vector(attributes.get("data-mailto-vector", "")))
        if all(name in attributes for name in _CODED):
            return _valid("@".join(_base64(attributes[name]) for name in _CODED))
        for name in _WHOLE:
            if name in attributes:
                return self._written(unescape(unquote(attributes[name])))
        for user, domain in _PAIRS:
            if user in attributes and domain in attributes:
                top = attributes.get("data-tld", "")
                return _valid(f"{attributes[user]}@{attributes[domain]}{'.' if top else ''}{top}")
        return ""

    def _written(self, value: str) -> str:
        """Return the address in a value that may be plain, spoken, reversed, or in base64."""
        found = [self._first(value), _valid(value[::-1]), _valid(_base64(value))]
        known = [address for address in found if address and _KNOWN_TOPS.search(address)]
        return next(iter(known or filter(None, found)), "")


def _valid(text: str) -> str:
    found = _ADDRESS.search(text.strip())
    return found.group().lower() if found else ""


def _base64(value: str) -> str:
    try:
        return base64.b64decode(value, validate=True).decode()
    except (binascii.Error, ValueError):
        return ""


def _cloudflare(code: str) -> str:
    try:
        data = bytes.fromhex(code.partition("?")[0])
    except ValueError:
        return ""
    return _valid(bytes(sign ^ data[0] for sign in data[1:]).decode("utf-8", "replace")) if data else ""


def reversed_address(text: str) -> str:
    """Return the address in text that a style sheet shows from right to left, empty where there is none."""
    return _valid("".join(text.split())[::-1])


def from_script(script: str) -> str:
    """Return the address that a short script writes, empty where none can be read."""
    if found := _UNCRYPT.search(script):
        return _turned(found.group(1), int(found.group(2)) if found.group(2) else None)
    script = _ESCAPED.sub(lambda match: chr(int(match.group(1) or match.group(2), 16)), script)
    script = _CODES.sub(lambda match: repr("".join(chr(int(code) % 0x110000) for code in _numbers(match))), script)
    literals = [unescape(unquote(single or double)) for single, double in _LITERAL.findall(script)]
    return _joined(literals) or _called(script)


def _numbers(match: re.Match[str]) -> list[str]:
    return [code for code in match.group(1).replace(" ", "").split(",") if code.isdigit() and len(code) < 7]


def _joined(literals: list[str]) -> str:
    """Return the address in string literals, one by one, else put together in order."""
    whole = next((address for literal in literals if (address := _valid(literal))), "")
    if whole:
        return whole
    glued = "".join(literals)
    return _valid(re.sub(r".*?mailto:", "", glued, flags=re.S)) if "@" in glued else ""


def _called(script: str) -> str:
    """Return the address in a call like ``post('a.meier', 'stadt', 'example')``: user, host, and maybe its top."""
    for call in _CALL.finditer(script):
        words = [single or double for single, double in _LITERAL.findall(call.group(1))]
        if len(words) not in (2, 3, 4) or not all(re.fullmatch(r"[\w.-]+", word) for word in words):
            continue
        user, *rest = words
        host = ".".join(rest)
        if _KNOWN_TOPS.search(host):
            return _valid(f"{user}@{host}")
        if len(words) == 2 and _KNOWN_TOPS.search(user):
            return _valid(f"{words[1]}@{user}")
    return ""


def _vector(written: str) -> int | None:
    return int(written) if re.fullmatch(r"-?\d{1,3}", written) else None


def _turned(code: str, offset: int | None) -> str:
    """Return what TYPO3 hides by turning each sign in its ring; without the offset the one that gives an address."""
    code = unescape(unquote(code))
    for turn in [-offset, offset] if offset is not None else range(-25, 26):
        plain = "".join(_turn(sign, turn) for sign in code)
        if plain.startswith("mailto:") and (address := _valid(plain[7:].partition("?")[0])):
            return address
    return ""


def _turn(sign: str, offset: int) -> str:
    for low, high in _RANGES:
        if low <= ord(sign) <= high:
            return chr(low + (ord(sign) - low + offset) % (high - low + 1))
    return sign
