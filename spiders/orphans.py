"""Ends worker processes with the process that started them, so that kill -9 leaves none behind."""

from __future__ import annotations

import os
from collections.abc import Callable
from multiprocessing import parent_process
from threading import Thread


def end_with_parent() -> None:
    """Let this worker end as soon as its parent is gone, however that ended: the initializer of a process pool.

    A pool ends its workers by a message, which a parent that is killed can't send; they would wait for it for ever.
    """
    parent = parent_process()
    if parent is not None:
        Thread(target=_follow, args=(parent.join,), name="end-with-parent", daemon=True).start()


def _follow(wait: Callable[[], None]) -> None:
    wait()
    os._exit(1)  # at once: nobody is left to take what this worker does
