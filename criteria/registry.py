"""The municipalities: who they are, where their pages stand, and since when."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from rapidfuzz import process

from criteria.errors import UserError
from criteria.services import LEAGUES
from criteria.words import fold

BUILT_IN = Path(__file__).parent / "data" / "municipalities.csv"
NEEDED = ("ags", "name", "league", "homepage")
KNOWN = (
    *NEEDED,
    *("ars", "kind", "kreis", "size_class", "population_2024", "postcode", "homepage_before", "portal"),
    *(
        "portal_candidates",
        "groups",
        "cms_seen",
        "slot",
        "not_competent",
        "valid_from",
        "valid_to",
        "successor",
        "source",
    ),
)


@dataclass(frozen=True)
class Municipality:
    """One row of the registry as it was on a date.

    `ags` is text of 5 (Kreis) or 8 digits; `slot` names the hosting provider that shares one delay; `not_competent`
    maps a service id to who carries it.
    """

    ags: str
    name: str
    kind: str
    league: str
    homepage: str
    kreis: str = ""
    population: int | None = None
    postcode: str = ""
    homepage_before: tuple[str, ...] = ()
    portal: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    slot: str = ""
    not_competent: tuple[tuple[str, str], ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""
    source: str = ""

    def on(self, day: date) -> bool:
        """Whether the row holds on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Registry:
    """Rows of municipalities, in the order of the file."""

    rows: tuple[Municipality, ...]

    @classmethod
    def load(cls, path: Path | None = None) -> Registry:
        """Load a registry (CSV with comma or semicolon, UTF-8 or as Excel writes it); the built-in one for None.

        Raises:
            UserError: the file can't be read, a column or a value is wrong; line and field are named.
        """
        source = path or BUILT_IN
        reader = csv.DictReader(io.StringIO(_text(source)), delimiter=_delimiter(_text(source)))
        _check_columns(reader.fieldnames or [], source)
        rows = tuple(_row(row, f"{source}:{reader.line_num}") for row in reader if any(row.values()))
        _refuse_doubles(rows, source)
        if not rows:
            raise UserError("the registry has no rows", where=str(source))
        return cls(rows)

    def on(self, day: date) -> Registry:
        """Return the registry as it was on a day: merged or renamed municipalities, groups and hosts by their dates."""
        return Registry(tuple(row for row in self.rows if row.on(day)))

    def select(
        self, names: Sequence[str] = (), *, group: str | None = None, league: str | None = None
    ) -> list[Municipality]:
        """Return the municipalities named (AGS, name or its beginning), or all; then only those of a group or league.

        Raises:
            UserError: a name, group or league is not known (the nearest are offered), or nothing is left.
        """
        found = [self._named(name) for name in names] or list(self.rows)
        if group is not None:
            groups = sorted({name for row in self.rows for name in row.groups})
            _known(group, groups, "group")
            found = [row for row in found if group in row.groups]
        if league is not None:
            _known(league, LEAGUES, "league")
            found = [row for row in found if row.league == league]
        if not found:
            raise UserError("no municipality is left by this choice", hint="leave out --group or --league, or a name")
        return list(dict.fromkeys(found))

    def _named(self, name: str) -> Municipality:
        wanted = fold(name)
        exact = [row for row in self.rows if name == row.ags or wanted == fold(row.name)]
        begun = exact or [row for row in self.rows if wanted and fold(row.name).startswith(wanted)]
        if len(begun) == 1:
            return begun[0]
        if begun:
            raise UserError(
                f"{name!r} fits {len(begun)} municipalities",
                hint="name one: " + ", ".join(f"{row.name} ({row.ags})" for row in begun[:5]),
            )
        _known(name, [row.name for row in self.rows], "municipality")
        raise UserError(f"there is no municipality {name!r} in the registry")


