"""What ``g2b why --open`` and ``--screenshot`` write: the archived page with the place marked."""

from __future__ import annotations

import os
import sys
import webbrowser
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from babel.dates import format_datetime

from criteria.errors import UserError
from results.queries import ScanInfo
from scanner.cli.options import language
from scanner.cli.why_page import template
from scanner.model.place import Place
from scanner.model.texts import Texts
from scanner.model.verdict import Verdict
from scanner.reading.marking import MARK
from scanner.run.evidence import ErasedError, Exhibit, exhibit
from scanner.run.settings import Settings, evidence_folder
from spiders.chromium import find_chromium
from spiders.shooting import shoot

_TEXTS = Texts("scanner.cli", "evidence")


@dataclass(frozen=True)
class Wish:
    """What is wanted of the evidence: which place (from 1), a page to open, a picture."""

    number: int = 1
    page: bool = False
    picture: Path | None = None


def say(key: str, /, **values: object) -> str:
    """Return a text about evidence in the language of this call."""
    return _TEXTS.say(key, language(), **values)


def show_evidence(scan: ScanInfo, criterion: str, wish: Wish, settings: Settings) -> list[str]:
    """Write what is wished for and return the lines that say so.

    Raises:
        UserError: there is no such place, it was erased, its record can't be read, or a file can't be written.
    """
    places = verdict_of(scan, criterion).evidence
    if not 1 <= wish.number <= len(places):
        hint = say("no_place_hint", count=len(places)) if places else say("no_evidence_hint")
        raise UserError(say("no_place", criterion=criterion, number=wish.number), hint=hint)
    try:
        found = exhibit(scan, places[wish.number - 1])
    except ErasedError as error:
        raise UserError(erased(scan, places[wish.number - 1]), hint=say("erased_hint")) from error
    html = page_of(found, f"{scan.name} · {scan.run} · {criterion}")
    lines = []
    if wish.page:
        path = evidence_folder(settings, scan.run) / f"{scan.ags}-{scan.number}" / f"{criterion}-{wish.number}.html"
        _write(path, html.encode())
        lines.append(say("written", number=wish.number, count=len(places), path=path))
        if has_display():
            webbrowser.open(f"{path.as_uri()}#{MARK}")
    if wish.picture is not None:
        _write(wish.picture, _picture(html, settings))
        lines.append(say("pictured", number=wish.number, count=len(places), path=wish.picture))
    return lines


def erased(scan: ScanInfo, place: Place) -> str:
    """Return the sentence that a place's proof was erased, empty where it was not."""
    stone = scan.erased(place)
    return say("erased", day=_moment(stone.erased), reason=stone.reason) if stone else ""


def erased_of(scan: ScanInfo, verdict: Verdict) -> tuple[str, ...]:
    """Return the sentences that proof of a verdict was erased, each once."""
    return tuple(dict.fromkeys(filter(None, (erased(scan, place) for place in verdict.evidence))))


def page_of(found: Exhibit, title: str) -> str:
    """Return the page of evidence: one file, no scripts, nothing that is loaded from elsewhere."""
    return template("evidence.html").render(
        title=title,
        place=found.place,
        capture=found.capture,
        marked=found.marked,
        lang=language(),
        say=say,
        day=_moment,
    )


def picture_of(scan: ScanInfo, place: Place, settings: Settings) -> bytes:
    """Return the picture (PNG) of a place, empty where its proof is not at hand: erased, or of no archive."""
    if not place.record or not scan.archive:
        return b""
    try:
        found = exhibit(scan, place)
    except (ErasedError, UserError):
        return b""
    return _picture(page_of(found, scan.name), settings)


def has_display() -> bool:
    """Whether there is a screen to open a page on."""
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def verdict_of(scan: ScanInfo, criterion: str) -> Verdict:
    """Return the verdict that the run keeps; UserError where the scan has no such criterion."""
    for verdict in scan.verdicts:
        if verdict.criterion == criterion:
            return verdict
    ids = ", ".join(verdict.criterion for verdict in scan.verdicts)
    raise UserError(say("no_criterion", criterion=criterion), hint=ids)


def _moment(when: datetime) -> str:
    return str(
        format_datetime(
            when, "d. MMMM y, HH:mm 'UTC'" if language() == "de" else "MMMM d, y, HH:mm 'UTC'", locale=language()
        )
    )


def _picture(html: str, settings: Settings) -> bytes:
    executable = find_chromium(settings.chromium)
    if executable is None:
        raise UserError(say("no_browser"), hint=say("no_browser_hint"))
    return shoot(html, executable)


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise UserError(error.strerror or str(error), where=str(path), hint=say("unwritable")) from error
