"""What the region knows of the catalogue: services of a league, baskets, terms, and the addresses of the states."""

from __future__ import annotations

from datetime import date
from functools import cache

from criteria.loading import CriteriaSet, load_set
from criteria.services import Service
from scanner.practice.content.model import Town
from scanner.practice.content.pools import pool

_PORTALS = {"03": "service.niedersachsen.de", "06": "service.hessen.de"}
_SINCE = {"service.wirtschaft.nrw": date(2021, 1, 1), "bauportal.nrw": date(2020, 11, 1)}
_OTHER_STATES_SINCE = date(2021, 6, 1)


@cache
def criteria() -> CriteriaSet:
    """Return the criteria set, read once."""
    return load_set()


@cache
def services() -> dict[str, Service]:
    """Return the catalogue by id."""
    return {service.id: service for service in criteria().services}


def basket(league: str) -> tuple[str, ...]:
    """Return the ids of the core services of a league."""
    letter = {"gemeinde": "G", "stadt": "S", "kreis": "K"}[league]
    return tuple(name for name, service in services().items() if letter in service.baskets)


def competent(league: str) -> tuple[str, ...]:
    """Return the ids of all business services that a league is competent for."""
    return tuple(name for name, service in services().items() if service.business and league in service.levels)


def extended(league: str) -> tuple[str, ...]:
    """Return the ids of the extended services that the region has words for."""
    known = pool("extended")["services"]
    return tuple(name for name in competent(league) if name in known)


def state_address(service: str, town: Town, day: date) -> str:
    """Return the deep link to the state's service as it was on a day; empty where there was none."""
    path = services()[service].state_service
    if path.startswith("vemags"):
        return "http://vemags.de/"
    if not path:
        return ""
    if town.state != "05":
        slug = service.replace("_", "-")
        return f"http://{_PORTALS[town.state]}/leistung/{slug}/" if day >= _OTHER_STATES_SINCE else ""
    if day < _SINCE[path.split("/")[0]]:
        return "http://gewerbe.nrw/" if service.startswith("gewerbe_") else ""
    return f"http://{_deep(path)}"


def _deep(path: str) -> str:
    return "bauportal.nrw/antrag/baugenehmigung/" if path == "bauportal.nrw" else path


def start_address(town: Town, day: date) -> str:
    """Return the start page of the state's portal; empty where it counted as a deep link then."""
    if town.state != "05":
        return f"http://{_PORTALS[town.state]}/"
    return "http://service.wirtschaft.nrw/" if day >= _SINCE["service.wirtschaft.nrw"] else ""


def linked_states(service: str, day: date) -> bool:
    """Whether a state service existed for a service on a day."""
    known = services()[service]
    return bool(known.state_service) and (known.state_from is None or known.state_from <= day)
