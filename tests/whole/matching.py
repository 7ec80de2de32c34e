"""How long the match of a run with the whole catalogue takes: python -m tests.whole.matching --home HOME RUN"""

import argparse
import time
from collections import Counter
from pathlib import Path

from criteria.kompass.loading import catalogue_of
from criteria.loading import load_set
from results.database import open_database
from results.kompass.match import match_run, prepared
from results.queries import Results


def main():
    """Print seconds for loading, preparing and matching, and what was found."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("run")
    asked.add_argument("--home", type=Path, required=True)
    given = asked.parse_args()
    results = Results(open_database(f"sqlite:///{given.home / 'g2b.sqlite'}"))
    run, scans = results.run(given.run), results.scans(given.run)
    start = time.perf_counter()
    catalogue = catalogue_of(load_set(), given.home)
    loaded = time.perf_counter()
    ready = prepared(catalogue, run.as_of.date())
    made = time.perf_counter()
    match = match_run(run, scans, ready)
    ended = time.perf_counter()
    codes = Counter(finding.code.value for row in match.rows for finding in row.findings)
    towns = len({row.ags for row in match.rows})
    print(
        f"{towns} municipalities x {len(ready.wanted)} services: {len(match.rows)} rows in {ended - made:.2f} s "
        f"(loading the catalogue {loaded - start:.2f} s, preparing {made - loaded:.2f} s)"
    )
    print(", ".join(f"{code} {count}" for code, count in codes.most_common()))


if __name__ == "__main__":
    main()
