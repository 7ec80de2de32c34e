"""Hides persons in web addresses: mails, numbers behind tel:, names in the folders and keys where persons are kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote, unquote_plus

_MAIL = re.compile(r"[\w.+-]+(?:@|%40)(?:[\w-]+\.)+[^\W\d_]{2,}", re.I)
_SCHEMES = {
    "mailto": "mail",
    "sip": "mail",
    "skype": "mail",
    "xmpp": "mail",
    "im": "mail",
    "tel": "phone",
    "callto": "phone",
    "sms": "phone",
}
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
_LOGIN = re.compile(r"^(\w+://)[^/?#@]*@")
_TOKEN = re.compile(r"[^\W\d_]+")
_SALUTED = re.compile(r"(?:frau|herrn?)[-_+. ]", re.I)
_CODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


class UrlMask:
    """Masks addresses.

    Args:
        words: `person_places` and `person_keys`.
        says: what a masked person, phone and mail is called.
        is_personal: whether a mail address may belong to a person.
        is_given: whether a word is a first name.
    """

    def __init__(
        self,
        words: Mapping[str, Any],
        says: Mapping[str, str],
        is_personal: Callable[[str], bool],
        is_given: Callable[[str], bool],
    ) -> None:
        self._places, self._keys = frozenset(words["person_places"]), frozenset(words["person_keys"])
        self._says, self._is_personal, self._is_given = says, is_personal, is_given

    def masked(self, url: str) -> str:
        """Return the address with what names a person replaced."""
        scheme = _SCHEME.match(url)
        if scheme is not None and (kind := _SCHEMES.get(scheme[1].lower())):
            if kind == "mail" and not self._is_personal(unquote(url[scheme.end() :])):
                return url.partition("?")[0]
            return self._says[kind]
        url = _LOGIN.sub(r"\1", url)
        rest, hash_sign, fragment = url.partition("#")
        path, mark, query = rest.partition("?")
        shown = self._path(path) + mark + self._query(query)
        return self._without_mails(shown + hash_sign + self._query(fragment))

    def _without_mails(self, text: str) -> str:
        def put(found: re.Match[str]) -> str:
            return self._says["mail"] if self._is_personal(unquote(found.group())) else found.group()

        return _MAIL.sub(put, text)

    def _path(self, path: str) -> str:
        head, slashes, tail = path.partition("//") if "://" in path else ("", "", path)
        segments = tail.split("/")
        for at in range(1, len(segments)):
            near = {token.lower() for segment in segments[max(0, at - 2) : at + 1] for token in _TOKEN.findall(segment)}
            words = unquote(segments[at])
            if near & self._places and (self._names(words) or _SALUTED.match(words)):
                ending = re.search(r"\.\w{2,5}$", segments[at])
                segments[at] = self._person + (ending.group() if ending else "")
        return head + slashes + "/".join(segments)

    def _query(self, query: str) -> str:
        return re.sub(r"([^&;=]+)=([^&;]*)", self._pair, query)

    def _pair(self, found: re.Match[str]) -> str:
        key, value = found.groups()
        told = unquote_plus(value)
        tokens = {token.lower() for token in _TOKEN.findall(unquote_plus(key))}
        if (tokens & self._keys and _is_spoken(told)) or (" " in told and self._names(told)):
            return f"{key}={self._person}"
        return found.group()

    @property
    def _person(self) -> str:
        return self._says["person"].replace(" ", "-")

    def _names(self, text: str) -> bool:
        """Whether a part of an address is made of a first name and one more."""
        words = _TOKEN.findall(_CODED.sub("", text))
        return 2 <= len(words) <= 6 and any(self._is_given(word) for word in words)


def _is_spoken(value: str) -> bool:
    """Whether a value holds a name or a number to dial, not a number of the system or a choice."""
    return bool(re.search(r"[^\W\d_]{2}", value)) or len(re.sub(r"\D", "", value)) > 5
