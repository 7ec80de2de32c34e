"""Reads an archive: ours with its manifest, or any WARC without one."""

from __future__ import annotations

from pathlib import Path

from scanner.archive.records import Capture, Manifest


class DamagedRecord(Exception):
    """One record of an archive can't be read; the others can."""


class Archive:
    """What was seen in one scan.

    Cheap to make and safe to hand to another process: files are opened for each read.

    Args:
        path: the WARC file (``.warc.gz`` or ``.warc``).
        manifest: what is known of it; without one the file beside it (``NAME.manifest.json``) is read, and where there is
            none captures are derived from the response records.

    Raises:
        UserError: the file is missing or is no WARC, or its manifest can't be read.
    """

    def __init__(self, path: Path, manifest: Manifest | None = None) -> None:
        raise NotImplementedError

    @property
    def manifest(self) -> Manifest:
        """All that is known beside the bytes. For a foreign WARC ags, name, league are empty and source is file."""
        raise NotImplementedError

    @property
    def captures(self) -> tuple[Capture, ...]:
        """The captures of the manifest, in the order they were made."""
        raise NotImplementedError

    def capture(self, capture_id: str) -> Capture:
        """Return the capture with that id; KeyError where there is none."""
        raise NotImplementedError

    def body(self, capture_id: str) -> bytes:
        """Return the body with gzip, deflate, br and zstd undone; of a truncated capture what there is.

        Raises:
            KeyError: no such capture.
            DamagedRecord: its record can't be read.
        """
        raise NotImplementedError

    def problems(self) -> tuple[str, ...]:
        """Read every record, compare digests, and return what is wrong with it, one sentence each."""
        raise NotImplementedError
