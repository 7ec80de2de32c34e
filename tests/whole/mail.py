"""Plays the end of a scheduled run and prints the mail as a real mail server got it: ``python -m tests.whole.mail [de|en]``.

The runs are invented; comparison, text and sending are the real ones. Nothing is fetched or exported.
"""

from __future__ import annotations

import csv
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from criteria.registry import Municipality
from results.confirmations import Confirmation, Confirmations, Outcome
from results.queries import Results
from results.schedules import Options, Schedules
from scanner.run.afterwards import Afterwards
from scanner.run.calls import Called
from scanner.run.settings import load_settings
from tests.results.houses import CLOSED, House, points
from tests.run.inbox import Inbox, inbox

NAMES = ("Aulenhain", "Birkstein", "Dornau", "Eschfeld", "Finkenried", "Grauental", "Holzach", "Immerath")
DUE = datetime(2026, 3, 1, 0, tzinfo=UTC)


def play(folder: Path, box: Inbox, language: str) -> str:
    """Return the mail after a spring survey of eight municipalities, headers first."""
    house, towns = House(folder), [_town(at, name) for at, name in enumerate(NAMES, start=1)]
    _registry(folder / "registry.csv", towns)
    house.run("2025-Q4", "2025-12-01", [(one, points(0.4 + at / 50, S3=0.0)) for at, one in enumerate(towns[:7])])
    now = [points(0.44, S3=0.0), points(0.42, S3=0.5), CLOSED, points(0.3, S3=0.0, E2=0.0), *_same(4, 7)]
    run = house.run("2026-Q1", "2026-03-01", [*zip(towns, now, strict=False), (towns[7], points(0.6))])
    house.scan(run, towns[0], points(0.61, S3=0.0), DUE, reason="timeout", services={"taxi": 3})
    scan = Results(house.engine).scan("2026-Q1", "Birkstein")
    waiting = Confirmation(scan.id, scan.ags, "S3", Outcome.WAITING, "2025-Q4", DUE)
    Confirmations(house.engine).keep(run, [waiting])
    options = Options(
        registry=str(folder / "registry.csv"),
        mail=("leitung@kreis.example",),
        export="berichte",
        formats=("xlsx", "html"),
    )
    schedules = Schedules(house.engine)
    schedules.add("quartal", "0 1 1 3,6,9,12 *", "{year}-Q{quarter}", options, DUE)
    schedules.occur(schedules.one("quartal"), DUE, "2026-Q1")
    settings = load_settings(
        folder, smtp_host="127.0.0.1", smtp_port=box.port, smtp_tls="none", mail_from="g2b@rz.example", lang=language
    )
    (occurrence,) = schedules.occurrences("quartal")
    Afterwards(occurrence, settings, lambda _: Called(0)).do(options, 1)
    house.engine.dispose()
    (mail,) = box.messages
    head = "\n".join(f"{name}: {mail[name]}" for name in ("From", "To", "Subject"))
    return f"{head}\n\n{mail.get_body().get_content()}".replace("\r\n", "\n").rstrip()


def _town(at: int, name: str) -> Municipality:
    return Municipality(f"0599900{at}", name, "Gemeinde", "gemeinde", f"http://www.{name.lower()}.example/")


def _same(start: int, end: int) -> list[object]:
    return [points(0.4 + at / 50, S3=0.0) for at in range(start, end)]


def _registry(path: Path, towns: list[Municipality]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["ags", "name", "league", "homepage"])
        rows.writerows([one.ags, one.name, one.league, one.homepage] for one in towns)


def main() -> None:
    """Print the mail."""
    language = sys.argv[1] if len(sys.argv) > 1 else "de"
    with TemporaryDirectory() as folder, inbox() as box:
        print(play(Path(folder), box, language))


if __name__ == "__main__":
    main()
