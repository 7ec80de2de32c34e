"""Reads an archive: ours with its manifest, or any WARC without one."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from scanner.archive.decoding import decode
from scanner.archive.deriving import derive
from scanner.archive.manifest import manifest_path, read_manifest
from scanner.archive.members import Damage, DamagedRecordError, Record, open_warc, read_record, walk
from scanner.archive.records import Capture, Manifest

__all__ = ["Archive", "DamagedRecordError"]


class Archive:
    """What was seen in one scan.

    Cheap to make and safe to hand to another process: files are opened for each read.

    Args:
        path: the WARC file (``.warc.gz`` or ``.warc``).
        manifest: what is known of it; without one the file beside it (``NAME.manifest.json``) is read, and where there
            is none captures are derived from the response records.

    Raises:
        UserError: the file is missing or is no WARC, or its manifest can't be read.
    """

    def __init__(self, path: Path, manifest: Manifest | None = None) -> None:
        self.path = path
        open_warc(path).close()
        self.manifest = manifest or self._manifest()

    def _manifest(self) -> Manifest:
        beside = manifest_path(self.path)
        return read_manifest(beside) if beside.exists() else derive(self.path)

    @property
    def captures(self) -> tuple[Capture, ...]:
        """The captures of the manifest, in the order they were made."""
        return self.manifest.captures

    def capture(self, capture_id: str) -> Capture:
        """Return the capture with that id; KeyError where there is none."""
        return self._by_id[capture_id]

    def body(self, capture_id: str) -> bytes:
        """Return the body with gzip, deflate, br and zstd undone; of a truncated capture what there is.

        Raises:
            KeyError: no such capture.
            DamagedRecordError: its record can't be read.
        """
        record = self._record(self.capture(capture_id))
        encodings = [value for name, value in record.http if name.lower() == "content-encoding"]
        return decode(record.body, ",".join(encodings)).data

    def problems(self) -> tuple[str, ...]:
        """Read every record, compare digests, and return what is wrong with it, one sentence each."""
        found, seen = [], set()
        for item in walk(self.path, digests=True):
            if isinstance(item, Damage):
                found.append(f"byte {item.offset}: {item.reason}")
                continue
            seen.add(item.id)
            if item.fault:
                found.append(f"byte {item.offset}: {item.id}: {item.fault}")
        lost = [capture for capture in self.captures if capture.id not in seen]
        return (*found, *(f"{capture.id}: no record for {capture.url}" for capture in lost))

    def _record(self, capture: Capture) -> Record:
        offset = capture.offset if capture.offset >= 0 else self._offsets.get(capture.id, -1)
        if offset < 0:
            raise DamagedRecordError(f"there is no record {capture.id}")
        with open_warc(self.path) as file:
            return read_record(file, offset)

    @cached_property
    def _by_id(self) -> dict[str, Capture]:
        return {capture.id: capture for capture in reversed(self.captures)}

    @cached_property
    def _offsets(self) -> dict[str, int]:
        return {item.id: item.offset for item in walk(self.path) if isinstance(item, Record)}
