"""Typed values: fees, deadlines, legal bases, units, addresses, hours, dates, rates, routing ids."""

from __future__ import annotations

from criteria.language import ValueQuery
from scanner.judging.asking import hit_or_miss
from scanner.judging.context import Context
from scanner.judging.outcome import Finding
from scanner.judging.scopes import current


def value(context: Context, query: ValueQuery) -> Finding:
    """Answer whether the content of the pages at hand holds a value of one of the kinds."""
    scope = current(context)
    hits = (
        (f"{view.key} {one.path} {one.kind}", view.place(one.path, one.text))
        for view in scope.views
        for one in view.values()
        if one.kind in query.kind
    )
    return hit_or_miss(hits, scope)
