"""What the tests of the practice region share: the region, its sites with their labels, and the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from criteria.loading import load_set
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
    return list(load_set().services)
