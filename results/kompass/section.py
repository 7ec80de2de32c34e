"""What the match says in a scorecard or a report of a group: a paragraph and small tables; solutions at hand lead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from criteria.kompass.record import Known
from criteria.kompass.solutions import Solution, Solutions
from criteria.services import Service
from results.exports.hostile import clean, safe_link
from results.kompass.moved import Moved, Outcome
from results.kompass.rows import Code, Gap, MatchRow
from results.kompass.words import TEXTS, sentence
from results.reports.cooperation.model import Available
from results.reports.look.tables import Cell, Table

_MOST = 12
_TOLD = (
    Code.SOLUTION,
    Code.REPORTED_NOT_FOUND,
    Code.LINK_DEAD,
    Code.REPORTED_DEAD,
    Code.STATE_NOT_LINKED,
    Code.NOT_DESCRIBED,
    Code.WITHOUT_COMPETENCE,
    Code.KEY_UNKNOWN,
)


@dataclass(frozen=True)
class Section:
    """A part of a report: its heading, sentences, tables that are not empty."""

    title: str
    about: tuple[str, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Matched:
    """What the catalogue says of a municipality: a part of its scorecard, and the services a solution is at hand for."""

    section: Section
    at_hand: tuple[str, ...]


def section(
    rows: Sequence[MatchRow], name: str, catalogue: str, language: str, outcomes: Iterable[Outcome] = ()
) -> Section:
    """Return what the match says of one municipality.

    Args:
        rows: of the municipality.
        name: what the municipality is called to these readers.
        catalogue: what the catalogue stands for, such as a date.
        language: de or en.
        outcomes: what came of its measures.
    """
    mine = [row for row in rows if row.competent is Known.YES]
    counts = {
        "wanted": len(mine),
        "described": sum(row.described for row in mine),
        "online": sum(row.gap is Gap.ONLINE for row in mine),
    }
    about = [TEXTS.say("section.about", language, town=name, catalogue=catalogue, **counts)]
    also = [row for row in rows if row.how not in ("", "set", "unseen")]
    about += [TEXTS.say("section.also", language, count=len(also))] if also else []
    tables = [_first(rows, language), _also(also, language), measure_table(outcomes, language)]
    kept = tuple(table for table in tables if table.rows)
    if not kept:
        about.append(TEXTS.say("section.none", language))
    return Section(TEXTS.say("section.title", language), tuple(about), kept)


def _first(rows: Sequence[MatchRow], language: str) -> Table:
    """Return the findings that a municipality can act on, the most worthwhile first."""
    told = [
        (_TOLD.index(finding.code), row, finding) for row in rows for finding in row.findings if finding.code in _TOLD
    ]
    told.sort(key=lambda one: (one[0], not one[1].wanted.business))
    lines = [(_name(row), sentence(finding, language)) for _, row, finding in told[:_MOST]]
    heads = [TEXTS.say(f"column.{column}", language) for column in ("name", "finding")]
    return Table(TEXTS.say("section.first", language), heads, lines)


def _name(row: MatchRow) -> Cell:
    return Cell(row.wanted.name or row.wanted.key, row.page)


def _also(rows: Sequence[MatchRow], language: str) -> Table:
    heads = [TEXTS.say(f"column.{column}", language) for column in ("name", "how")]
    lines = [(_name(row), TEXTS.say(f"how.{row.how}", language)) for row in rows[:_MOST]]
    return Table(TEXTS.say("section.also", language, count=len(rows)), heads, lines)


def measure_table(outcomes: Iterable[Outcome], language: str) -> Table:
    """Return measures with their state and what came of them."""
    columns = ("subject", "project", "owner", "due", "status", "outcome")
    heads = [TEXTS.say(f"column.{column}", language) for column in columns]
    return Table(TEXTS.say("sheet.measures", language), heads, [measure_line(one, language) for one in outcomes])


def measure_line(one: Outcome, language: str) -> tuple[str, ...]:
    """Return a measure in words: what it is about, project, owner, due, state, effect."""
    what = one.measure.what
    due = what.due.isoformat() if what.due else ""
    status = TEXTS.say(f"status.{one.measure.status.value}", language)
    return what.subject, what.project, what.owner, due, status, effect(one, language)


def effect(one: Outcome, language: str) -> str:
    """Return in words whether a measure moved anything."""
    if one.moved is Moved.NOT_MEASURABLE:
        return TEXTS.say(f"moved.not_measurable.{one.why.value}", language)
    before, after = (f"{value:.2f}".rstrip("0").rstrip(".") for value in (one.before or 0, one.after or 0))
    comma = (before.replace(".", ","), after.replace(".", ",")) if language == "de" else (before, after)
    return TEXTS.say(f"moved.{one.moved.value}", language, before=comma[0], after=comma[1])


def group_table(rows: Iterable[MatchRow], language: str) -> Table:
    """Return solutions at hand that members of a group have not brought in: solution, services, number of members."""
    counted: Counter[tuple[str, str]] = Counter()
    for row in rows:
        for finding in row.findings:
            if finding.code is Code.SOLUTION:
                counted[dict(finding.values)["product"], row.wanted.name] += 1
    heads = [TEXTS.say(f"column.{column}", language) for column in ("product", "name", "count")]
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    lines = [(product, name, str(count)) for (product, name), count in ordered]
    return Table(TEXTS.say("count.solution_available", language), heads, lines, frozenset({2}))


def available(known: Iterable[Solution], services: Iterable[Service], day: date) -> Mapping[str, tuple[Available, ...]]:
    """Return the solutions that can be had on a day for the cooperation report: by id of the service, the furthest first."""
    solutions = Solutions(tuple(known), day)
    found = {service.id: solutions.of(service.leika_key, service.id) for service in services}
    return {
        name: tuple(Available(clean(one.product), clean(one.vendor), safe_link(one.url), one.level) for one in ones)
        for name, ones in found.items()
        if ones
    }
