"""Judges archives that others made: whose they are, one archive and manifest per municipality, and the scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date
from pathlib import Path
from tempfile import TemporaryDirectory

from criteria.errors import UserError
from criteria.registry import Municipality
from results.store import ScanFacts, Store
from scanner.archive.deriving import derive
from scanner.archive.foreign import copy_records, joined
from scanner.archive.manifest import manifest_path, write_manifest
from scanner.archive.members import Record
from scanner.archive.records import Capture, Manifest
from scanner.model.texts import Texts
from scanner.reading.adopting import Foreign, adopt, homepage_in
from scanner.run.bench import Ended
from scanner.run.judging import judge_archive, loaded_set
from scanner.run.settings import Settings

TEXTS = Texts("scanner.run", "adopting")
_RENDERED = "urn:g2b:rendered:"


@dataclass(frozen=True)
class Given:
    """Archives of others as the user named them, opened."""

    files: tuple[Path, ...]
    foreign: Foreign
    language: str

    @property
    def day(self) -> date:
        """The day on which the newest capture was made, in UTC."""
        return self.foreign.manifest.as_of.astimezone(UTC).date()

    def whose(self, towns: Iterable[Municipality], *, named: bool) -> list[Municipality]:
        """Return the municipalities whose homepage was captured, with that homepage as theirs.

        Raises:
            UserError: one that was `named`, or every one, is not in the archive.
        """
        held = {town.ags: homepage_in(self.foreign.manifest, town) for town in towns}
        lost = [town for town in towns if not held[town.ags]]
        if lost and (named or len(lost) == len(held)):
            raise self._without(lost if named else [])
        return [_with_homepage(town, held[town.ags]) for town in towns if held[town.ags]]

    def _without(self, lost: list[Municipality]) -> UserError:
        says = ", ".join(f"{town.name} ({town.homepage})" for town in lost)
        key = "without_named" if lost else "without_any"
        hint = TEXTS.say(f"{key}_hint", self.language)
        return UserError(TEXTS.say(key, self.language, towns=says), where=_names(self.files), hint=hint)


@contextmanager
def opened(files: Iterable[Path], language: str) -> Iterator[Given]:
    """Open archives of others for the block.

    Raises:
        UserError: one is missing, no archive, or damaged so that nothing in it can be read.
    """
    given = tuple(files)
    with TemporaryDirectory(prefix="g2b-") as folder:
        path = joined(given, Path(folder))
        manifest = derive(path)
        if not manifest.captures:
            key = "damaged" if manifest.notes else "empty"
            hint = TEXTS.say(f"{key}_hint", language)
            raise UserError(TEXTS.say(key, language), where=_names(given), hint=hint)
        yield Given(given, Foreign(path, manifest), language)


def scan_given(given: Given, town: Municipality, archive: Path, settings: Settings, keep: tuple[Store, int]) -> Ended:
    """Copy what is a municipality's into an archive of ours, judge it and store it."""
    store, run = keep
    manifest = adopt(given.foreign, town, loaded_set(settings.criteria))
    archive.parent.mkdir(parents=True, exist_ok=True)
    wanted = _Wanted(manifest.captures)
    places = copy_records(given.foreign.path, archive, wanted)
    write_manifest(manifest_path(archive), _placed(manifest, places))
    judgement = judge_archive(archive, town, settings.criteria)
    facts = ScanFacts(town, "done", manifest.started, manifest.finished, str(archive), "", dict(manifest.figures), "")
    store.add_scan(run, facts, judgement)
    return Ended(town.name, "done", ags=town.ags)


class _Wanted:
    """Tells whether a record belongs to captures: the answer itself, its request, and the redirects that led there."""

    def __init__(self, captures: Iterable[Capture]) -> None:
        known = list(captures)
        self._offsets = {capture.offset for capture in known}
        self._urls = {url for capture in known for url in (capture.url, capture.final, *capture.redirects)}

    def __call__(self, record: Record) -> bool:
        return record.offset in self._offsets or record.url.removeprefix(_RENDERED) in self._urls


def _placed(manifest: Manifest, places: dict[int, int]) -> Manifest:
    """Return the manifest with the offsets of the copy; lengths are read from the records."""
    moved = (replace(capture, offset=places[capture.offset], length=-1) for capture in manifest.captures)
    return replace(manifest, captures=tuple(moved))


def _with_homepage(town: Municipality, homepage: str) -> Municipality:
    before = (town.homepage, *(url for url in town.homepage_before if url != homepage))
    return town if homepage == town.homepage else replace(town, homepage=homepage, homepage_before=before)


def _names(files: Iterable[Path]) -> str:
    return ", ".join(map(str, files))
