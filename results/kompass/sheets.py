"""The match as tables: columns and rows of plain values, the same for every format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from results.kompass.rows import Code, Match, MatchRow
from results.kompass.words import TEXTS, sentence
from results.queries import RunInfo

Value = str | int | float | bool | None


@dataclass(frozen=True)
class Sheet:
    """A table: its name in files and on screen, keys of its columns with their headings, rows, and lines above it."""

    name: str
    title: str
    keys: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...] = ()


_PLAIN: Mapping[str, Callable[[MatchRow], Value]] = {
    "ags": lambda row: row.ags,
    "town": lambda row: row.town,
    "key": lambda row: row.wanted.key,
    "service": lambda row: row.wanted.service,
    "name": lambda row: row.wanted.name,
    "theme": lambda row: row.wanted.theme,
    "carrier": lambda row: row.carrier,
    "level": lambda row: row.level,
    "page": lambda row: row.page,
    "form": lambda row: row.form,
    "state": lambda row: row.wanted.state,
    "reported_url": lambda row: row.reported_url,
    "codes": lambda row: " ".join(finding.code.value for finding in row.findings),
}
_CODED: Mapping[str, Callable[[MatchRow], str]] = {
    "league": lambda row: f"league.{row.league}",
    "business": lambda row: "known.yes" if row.wanted.business else "known.no",
    "competent": lambda row: f"known.{row.competent.value}",
    "gap": lambda row: f"gap.{row.gap.value}",
    "how": lambda row: f"how.{row.how}",
    "state_linked": lambda row: f"known.{row.state_linked.value}",
    "reported": lambda row: f"known.{row.reported.value}",
}
COLUMNS = (
    *("ags", "town", "league", "key", "service", "name", "theme", "business", "competent", "carrier", "level", "gap"),
    *("page", "form", "how", "state", "state_linked", "reported", "reported_url", "codes", "findings"),
)


def sheets_of(match: Match, run: RunInfo, language: str, columns: Sequence[str] = COLUMNS) -> tuple[Sheet, ...]:
    """Return the rows of a match, and how often each finding stands in them; both say so while the run is a draft."""
    notes = notes_of(match, run, language)
    rows = tuple(tuple(_value(row, column, language) for column in columns) for row in match.rows)
    named = Sheet("rows", TEXTS.say("sheet.rows", language), tuple(columns), heads(columns, language), rows, notes)
    return named, _counts(match, language, notes)


def notes_of(match: Match, run: RunInfo, language: str) -> tuple[str, ...]:
    """Return what stands above a table: the run, whether it is a draft, and whom it does not speak of."""
    lines = [f"{TEXTS.say('title', language)} · {TEXTS.say('run', language, run=run.label)}"]
    lines += [TEXTS.say("draft_note", language, run=run.label)] if run.stage.is_draft else []
    lines += [TEXTS.say("unseen", language, names=", ".join(match.unseen))] if match.unseen else []
    return tuple(lines)


def heads(columns: Sequence[str], language: str) -> tuple[str, ...]:
    """Return the headings of columns."""
    return tuple(TEXTS.say(f"column.{column}", language) for column in columns)


def _value(row: MatchRow, column: str, language: str) -> Value:
    if column in _PLAIN:
        return _PLAIN[column](row)
    if column in _CODED:
        return TEXTS.say(_CODED[column](row), language)
    return "; ".join(sentence(finding, language) for finding in row.findings)


def _counts(match: Match, language: str, notes: tuple[str, ...]) -> Sheet:
    counted = Counter((row.league, finding.code) for row in match.rows for finding in row.findings)
    leagues = [name for name in ("kreis", "stadt", "gemeinde") if any(league == name for league, _ in counted)]
    codes = [code for code in Code if any(found is code for _, found in counted)]
    rows = tuple(
        (code.value, TEXTS.say(f"count.{code.value}", language), *(counted[league, code] for league in leagues))
        for code in codes
    )
    names = tuple(TEXTS.say(f"league.{name}", language) for name in leagues)
    columns = (*heads(("codes", "finding"), language), *names)
    return Sheet("counts", TEXTS.say("sheet.counts", language), ("code", "finding", *leagues), columns, rows, notes)
