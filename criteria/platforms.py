"""Platforms: portals, form servers, accounts, payment, booking and others, known by address and judged by their dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal
from urllib.parse import unquote, urlsplit

import re2
from pydantic import model_validator

from criteria.language.base import Part
from criteria.yaml_file import YamlFile, validated

PlatformKind = Literal[
    "state_portal",  # a portal of the state where applications are made
    "federal_portal",
    "form_server",
    "portal_product",  # a product that municipal service portals are made of
    "account",
    "payment",
    "booking",
    "procurement",
    "council",  # council information systems
    "redirector",
    "geo",
    "land",
    "invoice",
    "translator",
    "chat",
    "third_party_search",
    "captcha",
    "social",
    "analytics",
]
_AGS = re.compile(r"(?:kdnr|oid|releaseorganizationid|ags)=(\d{5,8})(?:-\d+)?(?!\d)", re.I)


class Platform(Part):
    """One platform. `hosts` match with all below them, `urls` are RE2 expressions on the whole address, `html` on markup.

    `deep_links` are RE2 expressions on the path of an address that names a service; `single_purpose` is the service of a portal
    that has only one, `start_is_deep` says that it has no public address below its start page. What a business can log in or pay
    with on a state portal stands in `logins` and `payments`. `vendor` names product or operator.
    """

    id: str
    kind: PlatformKind
    vendor: str = ""
    hosts: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    html: tuple[str, ...] = ()
    deep_links: tuple[str, ...] = ()
    single_purpose: str = ""
    start_is_deep: bool = False
    logins: tuple[Literal["organisation", "bundid", "password"], ...] = ()
    payments: tuple[Literal["electronic", "free"], ...] = ()
    account: Literal["", "organisation", "bundid", "ended"] = ""
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""
    source: str = ""

    @model_validator(mode="after")
    def _reachable(self) -> Platform:
        if not (self.hosts or self.urls or self.html):
            raise ValueError("needs hosts, urls or html to be known by")
        return self

    def on(self, day: date) -> bool:
        """Whether it was in use on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class _File(Part):
    platforms: tuple[Platform, ...]


@dataclass(frozen=True)
class Platforms:
    """All platforms of a criteria set."""

    entries: tuple[Platform, ...]

    @cached_property
    def _hosts(self) -> dict[str, list[Platform]]:
        hosts: dict[str, list[Platform]] = {}
        for platform in self.entries:
            for host in platform.hosts:
                hosts.setdefault(host, []).append(platform)
        return hosts

    @cached_property
    def _patterns(self) -> list[tuple[re2._Regexp, Platform]]:
        return [(_machine(url), platform) for platform in self.entries for url in platform.urls]

    @cached_property
    def _markup(self) -> list[tuple[re2._Regexp, Platform]]:
        return [(_machine(html), platform) for platform in self.entries for html in platform.html]

    def matches(self, url: str, kinds: Iterable[str] = ()) -> list[Platform]:
        """Return every platform that knows an address, those known by host first; `kinds` leaves only some."""
        wanted = frozenset(kinds)
        found = list(self._by_host(url)) + [p for machine, p in self._patterns if machine.search(url)]
        return [p for p in dict.fromkeys(found) if not wanted or p.kind in wanted]

    def match(self, url: str, on: date, kinds: Iterable[str] = ()) -> Platform | None:
        """Return the platform of an address as it was on a day; None where none knows it."""
        return next((platform for platform in self.matches(url, kinds) if platform.on(on)), None)

    def in_markup(self, html: str, kinds: Iterable[str] = ()) -> list[Platform]:
        """Return every platform whose marks stand in some markup."""
        wanted = frozenset(kinds)
        return [p for machine, p in self._markup if (not wanted or p.kind in wanted) and machine.search(html)]

    def deep_link(self, url: str, on: date) -> Platform | None:
        """Return the state portal if the address leads to one of its services rather than to its start page."""
        platform = self.match(url, on, ("state_portal", "federal_portal"))
        if platform is None:
            return None
        if platform.single_purpose or platform.start_is_deep:
            return platform
        path = urlsplit(url).path + ("?" + urlsplit(url).query if urlsplit(url).query else "")
        return platform if any(_machine(link).search(path) for link in platform.deep_links) else None

    def start_page(self, url: str, on: date) -> Platform | None:
        """Return the state portal if the address is on it but leads to no service of it."""
        platform = self.match(url, on, ("state_portal", "federal_portal"))
        return platform if platform and self.deep_link(url, on) is None else None

    def ended(self, url: str, on: date) -> Platform | None:
        """Return the platform if every one that knows the address had ended before the day."""
        found = self.matches(url, ("state_portal", "account", "federal_portal"))
        past = [platform for platform in found if platform.valid_to and platform.valid_to < on]
        return past[0] if past and not any(platform.on(on) for platform in found) else None

    def _by_host(self, url: str) -> Iterable[Platform]:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        labels = host.split(".")
        for at in range(len(labels) - 1):
            yield from self._hosts.get(".".join(labels[at:]), ())


def owner_ags(url: str) -> str | None:
    """Return the 8 digits of the municipality that an address of a form server names, None where it names none.

    A Kreis is named by its 5 digits and 000.
    """
    found = _AGS.search(unquote(url))
    return found.group(1).ljust(8, "0") if found and len(found.group(1)) in (5, 8) else None


def same_ags(one: str, other: str) -> bool:
    """Whether two AGS name the same municipality, compared on 8 digits."""
    return one.ljust(8, "0") == other.ljust(8, "0")


def load_platforms(file: YamlFile) -> Platforms:
    """Load the platforms of a set; UserError with line and field of the first mistake."""
    return Platforms(validated(file, _File, {"platforms": file.data["platforms"]}).platforms)


_MACHINES: dict[str, re2._Regexp] = {}


def _machine(pattern: str) -> re2._Regexp:
    if pattern not in _MACHINES:
        options = re2.Options()
        options.case_sensitive = False
        _MACHINES[pattern] = re2.compile(pattern, options)
    return _MACHINES[pattern]
