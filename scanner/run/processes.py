"""Tells one process from another that got its number later."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")
_STARTED, _STATE = 19, 0  # of /proc/PID/stat, counted behind the name


def identity(pid: int) -> str:
    """Return what no other process has that ever gets this number; empty where none runs under it."""
    if pid <= 0:
        return ""
    return _of_proc(pid) if (_PROC / "self" / "stat").exists() else _of_ps(pid)


def end(pid: int, known: str, *, group: bool = False) -> bool:
    """Ask a process to end (SIGTERM) if it is still the one that was known; return whether it was there.

    With `group` those that it started are asked, too; it must lead a group of its own then.
    """
    if not known or identity(pid) != known:
        return False
    with suppress(ProcessLookupError):
        (os.killpg if group else os.kill)(pid, signal.SIGTERM)
    return True


def _of_proc(pid: int) -> str:
    try:
        fields = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
        boot = (_PROC / "sys" / "kernel" / "random" / "boot_id").read_text().strip()
    except OSError:
        return ""
    return "" if fields[_STATE] in "ZX" else f"{boot} {fields[_STARTED]}"


def _of_ps(pid: int) -> str:
    asked = ["ps", "-o", "stat=,lstart=", "-p", str(pid)]
    told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603 - a number
    state, _, started = told.partition(" ")
    return "" if state.startswith("Z") else started.strip()
