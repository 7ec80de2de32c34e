"""What the tests of the practice region share: the region, its sites with their labels, and the catalogue."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

import criteria
from criteria.services import Service
from scanner.practice.region import Region
from scanner.practice.server import SITES
from scanner.practice.site_file import SiteFile, load_site
from scanner.practice.truth import Truth, load_truth

SLUGS = sorted(path.parent.name for path in SITES.glob("*/truth.yaml"))


@dataclass(frozen=True)
class Labelled:
    slug: str
    folder: Path
    site: SiteFile
    truth: Truth


@pytest.fixture(scope="session")
def region() -> Region:
    return Region(SITES)


@pytest.fixture(scope="session", params=SLUGS)
def labelled(request) -> Labelled:
    folder = SITES / request.param
    return Labelled(request.param, folder, load_site(folder), load_truth(folder))


@pytest.fixture(scope="session")
def catalogue() -> list[Service]:
    path = Path(criteria.__file__).parent / "g2b-2026" / "services.csv"
    with path.open(encoding="utf-8", newline="") as rows:
        return [
            Service(
                id=row["id"],
                name=row["name_de"],
                role=row["role"],
                levels=tuple(filter(None, row["levels"].split(";"))),
                baskets=tuple(filter(None, row["baskets"].split(";"))),
                state_service=row["state_service"],
            )
            for row in csv.DictReader(rows)
        ]
