"""What comes after a scheduled run: is it sound, are its flips confirmed, exports, and who is told what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from criteria.errors import UserError
from criteria.loading import load_set
from criteria.registry import Registry
from results.compare.digest import Digest, Failed, digest
from results.compare.previous import previous
from results.database import open_database
from results.deliveries import Deliveries
from results.doubt import looks_wrong
from results.queries import Results, RunInfo
from results.schedules import Occurrence, Options, Schedule, What
from scanner.model.texts import chosen_language
from scanner.run.calendar import ZONE
from scanner.run.calls import Caller, caller
from scanner.run.delivering import Letter, post, send_mail
from scanner.run.messages import News, Told, letter, plain
from scanner.run.settings import Settings

_ENDINGS = {"csv": "csv.zip"}
_ATTACHED = ".xlsx"


def after(schedule: Schedule, occurrence: Occurrence, settings: Settings, ended_code: int) -> What:
    """Do all of it; return how the occurrence ended.

    Called again after it broke off, it goes on: files are written anew, messages that went out are not sent again.

    Raises:
        UserError: something could not be written or sent; all else was done.
    """
    return Afterwards(occurrence, settings, caller(settings)).do(schedule.options, ended_code)


@dataclass(frozen=True)
class Afterwards:
    """The end of one occurrence; `call` runs ``g2b``."""

    occurrence: Occurrence
    settings: Settings
    call: Caller

    def do(self, options: Options, ended_code: int) -> What:
        """Judge the run as a whole, then confirm, export and tell."""
        results = Results(open_database(self.settings.database_url))
        run = next((one for one in results.runs() if one.label == self.occurrence.label), None)
        if run is None or ended_code > 1:
            told = Told(News.FAILED, self.occurrence, Digest(self.occurrence.label, "", 0, 0), note=self._why())
            self._tell(told, [*self._operators(), *options.mail], options.webhook)
            return What.FAILED
        lost = self._lost(results, run, options)
        if looks_wrong(run, len(lost)):
            found = digest(results, run.label, "", lost)
            self._tell(Told(News.DOUBTFUL, self.occurrence, found), self._operators(), "")
            return What.DOUBTFUL
        self._finish(results, run, options, lost)
        return What.DONE

    def _finish(self, results: Results, run: RunInfo, options: Options, lost: tuple[Failed, ...]) -> None:
        before = previous(results, run.label)
        unwritten = list(self._confirmed(run, options)) if before else []
        written, failed = self._exported(run, options)
        found = digest(results, run.label, before.label if before else "", lost)
        told = Told(
            News.DONE,
            self.occurrence,
            found,
            tuple(map(str, written)),
            (*unwritten, *failed),
            results.run(run.label).stage.is_draft,
        )
        attached = tuple(path for path in written if self.settings.mail_attach and path.suffix == _ATTACHED)
        self._tell(told, list(options.mail), options.webhook, attached)
        if failed:
            raise UserError("; ".join(failed), where=options.export)

    def _confirmed(self, run: RunInfo, options: Options) -> Iterator[str]:
        more = ["--registry", options.registry] if options.registry else []
        called = self.call(["confirm", run.label, *more])
        if called.code > 1:
            yield called.problem

    def _exported(self, run: RunInfo, options: Options) -> tuple[list[Path], list[str]]:
        """Return the files that were written, and what could not be."""
        written, failed = [], []
        for form in options.formats if options.export else ():
            path = export_path(Path(options.export), run.label, form)
            chosen = [f"--{name}={value}" for name in ("group", "league") if (value := getattr(options, name))]
            called = self.call(["export", "--run", run.label, "--format", form, "--output", str(path), *chosen])
            if called.code:
                failed.append(f"{form}: {called.problem}")
            else:
                written.append(path)
        return written, failed

    def _lost(self, results: Results, run: RunInfo, options: Options) -> tuple[Failed, ...]:
        """Return the municipalities that were to be scanned and have no scan."""
        scanned, day = results.scanned(run.id), run.as_of.astimezone(ZONE).date()
        roll = Registry.load(Path(options.registry) if options.registry else None).on(day)
        towns = roll.select(options.names, group=options.group or None, league=options.league or None)
        return tuple(Failed(town.ags, town.name, "lost") for town in towns if town.ags not in scanned)

    def _tell(self, told: Told, addresses: list[str], webhook: str, attached: tuple[Path, ...] = ()) -> None:
        """Send all messages that were not sent yet; UserError with what could not be, after the others went out."""
        mail = letter(told, load_set(self.settings.criteria), chosen_language(self.settings.lang))
        ways = [self._mail(replace(mail, files=attached), to) for to in dict.fromkeys(addresses)]
        if webhook:
            ways.append((f"webhook:{webhook}", lambda: post(webhook, plain(told), self.settings)))
        deliveries, failed = Deliveries(open_database(self.settings.database_url), self.occurrence.id), []
        made = deliveries.made()
        for way, send in ways:
            if way in made:
                continue
            try:
                send()
            except UserError as error:
                failed.append(error)
            else:
                deliveries.note(way)
        if failed:
            raise UserError("; ".join(map(str, failed)))

    def _mail(self, mail: Letter, to: str) -> tuple[str, Callable[[], None]]:
        return f"mail:{to}", lambda: send_mail(mail, to, self.settings)

    def _operators(self) -> list[str]:
        """Return who looks after this installation: as set, else the contact where that is a mail address."""
        contact = self.settings.contact
        return [*self.settings.mail_operator] or ([contact] if "@" in contact and self.settings.smtp_host else [])

    def _why(self) -> str:
        return next((one.note for one in reversed(self.occurrence.events) if one.note), "")


def export_path(folder: Path, label: str, form: str) -> Path:
    """Return the file that a format of a run is written to."""
    name = re.sub(r"[^\w.-]+", "_", label)
    return folder / name / f"g2b-{name}.{_ENDINGS.get(form, form)}"
