"""Platforms: portals, form servers, accounts, payment, booking and others, known by address and judged by date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal
from urllib.parse import unquote, urlsplit

import re2
from pydantic import field_validator, model_validator

from criteria.language.base import Part
from criteria.language.names import PlatformKind

_AGS = re.compile(r"(?:kdnr|oid|releaseorganizationid|ags)=(\d{5,8})(?:-\d+)?(?!\d)", re.I)
_PORTALS = ("state_portal", "federal_portal")
_DATED = (*_PORTALS, "account")


class Platform(Part):
    """One platform.

    `hosts` match with all below them, `urls` are RE2 expressions on the whole address, `html` on markup. `deep_links`
    are RE2 expressions on path and query of an address that names a service; `single_purpose` is the service of a
    portal that has only one; `start_is_deep` says that it has no public address below its start page. What a business
    can log in or pay with stands in `logins` and `payments`. `vendor` names product or operator.
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
    source: str

    @field_validator("urls", "html", "deep_links")
    @classmethod
    def _compiles(cls, expressions: tuple[str, ...]) -> tuple[str, ...]:
        for expression in expressions:
            try:
                _machine(expression)
            except re2.error as error:
                raise ValueError(f"{expression!r} is no expression that RE2 knows") from error
        return expressions

    @field_validator("hosts")
    @classmethod
    def _bare(cls, hosts: tuple[str, ...]) -> tuple[str, ...]:
        for host in hosts:
            if host != host.lower() or host.startswith("www.") or "/" in host or "." not in host:
                raise ValueError(f"{host!r} is no bare host name: lower case, without scheme, www and path")
        return hosts

    @model_validator(mode="after")
    def _known_by_something(self) -> Platform:
        if not (self.hosts or self.urls or self.html):
            raise ValueError("needs hosts, urls or html to be known by")
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to lies before valid_from")
        return self

    def on(self, day: date) -> bool:
        """Whether it was in use on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class PlatformFile(Part):
    """`platforms.yaml`."""

    platforms: tuple[Platform, ...]

    @model_validator(mode="after")
    def _distinct(self) -> PlatformFile:
        ids = [platform.id for platform in self.platforms]
        for platform in self.platforms:
            if ids.count(platform.id) > 1:
                raise ValueError(f"there are two platforms {platform.id!r}")
            if platform.successor and platform.successor not in ids:
                raise ValueError(f"{platform.id}: there is no platform {platform.successor!r} to succeed it")
        return self


@dataclass(frozen=True)
class Platforms:
    """All platforms of a criteria set."""

    entries: tuple[Platform, ...]

    def matches(self, url: str, kinds: Iterable[str] = ()) -> list[Platform]:
        """Return every platform that knows an address, those known by host first; `kinds` leaves only some."""
        wanted = frozenset(kinds)
        found = [*self._by_host(url), *self._urls.found_in(url)]
        return [platform for platform in dict.fromkeys(found) if not wanted or platform.kind in wanted]

    def match(self, url: str, on: date, kinds: Iterable[str] = ()) -> Platform | None:
        """Return the platform of an address as it was on a day; None where none knows it."""
        return next((platform for platform in self.matches(url, kinds) if platform.on(on)), None)

    def in_markup(self, html: str, kinds: Iterable[str] = ()) -> list[Platform]:
        """Return every platform whose marks stand in some markup."""
        wanted = frozenset(kinds)
        return [one for one in dict.fromkeys(self._markup.found_in(html)) if not wanted or one.kind in wanted]

    def deep_link(self, url: str, on: date) -> Platform | None:
        """Return the state portal if the address leads to one of its services rather than to its start page."""
        platform = self.match(url, on, _PORTALS)
        if platform is None or platform.single_purpose or platform.start_is_deep:
            return platform
        path, query = urlsplit(url)[2:4]
        asked = f"{path}?{query}" if query else path
        return platform if any(_machine(link).search(asked) for link in platform.deep_links) else None

    def start_page(self, url: str, on: date) -> Platform | None:
        """Return the state portal if the address is on it but leads to no service of it."""
        platform = self.match(url, on, _PORTALS)
        return platform if platform and self.deep_link(url, on) is None else None

    def ended(self, url: str, on: date) -> Platform | None:
        """Return the platform if every one that knows the address had ended before the day."""
        found = self.matches(url, _DATED)
        past = [platform for platform in found if platform.valid_to and platform.valid_to < on]
        return past[0] if past and not any(platform.on(on) for platform in found) else None

    def _by_host(self, url: str) -> Iterator[Platform]:
        labels = (urlsplit(url).hostname or "").split(".")
        for at in range(len(labels) - 1):
            yield from self._hosts.get(".".join(labels[at:]), ())

    @cached_property
    def _hosts(self) -> dict[str, list[Platform]]:
        hosts: dict[str, list[Platform]] = {}
        for platform in self.entries:
            for host in platform.hosts:
                hosts.setdefault(host, []).append(platform)
        return hosts

    @cached_property
    def _urls(self) -> _Machines:
        return _Machines([(url, platform) for platform in self.entries for url in platform.urls])

    @cached_property
    def _markup(self) -> _Machines:
        return _Machines([(html, platform) for platform in self.entries for html in platform.html])


class _Machines:
    """Expressions of many platforms asked in one go."""

    def __init__(self, expressions: list[tuple[str, Platform]]) -> None:
        self._platforms = [platform for _, platform in expressions]
        self._set = re2.Set.SearchSet(_options())
        for expression, _ in expressions:
            self._set.Add(expression)
        self._set.Compile()

    def found_in(self, text: str) -> list[Platform]:
        found = self._set.Match(text) if self._platforms else None  # None where nothing matches
        return [self._platforms[at] for at in sorted(found or ())]


def owner_ags(url: str) -> str | None:
    """Return the 8 digits of the municipality that an address of a form server names, None where it names none.

    A Kreis is named by its 5 digits and 000.
    """
    found = _AGS.search(unquote(url))
    return found.group(1).ljust(8, "0") if found and len(found.group(1)) in (5, 8) else None


def _options() -> re2.Options:
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    return options


@lru_cache(maxsize=1024)
def _machine(expression: str) -> re2._Regexp:
    return re2.compile(expression, _options())
