"""The tables that stand beside the charts of a scorecard and say the same."""

from __future__ import annotations

from dataclasses import dataclass

from results.compare.changes import Change
from results.reports.look.tables import Table
from results.reports.scorecard.card import Standing
from results.reports.scorecard.gains import by_changer
from results.reports.scorecard.rows import Rows


@dataclass(frozen=True)
class Beside:
    """Makes the table beside each chart."""

    rows: Rows

    def standings(self) -> Table:
        """Return total and categories against the league."""
        number = self.rows.numbers.number
        rows = [
            (
                self.rows.short(one),
                self.rows.span(one),
                number(one.spread.median if one.spread else None),
                number(one.spread.best if one.spread else None),
                self._gain(one.change),
            )
            for one in self.rows.card.standings
        ]
        heads = ("", "own", "series.median", "series.best", "change")
        columns = [self.rows.say("what"), *(self.rows.say(key if "." in key else f"col.{key}") for key in heads[1:])]
        return Table(self.rows.say("table.standing", league=self.rows.league), columns, rows, frozenset({1, 2, 3, 4}))

    def years(self) -> Table:
        """Return the total over the years."""
        total, number = self.rows.card.standings[0], self.rows.numbers.number
        values = zip(self.rows.labels, total.years, total.medians, total.bests, strict=True)
        rows = [(label, number(own), number(median), number(best)) for label, own, median, best in values]
        columns = [
            self.rows.say("col.run"),
            self.rows.say("col.own"),
            self.rows.say("series.median"),
            self.rows.say("series.best"),
        ]
        return Table(self.rows.say("table.years"), columns, rows, frozenset({1, 2, 3}))

    def categories(self) -> Table:
        """Return the categories over the years, the median of the league in brackets."""
        rows = [
            (self._title(one), *(self._pair(own, median) for own, median in zip(one.years, one.medians, strict=True)))
            for one in self.rows.card.standings
        ]
        numbers = frozenset(range(1, len(self.rows.labels) + 1))
        return Table(self.rows.say("table.categories"), [self.rows.say("what"), *self.rows.labels], rows, numbers)

    def changers(self) -> Table:
        """Return how many of the lost points each can change."""
        points = by_changer(self.rows.card.losses)
        rows = [(self.rows.who(who), self.rows.numbers.number(one)) for who, one in points.items()]
        return Table(
            self.rows.say("table.changers"), [self.rows.say("col.who"), self.rows.say("col.lost")], rows, frozenset({1})
        )

    def _gain(self, change: Change | None) -> str:
        return self.rows.numbers.number(None) if change is None else self.rows.numbers.signed(change.gain)

    def _pair(self, own: float | None, median: float | None) -> str:
        return f"{self.rows.numbers.number(own)} ({self.rows.numbers.number(median)})"

    def _title(self, standing: Standing) -> str:
        return standing.title or self.rows.say("total")
