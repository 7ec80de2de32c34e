"""Small invented towns on loopback, and a crawl of them in a process of its own (a reactor runs once)."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import yaml

from criteria.registry import Municipality
from scanner.archive.reader import Archive
from scanner.archive.records import Capture, Manifest, Purpose
from scanner.practice.server import Practice, serve
from scanner.reading.decode import decode
from spiders.crawl import crawl
from spiders.jobs import CrawlSettings, Event, ScanJob, ScanOutcome

WORDS = " ".join(f"Satz{number} über das Leben im Dorf und seine Verwaltung." for number in range(12))


@dataclass
class Town:
    """A municipality that a test makes up; `hosts` as in a `site.yaml`."""

    name: str = "Gemeinde Musterdorf"
    host: str = "www.musterdorf.example"
    ags: str = "05999001"
    league: str = "gemeinde"
    hosts: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def municipality(self) -> Municipality:
        return Municipality(self.ags, self.name, "Gemeinde", self.league, f"http://{self.host}/")

    def page(self, path: str, body: str = "", *, host: str = "", title: str = "", **route: Any) -> "Town":
        """Add a page; a path is one or an address with query, `body` the inner HTML."""
        heading = title or path.strip("/") or self.name
        html = (
            f"<!doctype html><html lang=de><title>{heading}</title><body><main><h1>{heading}</h1>{body}</main></body>"
        )
        return self.raw(path, html, host=host, **route)

    def raw(self, path: str, body: str = "", *, host: str = "", **route: Any) -> "Town":
        """Add an answer as it is: HTML, a script, a redirect, a status."""
        conf = self.hosts.setdefault(host or self.host, {})
        conf.setdefault("routes", []).append({"path": path, "body": body, **route})
        return self

    def search(self, path: str, *, template: str, host: str = "", **conf: Any) -> "Town":
        """Add a search engine that finds nothing but answers; `template` is the inner HTML of its answer."""
        found = self.hosts.setdefault(host or self.host, {})
        found.setdefault("search", []).append({"path": path, "template": f"{path.strip('/')}.html", **conf})
        found.setdefault("_files", {})[f"{path.strip('/')}.html"] = f"<html><body><main>{template}</main></body></html>"
        return self

    def save(self, root: Path) -> None:
        folder = root / self.ags
        for host, conf in self.hosts.items():
            (folder / "hosts" / host).mkdir(parents=True)
            for name, text in conf.pop("_files", {}).items():
                file = folder / "hosts" / host / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, "utf-8")
        town = {"name": self.name, "kind": "Gemeinde", "league": self.league, "ags": self.ags}
        told = town | {"homepage": f"http://{self.host}/", "hosts": self.hosts}
        (folder / "site.yaml").write_text(yaml.safe_dump(told, allow_unicode=True), "utf-8")


@dataclass
class Crawled:
    """What came of a crawl: outcomes by name of the municipality, events, and the server with its log."""

    outcomes: dict[str, ScanOutcome]
    events: list[Event]
    practice: Practice

    @property
    def one(self) -> ScanOutcome:
        (outcome,) = self.outcomes.values()
        return outcome

    @property
    def manifest(self) -> Manifest:
        assert self.one.manifest is not None
        return self.one.manifest

    def captures(self, *purposes: Purpose) -> list[Capture]:
        return [one for one in self.manifest.captures if one.purpose in (purposes or tuple(Purpose))]

    def paths(self, *purposes: Purpose) -> list[str]:
        return [path_of(capture.url) for capture in self.captures(*(purposes or (Purpose.PAGE,)))]

    def body(self, capture: Capture) -> str:
        data = Archive(self.one.job.archive).body(capture.id)
        return decode(data, capture.content_type).text

    def asked(self, method: str = "", host: str = "") -> list[str]:
        requests = self.practice.log.requests
        return [one.path for one in requests if one.method == (method or one.method) and one.host == (host or one.host)]


def path_of(url: str) -> str:
    return "/" + url.split("/", 3)[3]


@contextmanager
def served(folder: Path, *towns: Town) -> Iterator[Practice]:
    for town in towns:
        town.save(folder / "sites")
    with serve(folder / "sites") as practice:
        yield practice


def crawled(folder: Path, *towns: Town, **settings: Any) -> Crawled:
    """Serve towns, crawl them without delay, and return what came of it."""
    with served(folder, *towns) as practice:
        return crawl_of(practice, folder, *towns, **settings)


def crawl_of(practice: Practice, folder: Path, *towns: Town, **settings: Any) -> Crawled:
    jobs = [job_of(folder, town) for town in towns]
    asked = replace(settings_of(practice, folder), **settings)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        outcomes, events = pool.submit(work, jobs, asked).result(timeout=200)
    return Crawled({one.job.municipality.name: one for one in outcomes}, events, practice)


def job_of(folder: Path, town: Town) -> ScanJob:
    archive = folder / "archives" / town.ags / "scan.warc.gz"
    archive.parent.mkdir(parents=True, exist_ok=True)
    return ScanJob(town.municipality, archive, datetime(2026, 6, 1, tzinfo=UTC))


def settings_of(practice: Practice, folder: Path) -> CrawlSettings:
    gate = {"G2B_GATE": str(folder / "gate"), "G2B_RETRY_DELAY": 0.01}
    return CrawlSettings("Test", "test@tests.example", practice.proxy, delay=0, render=False, more=gate)


def work(jobs: Sequence[ScanJob], settings: CrawlSettings) -> tuple[list[ScanOutcome], list[Event]]:
    """Crawl in this process: what the child does."""
    events: list[Event] = []
    return crawl(jobs, settings, events.append), events
