"""The generated region in one year: which town answers for a host, and the registry rows of the towns."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from scanner.practice.content.model import Town
from scanner.practice.content.towns import COUNT, EXPIRED_IN, SEED, towns
from scanner.practice.content.years import carried_by_others, town_year
from scanner.practice.country.hosts import TownHosts
from scanner.practice.country.stubs import Stubs
from scanner.practice.hosting import Reply

COLUMNS = (
    "ags",
    "name",
    "kind",
    "kreis",
    "league",
    "postcode",
    "homepage",
    "homepage_before",
    "portal",
    "groups",
    "not_competent",
)
_GROUP = "kooperation-g2b"
_IN_GROUP = frozenset({12, 18, 24, 30, 36})
"""Numbers of the towns that work together: one state, one of them larger, one behind a wall; three are in a demo of ten."""
_NOBODY = Reply(502, b"no such host in the practice region", {"Content-Type": "text/plain"}, hang_up=True)
_HSTS = {"Strict-Transport-Security": "max-age=31536000"}
_HOSTS = ("{slug}.example", "www.{slug}.example", "www.{slug}-online.example", "serviceportal.{slug}.example",
          "formulare.{slug}.example", "civento.{slug}.example", "afm.{slug}.example")  # fmt: skip


class Country:
    """The towns of a year; sites are made as they are asked for, and only those asked last are kept.

    Args:
        year: one of the years of the region.
        count: how many towns.
        seed: another seed, another region.
    """

    def __init__(self, year: int, count: int = COUNT, seed: str = SEED) -> None:
        self.year, self.towns = year, towns(count, seed)
        self._by_host = {host: town for town in self.towns for host in hosts_of(town)}
        self._stubs = Stubs()
        self._hosts = lru_cache(maxsize=48)(lambda town: TownHosts(town_year(town, year)))

    def answer(
        self, host: str, method: str, target: str, body: bytes = b"", kind: str = "", secure: bool = False
    ) -> Reply:
        """Answer one request; `target` is path and query, `kind` the content type of the body, `secure` by TLS."""
        del kind
        town = self._by_host.get(host.lower())
        if town is None or town.fault == "down":
            reply = None if town else self._stubs.answer(host.lower(), method, target)
            return reply or _NOBODY
        made = town_year(town, self.year)
        if made.secure and not secure:
            return Reply(301, b"", {"Location": f"https://{host.lower()}{target}"})
        reply = self._hosts(town).answer(host.lower(), method, target, body)
        return Reply(reply.status, reply.body, {**reply.headers, **_HSTS}, reply.delay) if made.secure else reply

    def certificate(self, host: str) -> str:
        """Return what a host shows a TLS client: a certificate that is valid, expired, or none (empty)."""
        town = self._by_host.get(host.lower())
        if town is None or town.fault == "down" or not town_year(town, self.year).secure:
            return ""
        return "expired" if town.fault == "expired" and self.year == EXPIRED_IN else "valid"

    def registry_rows(self) -> list[dict[str, str]]:
        """Return one registry row for each town (see `COLUMNS`)."""
        return [registry_row(town, self.year) for town in self.towns]


def hosts_of(town: Town) -> Iterable[str]:
    """Return the host names of a town in all years."""
    return [pattern.format(slug=town.slug) for pattern in _HOSTS]


def registry_row(town: Town, year: int) -> dict[str, str]:
    """Return the registry row of a town as it was in a year."""
    made = town_year(town, year)
    carried = [f"{one.service}={one.carrier}" for one in made.offerings.values() if carried_by_others(town, one)]
    return {
        "ags": town.ags,
        "name": town.title,
        "kind": town.kind,
        "kreis": town.kreis,
        "league": town.league,
        "postcode": town.postcode,
        "homepage": f"{made.scheme}://{made.host}/",
        "homepage_before": f"http://www.{town.slug}-online.example/" if town.fault == "moved" and year > 2019 else "",
        "portal": made.portal_host,
        "groups": _GROUP if town.number in _IN_GROUP else "",
        "not_competent": "; ".join(carried),
    }
