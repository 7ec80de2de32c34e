"""What is left of something that was lawfully erased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Erasure:
    """A tombstone: what was erased, when and why.

    `record` is the WARC-Record-ID, empty where the whole archive was erased. `digest` is the SHA-256 of the record (of
    the file) as it stood there: who still has it elsewhere can tell that it is the same. `how` is redact or prune.
    """

    record: str
    url: str
    digest: str
    erased: datetime
    reason: str
    how: str = "redact"
