"""The summary in plain words: how many, how well, what rose and fell most, what is weakest, what could not be seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import mean, median

from results.compare.changes import Level
from results.compare.ranks import LEAST_COVERAGE
from results.reports.region.estimates import told_estimate
from results.reports.region.levels import ONLINE, LevelTable
from results.reports.region.scope import Entry, Scope, score_of
from results.reports.region.standing import change_of

_NAMED = 8


@dataclass(frozen=True)
class Fact:
    """A number that stands out, and what it counts."""

    number: str
    told: str


def facts(scope: Scope, tables: tuple[LevelTable, ...]) -> tuple[Fact, ...]:
    """Return the numbers that stand at the top: municipalities, coverage, online services, stage."""
    scans = [entry.scan for entry in scope.entries]
    done = [entry for entry in scope.entries if entry.totals.total.value is not None]
    found = [Fact(f"{len(done)} / {len(scans)}", scope.say("fact.seen"))]
    if done:
        coverage = median(entry.totals.coverage for entry in done)
        found.append(Fact(scope.numbers.percent(coverage), scope.say("fact.coverage")))
    reach = [one for table in tables for one in table.reach]
    if seen := sum(sum(one.levels) for one in reach):
        online = sum(sum(one.levels[ONLINE:]) for one in reach)
        found.append(Fact(scope.numbers.percent(online / seen), scope.say("fact.online")))
    return tuple(found)


def sentences(scope: Scope) -> tuple[str, ...]:
    """Return the sentences of the summary; what can't be said is left out."""
    return tuple(_sentences(scope))


def _sentences(scope: Scope) -> Iterator[str]:
    yield from _medians(scope)
    yield from _moves(scope)
    yield from _region(scope)
    yield from _weakest(scope)
    yield from _unseen(scope)


def _medians(scope: Scope) -> Iterator[str]:
    for league, entries in scope.leagues.items():
        values = [value for entry in entries if (value := entry.totals.total.value) is not None]
        if len(values) > 1:
            told = {
                "league": scope.league(league),
                "count": len(values),
                "median": scope.numbers.number(median(values)),
            }
            yield scope.say(
                "sum.median", **told, low=scope.numbers.number(min(values)), high=scope.numbers.number(max(values))
            )


def _moves(scope: Scope) -> Iterator[str]:
    """Yield the greatest rise and the deepest fall since the survey before, where points may be compared."""
    gains = [(gain, entry) for entry in scope.entries if (gain := _gain(scope, entry)) is not None]
    if not gains:
        return
    before = scope.label(scope.at - 1)
    best, worst = max(gains, key=lambda one: one[0]), min(gains, key=lambda one: one[0])
    for key, (gain, entry), holds in (("sum.rise", best, best[0] > 0), ("sum.fall", worst, worst[0] < 0)):
        if holds:
            yield scope.say(key, name=scope.name(entry.scan), before=before, gain=scope.numbers.number(abs(gain)))


def _gain(scope: Scope, entry: Entry) -> float | None:
    change = change_of(entry, scope.at - 1, scope.at) if not scope.is_first else None
    return change.gain if change else None


def _region(scope: Scope) -> Iterator[str]:
    """Yield the change of the whole region, and the category that moved most."""
    span = (scope.at - 1, scope.at)
    found = [one for one in scope.found.estimates if not one.league and (one.start, one.end) == span]
    yield from (told_estimate(scope, one) for one in found if one.level is Level.TOTAL and one.median is not None)
    parts = [(one.median, one.id) for one in found if one.level is Level.CATEGORY and one.median is not None]
    if parts and (most := max(parts))[0] > 0:
        yield scope.say("sum.category", part=scope.part(most[1]), gain=scope.numbers.number(most[0]))


def _weakest(scope: Scope) -> Iterator[str]:
    scores: dict[str, list[float]] = {}
    for entry in scope.entries:
        for criterion, verdict in entry.year.verdicts.items():
            if criterion in scope.titles and (score := score_of(verdict)) is not None and len(criterion) > 1:
                scores.setdefault(criterion, []).append(score)
    if scores:
        weakest = min(scores, key=lambda one: (mean(scores[one]), one))
        told = {"id": weakest, "title": scope.titles[weakest], "count": len(scores[weakest])}
        yield scope.say("sum.weakest", **told, mean=scope.numbers.number(mean(scores[weakest]), 0))


def _unseen(scope: Scope) -> Iterator[str]:
    away: list[Entry] = []
    there: list[Entry] = []
    for entry in scope.entries:
        (away if entry.is_away else there).append(entry)
    if away:
        names = [scope.name(entry.scan) for entry in away[:_NAMED]]
        more = scope.say("sum.more", count=len(away) - _NAMED) if len(away) > _NAMED else ""
        yield scope.say("sum.unreachable", count=len(away), names=", ".join(names) + more)
    if thin := sum(entry.totals.coverage < LEAST_COVERAGE for entry in there):
        yield scope.say("sum.thin" if thin > 1 else "sum.thin_one", count=thin)
    by_hand = [len(entry.scan.by_hand) for entry in scope.entries if entry.scan.by_hand]
    if by_hand:
        yield scope.say(
            "sum.by_hand" if sum(by_hand) > 1 else "sum.by_hand_one", count=sum(by_hand), towns=len(by_hand)
        )
    if scope.shown.run.stage.is_draft:
        yield scope.say("sum.draft")
