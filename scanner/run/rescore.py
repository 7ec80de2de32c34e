"""Judges the archive of a stored scan once more, and tells what the archive was not asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from criteria.loading import CriteriaSet
from criteria.municipality import municipality_of
from results.queries import ScanInfo
from scanner.archive.reader import Archive
from scanner.archive.records import Purpose
from scanner.judging.judge import judge
from scanner.model.verdict import Judgement
from scanner.reading.captures import read_captures
from scanner.reading.seen import Seen
from scanner.reading.site import build_site, complete, see
from scanner.reading.site_types import Site
from scanner.reading.wants import wants
from scanner.run.judging import SCANNER_VERSION, loaded_set


@dataclass(frozen=True)
class Unasked:
    """What the rules ask for and the archive was not asked: it is not testable, never a miss.

    `purposes` are kinds of questions that could not be put at all (search, target in a web archive), `terms` those that
    the site's search was not asked, `targets` addresses of forms, portal pages and documents that were not fetched.
    """

    purposes: tuple[Purpose, ...] = ()
    terms: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.purposes or self.terms or self.targets)


@dataclass(frozen=True)
class Rescored:
    """A new judgement, the number of pages it read, and what the archive was not asked."""

    judgement: Judgement
    pages: int
    unasked: Unasked


def rescore_scan(scan: ScanInfo, criteria: CriteriaSet) -> Rescored:
    """Judge the archive of a stored scan by a criteria set, with the municipality as it was then.

    Raises:
        UserError: the archive is missing or can't be read.
    """
    archive = Archive(Path(scan.archive))
    readings = read_captures(archive, criteria.lexicon)
    seen = see(readings, archive.manifest, municipality_of(scan.municipality), criteria)
    site = complete(seen, readings)
    judgement = judge(site, scanner_version=SCANNER_VERSION)
    return Rescored(judgement, len(site.pages) + len(site.targets), unasked(seen))


def unasked(seen: Seen) -> Unasked:
    """Return what the rules ask for and the archive was not asked."""
    open_wants = wants(seen)
    terms = dict.fromkeys(term for _, term in open_wants.ask)
    targets = dict.fromkeys(want.url for want in (*open_wants.targets, *open_wants.pages))
    return Unasked(seen.manifest.unasked, tuple(terms), tuple(targets))


def site_of(scan: ScanInfo, criteria: str) -> Site:
    """Build the site of a stored scan from its archive, with the municipality as it was then."""
    return build_site(Archive(Path(scan.archive)), municipality_of(scan.municipality), loaded_set(criteria))
