"""U: how clearly the offers are laid out."""

from __future__ import annotations

from collections import deque
from statistics import median

from scanner.practice.content.model import Offering, TownYear
from scanner.practice.content.pools import pool
from scanner.practice.pages.blocks import Site, links_of
from scanner.practice.pages.lists import bundled, listed
from scanner.practice.worth.numbers import NOT_APPLICABLE, NOT_TESTABLE, Worth, points, share
from scanner.practice.worth.search import pages_of

_MISSING = 6
_ENTRY = {"menu": 2, "tile": 2, "deep": 1, "footer": 1, "none": 0}


def clarity_worth(town: TownYear, site: Site) -> dict[str, Worth]:
    """Return U1 to U7."""
    described = [town.offerings[name] for name in town.basket if town.offerings[name].described]
    agree = share(one.twin not in ("fee", "contact") for one in described) if len(described) >= 4 else NOT_APPLICABLE
    return {
        "U1": points(_ENTRY[town.features.entry], 2),
        "U2": points(_depth(town, site), 3),
        "U3": points(_bundle(town), 3),
        "U4": _marked(town),
        "U5": agree,
        "U6": share(len(town.offerings[name].fields) / 10 for name in town.basket),
        "U7": points(_access(town), 4),
    }


def clicks(site: Site) -> dict[str, int]:
    """Return how many clicks each page is away from the homepage, over menus, footers and content."""
    around = [link.to for link in (*site.menu, *site.quick, *site.footer)]
    far, waiting = {"home": 0}, deque(["home"])
    while waiting:
        key = waiting.popleft()
        page = site.pages[key]
        trail = [page.parent] if page.parent else []
        for to in (*around, *trail, *(link.to for link in links_of(page))):
            target = to.partition("#")[0]
            if target in site.pages and target not in far and target != "search":
                far[target] = far[key] + 1
                waiting.append(target)
    return far


def depths(town: TownYear, site: Site) -> dict[str, int | None]:
    """Return by basket service the clicks to the nearest page that describes it; None where there is none."""
    far = clicks(site)
    found = {name: [far[key] for key in pages_of(town, name) if key in far] for name in town.basket}
    return {name: min(steps, default=None) for name, steps in found.items()}


def _depth(town: TownYear, site: Site) -> int:
    middle = median(_MISSING if steps is None else steps for steps in depths(town, site).values())
    return sum(middle <= limit for limit in (2, 3, 4))


def _bundle(town: TownYear) -> int:
    found = bundled(town)
    if len(found) < 3:
        return 0
    if len(found) < 6:
        return 1
    situations = {pool("services")[one.service]["situation"] for one in found}
    online = any(one.form.online for one in found)
    return 3 if town.features.bundle == "situations" and len(situations) >= 3 and online else 2


def _marked(town: TownYear) -> Worth:
    """Return U4; a search that can't be asked might filter by what is online, so less than all is not testable then."""
    reached, closed = _marks(town), town.features.search == "third_party" or town.town.fault == "robots_search"
    return NOT_TESTABLE if closed and reached < 2 else points(reached, 2)


def _marks(town: TownYear) -> int:
    online: list[Offering] = [one for one in town.offerings.values() if one.form.online and one.described]
    if not online or town.features.marks == "none":
        return 0
    return 2 if town.features.marks == "list" and _listed_online(town) else 1


def _listed_online(town: TownYear) -> bool:
    return any(one.form.online for one in listed(town))


def _access(town: TownYear) -> float:
    features = town.features
    languages = {"none": 0.0, "widget": 0.5, "page": 1.0}[features.languages]
    return (features.viewport == "yes") + (features.statement == "yes") + (features.easy == "yes") + languages
