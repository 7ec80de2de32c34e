"""Judges a site: all criteria and services of its set. Pure: the same site gives the same judgement."""

from __future__ import annotations

from dataclasses import replace

from criteria.kompass.naming import builtin_names
from criteria.language import Criterion
from scanner.archive.records import Failure
from scanner.judging.context import Context
from scanner.judging.evaluate import evaluate
from scanner.judging.findings import findings
from scanner.judging.losses import losses
from scanner.judging.outcome import Outcome
from scanner.judging.verdicts import closed, verdict_of
from scanner.model.verdict import Doubt, Judgement, State, Verdict
from scanner.reading.also import also_found
from scanner.reading.facts import Quality
from scanner.reading.site_types import Site

_WALLS = frozenset({Quality.BOT_WALL, Quality.CONSENT_WALL, Quality.LOGIN, Quality.INCOMPLETE, Quality.EMPTY})
_ERRORS = frozenset({Quality.ERROR, Quality.SOFT_404})
_NOT_SEEN = frozenset({Failure.ROBOTS.value, Failure.NOT_ARCHIVED.value})  # it may well have been there
_UNFINISHED = 0.9


def judge(site: Site, *, scanner_version: str) -> Judgement:
    """Return the judgement of a site under the criteria set that it was read with.

    Args:
        site: everything that was seen, as `scanner.reading.site.build_site` gives it.
        scanner_version: who judges; kept with the judgement.
    """
    context = Context(site)
    shut = why_closed(site)
    return Judgement(
        ags=site.municipality.ags,
        league=site.municipality.league,
        criteria_set=site.set.name,
        criteria_hash=site.set.hash,
        scanner_version=scanner_version,
        verdicts=tuple(verdict(context, criterion, shut)[0] for criterion in criteria_of(site)),
        services=findings(context) if shut is None else (),
        completeness=completeness(site),
        notes=(*site.problems, *site.reserved),
        figures=site.manifest.figures,
        also=also_found(site, builtin_names()) if shut is None else (),
    )


def criteria_of(site: Site) -> tuple[Criterion, ...]:
    """Return the criteria that the municipality's league is asked."""
    return tuple(criterion for criterion in site.set.criteria if site.municipality.league in criterion.leagues)


def verdict(
    context: Context, criterion: Criterion, shut: tuple[State, str] | None = None
) -> tuple[Verdict, Outcome | None]:
    """Return the verdict of one criterion and the outcome it rests on, None where the homepage could not be read."""
    municipality = context.site.municipality
    if shut is not None:
        return closed(criterion, municipality.league, *shut, municipality.homepage), None
    outcome = evaluate(criterion.rule, context)
    given = verdict_of(criterion, outcome, municipality.league)
    given = replace(given, losses=losses(context, criterion, outcome, given))
    return (given if context.site.manifest.complete else _less_sure(given)), outcome


def _less_sure(given: Verdict) -> Verdict:
    """Return a verdict of a crawl that did not come to its end: more of the site could only have earned more."""
    best = given.score is not None and given.score >= 1
    if best:
        return given
    sure = round(given.confidence * _UNFINISHED, 3)
    return replace(given, confidence=sure, doubts=(*given.doubts, Doubt.UNFINISHED))


def why_closed(site: Site) -> tuple[State, str] | None:
    """Return state and reason for all criteria where the homepage could not be read, else None."""
    home = site.pages.get(site.home)
    if home is None:
        reason = site.unseen.get(site.home, "not_fetched")
        return (State.NOT_TESTABLE if reason in _NOT_SEEN else State.UNREACHABLE), reason
    if home.quality in _ERRORS:
        return State.UNREACHABLE, f"status_{home.status}"
    return (State.NOT_TESTABLE, home.quality.value) if home.quality in _WALLS else None


def completeness(site: Site) -> float:
    """Return the share of what was wanted of the site that was seen, 0..1."""
    seen = len(site.pages) + len(site.targets)
    wanted = seen + len(site.unseen) + site.manifest.left_in_frontier
    return round(seen / wanted, 4) if wanted else 0.0
