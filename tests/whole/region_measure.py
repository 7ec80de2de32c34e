"""Compares an export with what the content model of the region is worth: criteria, services, levels."""

from collections import Counter
from dataclasses import dataclass

from criteria.loading import load_set
from scanner.practice.content.towns import towns
from scanner.practice.content.years import town_year
from scanner.practice.worth import worth_of

TOLERANCE = {True: 0.10, False: 0.01}  # of shares, of graded scales
UNCOUNTED = {service.id for service in load_set().services if not service.business}


@dataclass(frozen=True)
class Table:
    """Figures of a comparison, each 0..1, and the table to read."""

    agreement: float
    services_f1: float
    levels: float
    text: str


def compared(municipalities, year):
    """Compare the municipalities of an export of the region with the truth of a year."""
    shares = {criterion.id for criterion in load_set().criteria if criterion.rule.mean is not None}
    found = {town["ags"]: town for town in municipalities}
    pages: Counter[str] = Counter()
    right, levels, lines = [], [], []
    for town in towns():
        if town.ags not in found:
            continue
        got, worth = found[town.ags], worth_of(town, year)
        for name, wanted in worth.criteria.items():
            right.append(_agrees(wanted, got["criteria"][name], TOLERANCE[name in shares]))
            if not right[-1]:
                lines.append(f"{town.title} ({town.skin}) {name}: {wanted.shown}, not {_shown(got['criteria'][name])}")
        services = {one["id"]: one for one in got["services"]}
        described = {name for name, one in services.items() if one["pages"]} - UNCOUNTED
        pages += Counter(hit=len(described & set(worth.pages)), wrong=len(described ^ set(worth.pages)))
        basket = town_year(town, year).basket if worth.levels else ()
        levels += [(services[name]["level"] if name in services else 0) == worth.levels[name] for name in basket]
    f1 = 2 * pages["hit"] / (2 * pages["hit"] + pages["wrong"])
    table = Table(sum(right) / len(right), f1, sum(levels) / len(levels), "\n".join(lines))
    print(f"{year}: agreement {table.agreement:.3f}, services F1 {f1:.3f}, levels {table.levels:.3f}\n{table.text}")
    return table


def _agrees(wanted, got, tolerance):
    if got["state"] != wanted.state:
        return False
    return wanted.score is None or abs(wanted.score - got["score"]) <= tolerance + 1e-9


def _shown(got):
    return f"{got['score']:.3f}" if got["state"] == "scored" else got["state"]