def _known(name: str, known: Sequence[str], what: str) -> None:
    if name in known:
        return
    near = [match for match, score, _ in process.extract(name, known, limit=3, processor=fold) if score >= 55]
    hint = f"did you mean {', '.join(near)}?" if near else f"known are {', '.join(known[:12])}"
    raise UserError(f"there is no {what} {name!r} in the registry", hint=hint)


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"the registry can't be read: {error.strerror}", where=str(path)) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("windows-1252", "replace")


def _delimiter(text: str) -> str:
    head = text.splitlines()[0] if text else ""
    return ";" if head.count(";") > head.count(",") else ","


def _check_columns(columns: Sequence[str], path: Path) -> None:
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        unknown = [name for name in columns if name not in KNOWN]
        hint = f"columns that are not known: {', '.join(unknown)}" if unknown else f"needed are {', '.join(NEEDED)}"
        raise UserError(f"columns are missing: {', '.join(missing)}", where=f"{path}:1", hint=hint)


def _row(row: dict[str, str | None], where: str) -> Municipality:
    cell = {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}
    for name in NEEDED:
        if not cell.get(name):
            raise UserError(f"{name}: is empty", where=where)
    if not (cell["ags"].isdigit() and len(cell["ags"]) in (5, 8)):
        raise UserError(
            f"ags: {cell['ags']!r} is not 5 or 8 digits",
            where=where,
            hint="a leading 0 may be lost; format the column as text",
        )
    if cell["league"] not in LEAGUES:
        raise UserError(f"league: {cell['league']!r} is not known", where=where, hint=f"known are {', '.join(LEAGUES)}")
    return Municipality(
        ags=cell["ags"],
        name=cell["name"],
        kind=cell.get("kind", ""),
        league=cell["league"],
        homepage=_url(cell["homepage"], "homepage", where),
        kreis=cell.get("kreis", ""),
        population=int(cell["population_2024"]) if cell.get("population_2024", "").isdigit() else None,
        postcode=cell.get("postcode", ""),
        homepage_before=_many(cell.get("homepage_before", "")),
        portal=_many(cell.get("portal", "")),
        groups=_many(cell.get("groups", "")),
        slot=cell.get("slot", ""),
        not_competent=_pairs(cell.get("not_competent", ""), where),
        valid_from=_date(cell.get("valid_from", ""), "valid_from", where),
        valid_to=_date(cell.get("valid_to", ""), "valid_to", where),
        successor=cell.get("successor", ""),
        source=cell.get("source", ""),
    )


def _url(text: str, name: str, where: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UserError(f"{name}: {text!r} is no web address", where=where, hint="it begins with https:// or http://")
    return text


def _many(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.replace("|", ";").split(";") if part.strip())


def _pairs(cell: str, where: str) -> tuple[tuple[str, str], ...]:
    pairs = [part.partition("=") for part in _many(cell)]
    if any(not carrier for _, _, carrier in pairs):
        raise UserError(
            "not_competent: needs service=carrier", where=where, hint="example: gewerbeabfall=Abfallverband"
        )
    return tuple((service.strip(), carrier.strip()) for service, _, carrier in pairs)


def _date(cell: str, name: str, where: str) -> date | None:
    try:
        return date.fromisoformat(cell) if cell else None
    except ValueError as error:
        raise UserError(f"{name}: {cell!r} is no date", where=where, hint="write it as 2026-11-24") from error


def _refuse_doubles(rows: Sequence[Municipality], path: Path) -> None:
    seen: dict[str, list[Municipality]] = {}
    for row in rows:
        for other in seen.setdefault(row.ags, []):
            if (other.valid_to or date.max) >= (row.valid_from or date.min) and (row.valid_to or date.max) >= (
                other.valid_from or date.min
            ):
                raise UserError(
                    f"ags: {row.ags} ({row.name}) stands here a second time for the same days",
                    where=str(path),
                    hint="give the rows valid_from and valid_to that do not overlap",
                )
        seen[row.ags].append(row)
