"""Confirms verdicts that flipped against the run before: their pages are fetched once more before they count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from criteria.errors import UserError
from criteria.municipality import municipality_of
from results.compare.comparison import compare
from results.compare.flips import Flip, flips
from results.compare.previous import previous
from results.compare.survey import surveys
from results.confirmations import Confirmation, Confirmations, Outcome
from results.queries import Results, RunInfo
from results.reviewing import require_open
from scanner.archive.reader import Archive
from scanner.reading.urls import identity
from scanner.run.judging import loaded_set
from scanner.run.looking import UNSEEN, look_settings, what_it_showed
from scanner.run.settings import Settings
from spiders.probing import Look, probe

PER_VERDICT, PER_TOWN = 4, 24
"""Addresses that are fetched once more at most."""


@dataclass(frozen=True)
class Doubted:
    """A flip that is not decided yet, with the addresses that it rests on."""

    flip: Flip
    before: str
    urls: tuple[str, ...]

    def ended(self, outcome: Outcome, pages: tuple[tuple[str, str, str], ...] = (), archive: str = "") -> Confirmation:
        """Return what is kept of it."""
        scan, now = self.flip.after, datetime.now(UTC)
        return Confirmation(scan.id, scan.ags, self.flip.criterion, outcome, self.before, now, pages, archive)


class Confirming:
    """Works on the flips of one run.

    Args:
        results: where the runs are; the newest scans count.
        label: of the run.
        settings: how pages are fetched.

    Raises:
        UserError: there is no such run, it is closed, or it is not of live sites.
    """

    def __init__(self, results: Results, label: str, settings: Settings) -> None:
        self._results, self._settings = results, settings
        self.run: RunInfo = results.run(label)
        if self.run.source != "live":
            raise UserError(
                f"{label!r} is no run of live sites", hint="only what was seen on live sites can be confirmed"
            )
        require_open(label, self.run.stage)
        self._kept = Confirmations(results.engine)

    def doubted(self, names: Sequence[str] = ()) -> list[Doubted]:
        """Return the flips that are to be confirmed, and mark them as waiting; none where there is no run before."""
        before = previous(self._results, self.run.label)
        if before is None:
            return []
        kept = self._kept.of(self.run.id)
        decided = {(one.ags, one.criterion) for one in kept if one.outcome is Outcome.AGAIN}
        decided |= {(str(one.scan), one.criterion) for one in kept if one.decided}
        found = compare(surveys(self._results, [before.label, self.run.label], names=names))
        fresh = [
            Doubted(flip, before.label, tuple(_urls(flip)))
            for flip in flips(found)
            if not decided & {(flip.after.ags, flip.criterion), (str(flip.after.id), flip.criterion)}
        ]
        waiting = {(one.scan, one.criterion) for one in kept}
        new = [one for one in fresh if (one.flip.after.id, one.flip.criterion) not in waiting]
        self._kept.keep(self.run.id, [one.ended(Outcome.WAITING) for one in new])
        return fresh

    def look(self, doubted: Sequence[Doubted]) -> list[Doubted]:
        """Fetch the pages of flips once more, keep what is confirmed, and return the flips that are not.

        Runs a reactor, so a process can call it once.
        """
        looks = [_look(self._settings, of) for of in _by_scan(doubted)]
        made = probe(looks, look_settings(self._settings)) if looks else []
        left = []
        for look, manifest, of in zip(looks, made, _by_scan(doubted), strict=True):
            if manifest is None:
                left += of
                continue
            sides = Archive(Path(of[0].flip.after.archive)), Archive(look.archive)
            asked = frozenset(map(identity, look.urls))
            judged = [(one, self._pages(one, sides, asked)) for one in of]
            same = [(one, pages) for one, pages in judged if pages and all(_same(*page[1:]) for page in pages)]
            archive = str(look.archive)
            self._kept.keep(self.run.id, [one.ended(Outcome.CONFIRMED, pages, archive) for one, pages in same])
            left += [one for one, pages in judged if (one, pages) not in same]
        return left

    def scanned_again(self, left: Iterable[Doubted]) -> list[Doubted]:
        """Keep which flips were decided by a scan that was made once more; return those that were not."""
        newest = {scan.ags: scan for scan in self._results.scans(self.run.label)}
        still = []
        for one in left:
            new = newest[one.flip.after.ags]
            if new.number > one.flip.after.number:
                self._kept.keep(self.run.id, [one.ended(Outcome.AGAIN, archive=new.archive)])
            else:
                still.append(one)
        return still

    def _pages(
        self, one: Doubted, sides: tuple[Archive, Archive], asked: frozenset[str]
    ) -> tuple[tuple[str, str, str], ...]:
        lexicon = loaded_set(self._settings.criteria).lexicon
        urls = [url for url in one.urls if identity(url) in asked]
        shown = [(url, *(what_it_showed(side, url, lexicon) for side in sides)) for url in urls]
        return tuple((url, then, now) for url, then, now in shown)


def _same(then: str, now: str) -> bool:
    """Whether an address shows the same once more; what was never come across is the same where it is not there."""
    gone = now.startswith(("status 4", "failed"))
    return then == now or (then == UNSEEN and gone)


def _urls(flip: Flip) -> Iterator[str]:
    """Yield the addresses a flip rests on, bounded: evidence now, evidence then, and what was searched now."""
    now = [place.url for place in flip.new.evidence]
    then = [place.url for place in flip.old.evidence]
    searched = [code.partition(":")[2] for code in flip.new.searched if code.startswith(("page:http", "form:http"))]
    searched += [code for code in flip.new.searched if code.startswith("http")]
    fetched = (url for url in (*_first(now), *_first(then), *searched) if url.startswith(("http://", "https://")))
    kept = {identity(url): url for url in fetched}
    yield from list(kept.values())[:PER_VERDICT]


def _first(urls: list[str]) -> list[str]:
    return list(dict.fromkeys(urls))[: PER_VERDICT // 2]


def _by_scan(doubted: Iterable[Doubted]) -> list[list[Doubted]]:
    found: dict[int, list[Doubted]] = {}
    for one in doubted:
        found.setdefault(one.flip.after.id, []).append(one)
    return [found[scan] for scan in sorted(found)]


def _look(settings: Settings, of: list[Doubted]) -> Look:
    """Return the look at the pages of one scan; it is kept beside the archive of the scan."""
    scan = of[0].flip.after
    urls = {identity(url): url for one in of for url in one.urls}
    folder = Path(scan.archive).parent if scan.archive else settings.archive_folder
    number = 1 + len(list(folder.glob("confirm-*.warc.gz")))
    town = replace(municipality_of(scan.municipality), ags=scan.ags)
    return Look(town, folder / f"confirm-{number}.warc.gz", tuple(urls.values())[:PER_TOWN])
