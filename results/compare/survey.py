"""Surveys to be compared: runs with the municipalities that somebody asks about, and with all the others for ranks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from criteria.errors import UserError
from criteria.mistakes import nearest
from criteria.municipality import LEAGUES, same_ags
from criteria.words import fold
from results.compare.towns import Town, joined
from results.compare.width import FALLBACK, Width, pairs_of, sizes_of, width_of
from results.queries import Results, RunInfo, ScanInfo
from results.worksheets.agreement import Agreement, agreement

_MOST_EARLIER = 4


def _nobody() -> None:
    return None


@dataclass(frozen=True)
class Survey:
    """A run with the scans that are asked about, by AGS; `peers` are all scans of the run, by which leagues are made.

    Without `peers` the scans asked about are all there are. `width` is within which two totals are level,
    `looked` works out how far scanner and people agreed in second looks, None where nobody looked.
    """

    run: RunInfo
    scans: tuple[ScanInfo, ...]
    peers: tuple[ScanInfo, ...] = ()
    width: Width = FALLBACK
    looked: Callable[[], Agreement | None] = _nobody

    @property
    def whole(self) -> tuple[ScanInfo, ...]:
        """All scans of the run."""
        return self.peers or self.scans


def surveys(
    results: Results,
    labels: Iterable[str],
    *,
    names: Iterable[str] = (),
    group: str | None = None,
    league: str | None = None,
    tie_width: float | None = None,
) -> tuple[Survey, ...]:
    """Return runs with the municipalities chosen, in the order of the dates they stand for.

    A municipality is chosen in all runs or in none: by any name it had, and by its groups and its league in the last of
    the runs that has it. One that a run does not have stays chosen (`towns.Missing` says why it is not there).

    Args:
        results: where the runs are.
        labels: of the runs; naming one twice is naming it once.
        names: AGS or names; a part of a name will do if only one has it. None named means all.
        group: name of a group, as stored with the scans.
        league: kreis, stadt or gemeinde.
        tie_width: points of 100 within which two totals are level, if that is set.

    Raises:
        UserError: a run, name, group or league is not known, a name may mean several, or no municipality is left.
    """
    runs = sorted((results.run(label) for label in dict.fromkeys(labels)), key=lambda run: (run.as_of, run.id))
    whole = [tuple(results.scans(run.label)) for run in runs]
    chosen = _chosen(joined(whole), list(names), group, league)
    wanted = {scan.id for town in chosen for scan in town.scans if scan is not None}
    return tuple(_survey(results, run, scans, wanted, tie_width) for run, scans in zip(runs, whole, strict=True))


def _survey(
    results: Results, run: RunInfo, scans: tuple[ScanInfo, ...], wanted: set[int], tie_width: float | None
) -> Survey:
    pairs, sizes = pairs_of(results, run), sizes_of(scans)
    shown = tuple(scan for scan in scans if scan.id in wanted)
    return Survey(run, shown, scans, width_of(pairs, sizes, tie_width), partial(agreement, pairs, sizes))


def earlier(results: Results, label: str) -> tuple[str, ...]:
    """Return the runs that a report shows before a run if nothing else is asked for, oldest first.

    They stand for an earlier day and have a municipality in common with it; of each year and source it is the last one,
    and of all the last four.

    Raises:
        UserError: there is no such run.
    """
    run = results.run(label)
    towns = results.scanned(run.id)
    before = [one for one in results.runs() if one.as_of.date() < run.as_of.date()]
    related = sorted((one for one in before if towns & results.scanned(one.id)), key=lambda one: (one.as_of, one.id))
    kept = {(one.as_of.year, one.source): one.label for one in related}
    last = sorted((one for one in related if one.label in kept.values()), key=lambda one: (one.as_of, one.id))
    return tuple(one.label for one in last[-_MOST_EARLIER:])


def _chosen(towns: Sequence[Town], names: list[str], group: str | None, league: str | None) -> list[Town]:
    wanted = {_named(towns, name).ags for name in names}
    _check(towns, group, league)
    found = [
        town
        for town in towns
        if (not wanted or town.ags in wanted)
        and (group is None or group in town.groups)
        and (league is None or town.league == league)
    ]
    if not found and (names or group or league):
        raise UserError("no municipality is left by this choice", hint="leave out a name, the group or the league")
    return found


def _named(towns: Sequence[Town], name: str) -> Town:
    whole = [town for town in towns if _is(town, name)]
    found = whole or [town for town in towns if any(fold(name) in fold(known) for known in town.names)]
    if len(found) == 1:
        return found[0]
    if found:
        named = ", ".join(f"{town.name} ({town.ags})" for town in found[:5])
        raise UserError(f"{name!r} may be several", hint=f"name one by its AGS: {named}")
    hint = nearest(name, [town.name for town in towns]) or "an AGS or a name of these runs is needed"
    raise UserError(f"none of these runs has a municipality {name!r}", hint=hint)


def _is(town: Town, name: str) -> bool:
    return any(fold(name) == fold(known) for known in town.names) or any(
        same_ags(name.strip(), scan.ags) for scan in town.scans if scan is not None
    )


def _check(towns: Sequence[Town], group: str | None, league: str | None) -> None:
    groups = sorted({name for town in towns for name in town.groups})
    if group is not None and group not in groups:
        hint = nearest(group, groups) or f"known are {', '.join(groups) or 'none'}"
        raise UserError(f"these runs know no group {group!r}", hint=hint)
    if league is not None and league not in LEAGUES:
        raise UserError(f"there is no league {league!r}", hint=f"leagues are {', '.join(LEAGUES)}")
