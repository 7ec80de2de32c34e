"""Tells a run that looks wrong as a whole: so many sites do not answer at once that it must be our own network."""

from __future__ import annotations

from results.queries import RunInfo

SHARE = 0.5
"""Of the municipalities of a run: if so many could not be had, the run is in doubt."""
LEAST = 2
"""One site that is down says nothing of our network."""


def looks_wrong(run: RunInfo, lost: int = 0) -> bool:
    """Whether half or more of the municipalities could not be had, at least two.

    Args:
        run: a run; only one of live sites can be in doubt, as archives and sheets need no network.
        lost: municipalities that were to be scanned and have no scan at all.
    """
    counted = dict(run.states)
    dead = lost + sum(count for state, count in counted.items() if state != "done")
    everyone = lost + sum(counted.values())
    return run.source == "live" and dead >= LEAST and dead >= SHARE * everyone
