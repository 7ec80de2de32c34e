"""Judges the archive of a stored scan once more."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from criteria.registry import Municipality
from results.queries import ScanInfo
from scanner.archive.reader import Archive
from scanner.judging.judge import judge
from scanner.model.verdict import Judgement
from scanner.reading.site import build_site
from scanner.reading.site_types import Site
from scanner.run.judging import SCANNER_VERSION, loaded_set


def rescore_scan(scan: ScanInfo, criteria: str) -> tuple[Judgement, int]:
    """Return a new judgement of the scan and the number of pages it read."""
    site = site_of(scan, criteria)
    return judge(site, scanner_version=SCANNER_VERSION), len(site.pages) + len(site.targets)


def site_of(scan: ScanInfo, criteria: str) -> Site:
    """Build the site of a stored scan from its archive, with the municipality as it was then."""
    return build_site(Archive(Path(scan.archive)), municipality_of(scan.municipality), loaded_set(criteria))


def municipality_of(kept: dict[str, Any]) -> Municipality:
    """Return a municipality from the plain values that its scan keeps."""
    values = dict(kept)
    for name in ("valid_from", "valid_to"):
        values[name] = date.fromisoformat(values[name]) if values.get(name) else None
    for name in ("homepage_before", "portal", "groups"):
        values[name] = tuple(values.get(name) or ())
    values["not_competent"] = tuple((service, carrier) for service, carrier in values.get("not_competent") or ())
    known = {field.name for field in fields(Municipality)}
    return Municipality(**{name: value for name, value in values.items() if name in known})
