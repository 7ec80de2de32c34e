"""What ``scrapy crawl municipality -a ags=...`` needs, where nobody else prepares the scan."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

from platformdirs import user_data_path
from scrapy.settings import BaseSettings

from criteria.errors import UserError
from criteria.registry import Municipality, Registry
from spiders.jobs import CrawlSettings, Event, ScanJob
from spiders.staff import Staff

_FOLDER = "scrapy"


def hired_for_one(wanted: str, settings: BaseSettings) -> tuple[ScanJob, Staff]:
    """Return job and staff for one municipality of the registry, named by AGS or name.

    Raises:
        UserError: nothing is named, the registry has no such municipality, or nobody stands behind the scan.
    """
    if not wanted.strip():
        raise UserError("no municipality is named", where="-a ags=", hint="scrapy crawl municipality -a ags=05770012")
    (town,) = Registry.load(None).on(date.today()).select([wanted])
    asked = CrawlSettings(
        operator=str(settings.get("G2B_OPERATOR") or ""), contact=str(settings.get("G2B_CONTACT") or "")
    )
    return ScanJob(town, _archive(town), datetime.now(UTC)), Staff.hired(asked, _silent, of_one=True)


def _archive(town: Municipality) -> Path:
    """Return the newest archive of a municipality that is not finished, else a new one."""
    named = os.environ.get("G2B_HOME")
    home = Path(named).expanduser().absolute() if named else user_data_path("g2b-scanner")
    number = 1
    while (home / "archives" / _FOLDER / f"{town.ags}-{number}" / "scan.manifest.json").exists():
        number += 1
    return home / "archives" / _FOLDER / f"{town.ags}-{number}" / "scan.warc.gz"


def _silent(_: Event) -> None:
    """Scrapy's own log tells enough."""
