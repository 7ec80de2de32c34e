"""From where and how a scan looked, and what it took: for its manifest."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scanner.archive.records import Capture, Purpose
from scanner.reading.urls import host_of
from spiders.options import Options, software


def notes(options: Options, *, browser: bool) -> tuple[str, ...]:
    """Return the vantage point as ``vantage.name=value``; nobody is asked for our public address."""
    told = {
        "software": software(),
        "agent": options.agent,
        "proxy": "yes" if options.proxy else "no",
        "timezone": time.strftime("%Z%z"),
        "browser": "yes" if browser else "no",
        "delay": f"{options.delay:g}",
    }
    return tuple(f"vantage.{name}={value}" for name, value in told.items())


@dataclass(frozen=True)
class Took:
    """What a scan took beside its captures: reasons for rendering, links that traps swallowed, seconds."""

    rendered: Mapping[str, int]
    cut: int
    seconds: float


def figures(captures: Iterable[Capture], took: Took) -> tuple[tuple[str, float], ...]:
    """Return the figures of a scan by name: captures by purpose, rendered pages by reason, requests by host."""
    captures = tuple(captures)
    purposes = Counter(capture.purpose for capture in captures)
    counted: dict[str, float] = {f"captures.{purpose.value}": float(purposes[purpose]) for purpose in Purpose}
    counted["rendered"] = float(sum(took.rendered.values()))
    counted |= {f"rendered.{reason}": float(number) for reason, number in sorted(took.rendered.items())}
    asked = [capture for capture in captures if capture.purpose is not Purpose.RENDERED]
    hosts = Counter(host_of(url) for capture in asked for url in {capture.final, *capture.redirects})
    counted |= {f"requests.{host}": float(number) for host, number in sorted(hosts.items())}
    counted |= {"links_cut": float(took.cut), "seconds": round(took.seconds, 3)}
    return tuple(counted.items())
