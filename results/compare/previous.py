"""Which run a new one is measured against."""

from __future__ import annotations

from results.doubt import looks_wrong
from results.queries import Results, RunInfo


def previous(results: Results, label: str) -> RunInfo | None:
    """Return the last run of live sites before a run that has a municipality in common with it; None where it is the first.

    A run that looks wrong as a whole is passed over: against it everything would seem to have come back.

    Raises:
        UserError: there is no run of that label.
    """
    run = results.run(label)
    before = [one for one in results.runs() if one.source == "live" and (one.as_of, one.id) < (run.as_of, run.id)]
    for one in sorted(before, key=lambda one: (one.as_of, one.id), reverse=True):
        if not looks_wrong(one) and results.scanned(one.id) & results.scanned(run.id):
            return one
    return None
