"""Reads the cells of a registry: AGS, addresses, dates, groups with their dates, carriers of services."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from criteria.municipality import LEAGUES, Municipality, same_ags
from criteria.table import TableRow, day_of, read_table

NEEDED = ("ags", "name", "league", "homepage")
KNOWN = (
    *("ags", "ars", "name", "kind", "kreis", "league", "size_class", "population", "postcode", "homepage"),
    *("homepage_before", "portal", "portal_candidates", "groups", "slot", "not_competent", "robots_consent"),
    *("valid_from", "valid_to", "successor", "cms_seen", "source"),
)
_POPULATION = re.compile(r"population(?:_\d{4})?")
_KREIS, _TOWN = 5, 8


@dataclass(frozen=True)
class Membership:
    """A municipality in a group, from one day to another (both inside; None is open)."""

    group: str
    first: date | None = None
    last: date | None = None

    def on(self, day: date) -> bool:
        """Whether it held on a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Row:
    """A row of the registry: a municipality in its time, its memberships, and where it stands."""

    municipality: Municipality
    memberships: tuple[Membership, ...]
    cells: TableRow

    def on(self, day: date) -> bool:
        """Whether the row held on a day."""
        first, last = self.municipality.valid_from, self.municipality.valid_to
        return (first is None or first <= day) and (last is None or day <= last)

    def meets(self, other: Row) -> bool:
        """Whether two rows hold on the same day."""
        one, two = self.municipality, other.municipality
        apart = _before(one.valid_to, two.valid_from) or _before(two.valid_to, one.valid_from)
        return not apart


def _before(end: date | None, start: date | None) -> bool:
    return end is not None and start is not None and end < start


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a registry; UserError with line and field of the first mistake."""
    rows: list[Row] = []
    for cells in read_table(path, NEEDED, [*KNOWN, *_population_columns(path)]):
        row = _row(cells)
        twin = next((o for o in rows if same_ags(o.municipality.ags, row.municipality.ags) and o.meets(row)), None)
        if twin is not None:
            what = f"{row.municipality.ags} stands in line {twin.cells.line} already"
            raise cells.problem("ags", what, "rows of one municipality must not overlap: give valid_from and valid_to")
        rows.append(row)
    return rows


def _population_columns(path: Path) -> list[str]:
    header = path.read_bytes().split(b"\n", 1)[0].decode("utf-8", errors="replace") if path.is_file() else ""
    return _POPULATION.findall(header)


def _row(cells: TableRow) -> Row:
    population = next((cells[column] for column in cells.cells if _POPULATION.fullmatch(column)), "")
    league = _league(cells)
    municipality = Municipality(
        ags=_ags(cells, "ags"),
        name=_filled(cells, "name"),
        kind=cells["kind"],
        league=league,
        homepage=_homepage(cells),
        kreis=cells["kreis"],
        population=_number(cells, population),
        postcode=_postcode(cells),
        homepage_before=_many(cells["homepage_before"]),
        portal=_portals(cells),
        slot=cells["slot"],
        not_competent=_carriers(cells),
        valid_from=day_of(cells, "valid_from", cells["valid_from"]),
        valid_to=day_of(cells, "valid_to", cells["valid_to"]),
        successor=_ags(cells, "successor") if cells["successor"] else "",
        source=cells["source"],
        robots_consent=cells["robots_consent"],
    )
    if _before(municipality.valid_to, municipality.valid_from):
        raise cells.problem("valid_to", "lies before valid_from")
    return Row(municipality, _memberships(cells), cells)


def _filled(cells: TableRow, column: str) -> str:
    if not cells[column]:
        raise cells.problem(column, "must not be empty")
    return cells[column]


def _league(cells: TableRow) -> str:
    league = _filled(cells, "league").lower()
    if league not in LEAGUES:
        raise cells.problem("league", f"{cells['league']!r} is no league", f"leagues are {', '.join(LEAGUES)}")
    return league


def _ags(cells: TableRow, column: str) -> str:
    """Return an AGS as it is written, with the leading zero that Excel drops."""
    written = _filled(cells, column).replace(" ", "")
    healed = "0" + written if written.isdigit() and len(written) in (_KREIS - 1, _TOWN - 1) else written
    if not healed.isdigit() or len(healed) not in (_KREIS, _TOWN):
        raise cells.problem(column, f"{written!r} is no AGS", "it has 8 digits, that of a Kreis 5")
    return healed


def _homepage(cells: TableRow) -> str:
    written = _filled(cells, "homepage")
    try:
        parts = urlsplit(written)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in written
    except ValueError:
        fine = False
    if not fine:
        raise cells.problem("homepage", f"{written!r} is no address", "write it as https://www.example.org/")
    return written


def _portals(cells: TableRow) -> tuple[str, ...]:
    portals = _many(cells["portal"])
    for portal in portals:
        if " " in portal or "." not in portal:
            raise cells.problem("portal", f"{portal!r} is no host", "write hosts or addresses, with ; between them")
    return portals


def _postcode(cells: TableRow) -> str:
    written = cells["postcode"]
    healed = written.zfill(5) if written.isdigit() else written
    if healed and not re.fullmatch(r"\d{5}", healed):
        raise cells.problem("postcode", f"{written!r} is no post code", "it has 5 digits")
    return healed


def _number(cells: TableRow, written: str) -> int | None:
    digits = re.sub(r"[.\s]", "", written)
    if digits and not digits.isdigit():
        raise cells.problem("population", f"{written!r} is no number")
    return int(digits) if digits else None


def _carriers(cells: TableRow) -> tuple[tuple[str, str], ...]:
    """Return the services that others carry: ``service=who``."""
    carriers = []
    for part in _many(cells["not_competent"]):
        service, equals, carrier = (side.strip() for side in part.partition("="))
        if not equals or not service or not carrier:
            raise cells.problem("not_competent", f"{part!r} does not say who carries it", "write service=carrier")
        carriers.append((service, carrier))
    return tuple(carriers)


def _memberships(cells: TableRow) -> tuple[Membership, ...]:
    """Return the groups: ``name``, or ``name@2019-01-01..2022-12-31`` with one end or both."""
    found = []
    for part in _many(cells["groups"]):
        name, _, span = part.partition("@")
        first, _, last = span.partition("..")
        found.append(Membership(name.strip(), day_of(cells, "groups", first), day_of(cells, "groups", last)))
    return tuple(found)


def _many(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[;|]", cell) if part.strip())
