"""``g2b compare --rules``: what other rules do to the scores of a run, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import typer
from rich.console import Console
from rich.table import Table

from results.compare.rules import Difference, RuleBook, RuleComparison, tally
from results.queries import Results, ScanInfo
from scanner.cli.options import language, named_run, results_of, terminal_width
from scanner.cli.show import number, points
from scanner.judging.sentences import reason
from scanner.model.texts import Texts
from scanner.model.verdict import Verdict
from scanner.run.comparing import Compared, compare_sides, side_of

TEXTS = Texts("scanner.cli", "compare")
Row = tuple[str, str, str, str, str, str]
_MOST_PLACES = 3
_SOME_FAILED = 1


def _say(key: str, /, **values: object) -> str:
    return TEXTS.say(key, language(), **values)


def compare_rules(
    context: typer.Context, rules: tuple[str, str], run: str, names: list[str], database: str | None
) -> None:
    """Lay old and new rules over the archives of a run and show what moved; nothing is stored or published."""
    results = results_of(context, database)
    scans = _scans(results, run, names)
    console = Console(width=terminal_width(), highlight=False)
    old, new = (side_of(wanted, results) for wanted in rules)
    names_of = {service.id: service.name for side in (old, new) if side.set for service in side.set.services}
    shown = [_shown(console, one, names_of) for one in compare_sides(results, scans, old, new)]
    comparisons = [comparison for comparison in shown if comparison is not None]
    if len(comparisons) > 1:
        console.print(_summary(comparisons))
    missing = len(shown) - len(comparisons)
    typer.echo(_say("done", count=len(comparisons), run=run))
    if missing:
        raise typer.Exit(_SOME_FAILED)


def _scans(results: Results, run: str, names: list[str]) -> list[ScanInfo]:
    if not names:
        return results.scans(run)
    return list({scan.id: scan for scan in (results.scan(run, name) for name in names)}.values())


def _shown(console: Console, compared: Compared, names: Mapping[str, str]) -> RuleComparison | None:
    """Print what the rules did to a municipality and return it, None where there was nothing to judge."""
    name = f"{compared.scan.name} · {named_run(compared.scan.run, compared.scan.source)}"
    if compared.comparison is None:
        console.print(_say("no_archive", name=name), markup=False)
        return None
    if compared.comparison.moved:
        console.print(_moved(name, compared.comparison, names))
    else:
        count = len(compared.comparison.differences)
        console.print(_say("nothing", name=name, count=count, rules=_rules(compared.comparison.books)), markup=False)
    return compared.comparison


def _rules(books: tuple[RuleBook, RuleBook]) -> str:
    return " → ".join(f"{book.name} {book.version} ({book.hash[:8]})" for book in books)


def _moved(name: str, comparison: RuleComparison, names: Mapping[str, str]) -> Table:
    columns = ("id", "version", "before", "after", "gain", "why")
    table = Table(
        *(_say(column) for column in columns), title=f"{name} · {_rules(comparison.books)}", title_justify="left"
    )
    old, new = comparison.books
    for one in comparison.moved:
        table.add_row(*_row(one, old.shared_files(new), names))
    table.add_section()
    for row in _sums(comparison):
        table.add_row(*row)
    if files := old.differing_files(new):
        table.caption = _say("files", files=", ".join(files))
    return table


def _row(one: Difference, files: tuple[str, ...], names: Mapping[str, str]) -> Row:
    versions = " → ".join(dict.fromkeys(version or "–" for version in one.versions))
    before, after = (_points(verdict) for verdict in (one.before, one.after))
    return one.criterion, versions, before, after, _gain(one), "\n".join(_why(one, files, names))


def _points(verdict: Verdict | None) -> str:
    return "–" if verdict is None else points(verdict)


def _gain(one: Difference) -> str:
    scale = one.after.max if one.after and one.before and one.after.max == one.before.max else 1.0
    if one.gain is None:
        return "–"
    return _signed(one.gain * 100, 0) + " %" if scale == 1 else _signed(one.gain * scale, 1)


def _signed(value: float, digits: int) -> str:
    return ("+" if value > 0 else "") + number(value, digits)


def _why(one: Difference, files: tuple[str, ...], names: Mapping[str, str]) -> Iterator[str]:
    """Yield the causes, the reasons before and after, members that moved, and places that only one of the two has."""
    if one.causes:
        causes = (_say(f"cause.{cause}", files=", ".join(files)) for cause in one.causes)
        yield _say("causes", causes="; ".join(causes))
    for key, verdict in (("was", one.before), ("is", one.after)):
        if verdict is not None:
            yield _say(key, reason=reason(verdict, language(), names))
    if one.members:
        yield ", ".join(f"{names.get(member, member)} {_part(was)} → {_part(now)}" for member, was, now in one.members)
    for key, urls in zip(("lost", "new"), one.evidence, strict=True):
        if urls:
            more = f" (+{len(urls) - _MOST_PLACES})" if len(urls) > _MOST_PLACES else ""
            yield _say(key, places=", ".join(urls[:_MOST_PLACES]) + more)


def _part(value: str) -> str:
    return number(float(value), 2) if value else "–"


def _sums(comparison: RuleComparison) -> Iterator[Row]:
    """Yield the rows of totals, categories and coverage."""
    before, after = comparison.totals
    rows: list[tuple[str, float | None, float | None]] = [(_say("total"), before.total.value, after.total.value)]
    shared = comparison.common
    rows.append((_say("common"), shared[0].total.value, shared[1].total.value))
    for letter in {**before.categories, **after.categories}:
        old, new = (sums.categories.get(letter) for sums in (before, after))
        rows.append((letter, old.value if old else None, new.value if new else None))
    rows.append((_say("coverage"), before.coverage * 100, after.coverage * 100))
    for name, was, now in rows:
        gain = "–" if was is None or now is None else _signed(now - was, 1)
        yield name, "", number(was), number(now), gain, ""


def _summary(comparisons: list[RuleComparison]) -> Table:
    columns = ("id", "better", "worse", "other", "mean")
    table = Table(*(_say(column) for column in columns), title=_say("summary"), title_justify="left")
    for one in tally(comparisons):
        mean = _signed(one.mean * 100, 0) + " %"
        table.add_row(one.criterion, str(one.better or ""), str(one.worse or ""), str(one.other or ""), mean)
    sums = [(before.total.value, after.total.value) for before, after in (one.totals for one in comparisons)]
    gains = [after - before for before, after in sums if before is not None and after is not None]
    if gains:
        table.caption = _say("mean_total", mean=_signed(sum(gains) / len(gains), 2))
    return table
