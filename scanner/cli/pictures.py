"""The pictures in docs/, taken of what `g2b demo` wrote: ``python -m scanner.cli.pictures docs`` (make pictures)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from criteria.errors import UserError
from scanner.cli.scorecard_picture import front_page
from scanner.run.settings import load_settings
from spiders.chromium import find_chromium
from spiders.shooting import shoot

_Made = Callable[[Path, str], bytes]


def _region(demo: Path, executable: str) -> bytes:
    """Return the map of the regional report, small enough that the window holds all of it."""
    page = (demo / "report.html").read_text("utf-8")
    return shoot(page.replace("</style>", "body { zoom: .66 }</style>", 1), executable, "map")


PICTURES: dict[str, _Made] = {"region.png": _region, "scorecard.png": front_page}
"""What is taken, by name of the file: each gets the folder of the demo and the path of a browser, and returns a PNG."""


def take(demo: Path, folder: Path, executable: str) -> list[Path]:
    """Take all pictures and return their paths; UserError where the demo has not run."""
    if not (demo / "report.html").is_file():
        raise UserError("there is no report of a demo", where=str(demo), hint="g2b demo")
    paths = []
    for name, made in PICTURES.items():
        path = folder / name
        path.write_bytes(made(demo, executable))
        paths.append(path)
    return paths


if __name__ == "__main__":
    settings = load_settings()
    for picture in take(settings.home / "demo", Path(sys.argv[1]), find_chromium(settings.chromium) or ""):
        print(picture)
