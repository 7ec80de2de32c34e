"""Reads an archive: ours with its manifest, or any WARC without one."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path

from scanner.archive.checking import check
from scanner.archive.decoding import decode
from scanner.archive.deriving import derive
from scanner.archive.manifest import manifest_path, read_manifest
from scanner.archive.members import DamagedRecordError, Record, open_warc, read_record, walk
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

        That of a revisit is read from the record it refers to.

        Raises:
            KeyError: no such capture.
            DamagedRecordError: its record can't be read.
        """
        record = self._record(self.capture(capture_id))
        if record.kind == "revisit":
            record = replace(record, body=self._first(record).body)
        encodings = [value for name, value in record.http if name.lower() == "content-encoding"]
        return decode(record.body, ",".join(encodings)).data

    def problems(self) -> tuple[str, ...]:
        """Read every record, compare digests, and return what is wrong with it, one sentence each."""
        return tuple(map(str, check(self.path, self.captures).problems))

    def _record(self, capture: Capture) -> Record:
        return self._at(capture.offset if capture.offset >= 0 else self._offsets.get(capture.id, -1), capture.id)

    def _at(self, offset: int, what: str) -> Record:
        if offset < 0:
            raise DamagedRecordError(f"there is no record {what}")
        with open_warc(self.path) as file:
            return read_record(file, offset)

    def _first(self, revisit: Record) -> Record:
        """Return the record that holds the body of a revisit: as it names it, else the first of the same digest."""
        named = revisit.warc.get("warc-refers-to", "").strip("<>")
        known = self._by_id.get(named)
        offset = known.offset if known and known.offset >= 0 else self._offsets.get(named, -1)
        digest = revisit.warc.get("warc-payload-digest", "")
        first = self._at(offset if offset >= 0 else self._payloads.get(digest, -1), f"with the body of {revisit.id}")
        if first.warc.get("warc-payload-digest", digest) != digest:
            raise DamagedRecordError(f"the record with the body of {revisit.id} holds another body")
        return first

    @cached_property
    def _by_id(self) -> dict[str, Capture]:
        return {capture.id: capture for capture in reversed(self.captures)}

    @cached_property
    def _offsets(self) -> dict[str, int]:
        return {item.id: item.offset for item in walk(self.path) if isinstance(item, Record)}

    @cached_property
    def _payloads(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for item in walk(self.path):
            if isinstance(item, Record) and item.kind == "response":
                found.setdefault(item.warc.get("warc-payload-digest", item.id), item.offset)
        return found
