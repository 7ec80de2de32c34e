"""How long exports take and how big they get: ``python -m tests.whole.export_scale HOME [TOWNS...]``.

HOME holds a finished ``g2b demo``. Its runs are copied into a database of their own with as many invented municipalities as
asked for, each with addresses and quotations of its own, so that nothing is counted once that would be there a thousand times.
Prints a table for docs/exports.md: seconds, peak memory and size of each format, all runs beside the last one.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

FORMATS = (("json", "json"), ("json-full", "json"), ("csv", "zip"), ("xlsx", "xlsx"))
APART = 10_000_000
"""Numbers between the copies of a row; the first state key of the copies is 60, which no state has."""

_COPY = (
    "INSERT INTO scans SELECT id + :d, run_id, (60 + :k) || substr(ags, 3), number, reason, name || ' ' || :k, kind, league,"
    " municipality, state, problem, started, finished, archive, figures FROM scans WHERE id < :a",
    "INSERT INTO judgements SELECT id + :d, scan_id + :d, criteria_hash, scanner_version, created, completeness, notes"
    " FROM judgements WHERE id < :a",
    "INSERT INTO publications SELECT id + :d, scan_id + :d, judgement_id + :d, at FROM publications WHERE id < :a",
    "INSERT INTO verdicts SELECT id + :d, judgement_id + :d, criterion, version, state, score, max, low, high, reason,"
    " replace(parts, '.example', :k || '.example'), confidence FROM verdicts WHERE id < :a",
    "INSERT INTO evidence SELECT id + :d, verdict_id + :d, replace(url, '.example', :k || '.example'), fetched, place,"
    " snippet || ' ' || :k, record || :k FROM evidence WHERE id < :a",
    "INSERT INTO service_findings SELECT id + :d, judgement_id + :d, service, level, clicks, contact,"
    " replace(pages, '.example', :k || '.example'), replace(forms, '.example', :k || '.example'),"
    " replace(parts, '.example', :k || '.example') FROM service_findings WHERE id < :a",
)


def grown(source: Path, target: Path, towns: int) -> int:
    """Copy a database and let it grow to as many municipalities; return how many there are in each run."""
    with sqlite3.connect(source) as old, sqlite3.connect(target) as new:
        old.backup(new)
        there = new.execute("SELECT count(DISTINCT ags) FROM scans").fetchone()[0]
        for copy in range(1, max(1, towns // there)):
            for statement in _COPY:
                new.execute(statement, {"d": copy * APART, "k": copy, "a": APART})
        new.commit()
        return int(new.execute("SELECT count(DISTINCT ags) FROM scans").fetchone()[0])


def measured(home: Path, run: str, form: str, output: Path) -> tuple[float, float, int]:
    """Export a run in a process of its own; return seconds, peak MB and bytes."""
    command = [sys.executable, "-m", "scanner.cli", "--home", str(home), "export", "--run", run]
    begun = time.monotonic()
    child = subprocess.Popen([*command, "--format", form, "--output", str(output)], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{form}: exit code {child.returncode}")
    return time.monotonic() - begun, used.ru_maxrss / 1024, output.stat().st_size


def main(home: Path, sizes: list[int]) -> None:
    """Print a line for each size and format."""
    print("| municipalities x runs | format | seconds | peak MB | size MB |\n|---|---|---|---|---|")
    for towns in sizes:
        with TemporaryDirectory(prefix="g2b-scale-") as folder:
            database = Path(folder) / "g2b.sqlite"
            count = grown(home / "g2b.sqlite", database, towns)
            with sqlite3.connect(database) as open_one:
                labels = [label for (label,) in open_one.execute("SELECT label FROM runs ORDER BY as_of")]
            for form, ending in FORMATS:
                seconds, peak, size = measured(Path(folder), labels[-1], form, Path(folder) / f"out.{ending}")
                row = f"| {count:,} x {len(labels)} | {form} | {seconds:.1f} | {peak:.0f} | {size / 1e6:.1f} |"
                print(row, flush=True)
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(one) for one in sys.argv[2:]] or [40, 1000])
