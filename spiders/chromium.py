"""Finds the browser that renders pages, and gets one where there is none.

A Chromium already there is used, else Playwright's own, else the package of the system.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from criteria.errors import UserError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FOLDERS = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/Chromium.app/Contents/MacOS/Chromium")
ARGUMENTS = (
    "--proxy-bypass-list=<-loopback>",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,OptimizationHints,MediaRouter,Translate",
    "--disable-dev-shm-usage",
    "--no-pings",
)
INSTALL_SECONDS = 900
VARIABLE = "G2B_CHROMIUM"


@dataclass(frozen=True)
class Limits:
    """Pages open at once (0: one for each core), uses of a context, seconds until a page is taken as it is.

    `linger` is how many seconds more a page gets that shows nothing yet: it may be waiting for a timer.
    """

    at_once: int = 0
    recycle: int = 50
    patience: float = 12.0
    linger: float = 2.0


def find_chromium(named: str = "") -> str | None:
    """Return the path of the browser: as named by setting or G2B_CHROMIUM, else on PATH, else Playwright's own.

    Raises:
        UserError: a browser is named and is not there.
    """
    asked = named or os.environ.get(VARIABLE, "")
    if asked:
        found = shutil.which(asked)
        if found is None:
            hint = f"correct the setting chromium or the variable {VARIABLE}, or leave it out"
            raise UserError("the browser named in the settings is not there", where=asked, hint=hint)
        return found
    return next(filter(None, map(shutil.which, NAMES)), None) or _playwrights_own()


def _playwrights_own() -> str | None:
    default = Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "ms-playwright"
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", default))
    found = sorted(path for pattern in FOLDERS for path in folder.glob(pattern))
    return str(found[-1]) if found else None


def install_chromium(tell: Callable[[str], object]) -> str | None:
    """Get a browser, Playwright's own first, then the system's package; return its path, None where neither works.

    Args:
        tell: is called with a line about each step.
    """
    root = [] if getattr(os, "geteuid", lambda: 1)() == 0 else ["sudo", "-n"]
    steps: tuple[Sequence[Sequence[str]], ...] = (
        [[sys.executable, "-m", "playwright", "install", "chromium"]],
        [[*root, "apt-get", "update"], [*root, "apt-get", "install", "-y", "--no-install-recommends", "chromium"]],
    )
    for commands in steps:
        done = all(_run(command, tell) for command in commands)
        if done and (path := find_chromium()):
            return path
    return None


def _run(command: Sequence[str], tell: Callable[[str], object]) -> bool:
    if shutil.which(command[0]) is None:
        return False
    tell(" ".join(command))
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        result = subprocess.run(  # noqa: S603
            command, capture_output=True, timeout=INSTALL_SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return result.returncode == 0
