"""Calls ``g2b`` as a process of its own: a crawl and a print each need one, and what breaks there breaks nothing here."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from scanner.run.settings import Settings

_TOLD = "g2b: "
_DATABASE = "G2B_DATABASE"


@dataclass(frozen=True)
class Called:
    """How a call ended: its exit code, and what it said was wrong, in one line."""

    code: int
    problem: str = ""


Caller = Callable[[list[str]], Called]
"""Runs ``g2b`` with these arguments and waits for its end."""


def caller(settings: Settings) -> Caller:
    """Return what calls ``g2b`` on the same home and database."""

    def call(arguments: list[str]) -> Called:
        command = [sys.executable, "-m", "scanner.cli", "--home", str(settings.home), "--lang", settings.lang]
        ended = subprocess.run(  # noqa: S603 - our own command
            [*command, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            env=os.environ | {_DATABASE: settings.database_url},
            check=False,
        )
        return Called(ended.returncode, _problem(ended.stderr))

    return call


def _problem(said: str) -> str:
    """Return the message of a UserError, else the last line."""
    lines = [line for line in said.strip().splitlines() if line.strip()]
    told = [line.removeprefix(_TOLD) for line in lines if line.startswith(_TOLD)]
    return told[-1] if told else lines[-1] if lines else ""
