"""The registry: who the municipalities are, where their pages stand, and since when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from criteria.errors import UserError
from criteria.mistakes import nearest
from criteria.municipality import LEAGUES, Municipality, same_ags
from criteria.registry_rows import Row, read_rows
from criteria.words import fold

__all__ = ["LEAGUES", "Municipality", "Registry", "Roll"]

FILE = Path(__file__).parent / "data" / "municipalities.csv"


@dataclass(frozen=True)
class Registry:
    """All rows of a registry file: a municipality may have several, one after the other in time."""

    rows: tuple[Row, ...]

    @classmethod
    def load(cls, path: Path | str | None = None) -> Registry:
        """Load a registry, the built-in one if no file is named.

        Raises:
            UserError: a column, an AGS, a league, an address or a date is wrong; line and field are named.
        """
        return cls(tuple(read_rows(Path(path) if path is not None else FILE)))

    def on(self, day: date) -> Roll:
        """Return the municipalities as they were on a day."""
        held = [row for row in self.rows if row.on(day)]
        past = {row.municipality.ags: row.municipality for row in self.rows if not row.on(day)}
        current = {row.municipality.ags for row in held}
        gone = tuple(town for ags, town in past.items() if ags not in current)
        return Roll(tuple(_as_of(row, day) for row in held), gone, day)


def _as_of(row: Row, day: date) -> Municipality:
    groups = tuple(dict.fromkeys(one.group for one in row.memberships if one.on(day)))
    return replace(row.municipality, groups=groups)


@dataclass(frozen=True)
class Roll:
    """The municipalities of one day; `gone` are those that the registry knows from other days."""

    municipalities: tuple[Municipality, ...]
    gone: tuple[Municipality, ...]
    day: date

    @property
    def groups(self) -> tuple[str, ...]:
        """All groups, in order of first mention."""
        return tuple(dict.fromkeys(group for town in self.municipalities for group in town.groups))

    def select(
        self, names: Iterable[str] = (), group: str | None = None, league: str | None = None
    ) -> list[Municipality]:
        """Return the municipalities named, of a group and of a league, in the order of the registry.

        Args:
            names: AGS or names; case and umlaut spelling do not matter, a beginning will do if only one has it. None
                named means all.
            group: name of a group.
            league: kreis, stadt or gemeinde.

        Raises:
            UserError: a name, group or league is not known, several municipalities are meant by one name, or none is
                left.
        """
        wanted = {self._one(name).ags for name in names}
        self._check(group, league)
        found = [
            town
            for town in self.municipalities
            if (not wanted or town.ags in wanted)
            and (group is None or group in town.groups)
            and (league is None or town.league == league)
        ]
        if not found:
            raise UserError("no municipality is left by this choice", hint="leave out a name, the group or the league")
        return found

    def _check(self, group: str | None, league: str | None) -> None:
        if group is not None and group not in self.groups:
            known = ", ".join(self.groups) or "none"
            raise UserError(f"there is no group {group!r}", hint=nearest(group, self.groups) or f"known are {known}")
        if league is not None and league not in LEAGUES:
            raise UserError(f"there is no league {league!r}", hint=f"leagues are {', '.join(LEAGUES)}")

    def _one(self, name: str) -> Municipality:
        found = self._by_ags(name) or self._by_name(name) or self._by_part(name)
        if len(found) > 1:
            named = ", ".join(f"{town.name} ({town.ags})" for town in found)
            raise UserError(f"{name!r} may be several", hint=f"name one by its AGS: {named}")
        if not found:
            raise self._unknown(name)
        return found[0]

    def _by_ags(self, name: str) -> list[Municipality]:
        digits = name.strip()
        if not digits.isdigit():
            return []
        return [t for t in self.municipalities if same_ags(t.ags, digits) or same_ags(t.ags, f"0{digits}")]

    def _by_name(self, name: str) -> list[Municipality]:
        wanted = fold(name)
        exact = [town for town in self.municipalities if fold(town.name) == wanted]
        return exact or [town for town in self.municipalities if fold(f"{town.kind} {town.name}") == wanted]

    def _by_part(self, name: str) -> list[Municipality]:
        """Return those whose name goes on after the words (hill for Hille), or has a kind before them (Gemeinde Hille)."""
        wanted = fold(name)
        if not wanted:
            return []
        ends = [town for town in self.municipalities if fold(town.name).endswith(f" {wanted}")]
        return ends or [town for town in self.municipalities if fold(town.name).startswith(wanted)]

    def _unknown(self, name: str) -> UserError:
        for town in self.gone:
            if same_ags(name.strip(), town.ags) or fold(name) == fold(town.name):
                return UserError(f"{town.name} is not in the registry on {self.day}", hint=_life(town))
        hint = nearest(name, [town.name for town in self.municipalities]) or _ANOTHER
        return UserError(f"there is no municipality {name!r} in the registry", hint=hint)


_ANOTHER = "an AGS or a name is needed; municipalities of another region stand in a file of their own (--registry CSV)"


def _life(town: Municipality) -> str:
    since = f" from {town.valid_from}" if town.valid_from else ""
    until = f" until {town.valid_to}" if town.valid_to else ""
    return f"it is there{since}{until}" + (f", its successor is {town.successor}" if town.successor else "")
