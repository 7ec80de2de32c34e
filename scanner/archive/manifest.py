"""The manifest as a JSON file beside the WARC."""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from criteria.errors import UserError
from scanner.archive.records import Manifest

_ADAPTER = TypeAdapter(Manifest)


def beside(warc: Path, suffix: str) -> Path:
    """Return the file that stands beside a WARC: its name without ``.warc`` or ``.warc.gz``, and the suffix."""
    name = warc.name.removesuffix(".gz").removesuffix(".warc")
    return warc.with_name(name + suffix)


def manifest_path(warc: Path) -> Path:
    """Return where the manifest of a WARC stands."""
    return beside(warc, ".manifest.json")


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Write a manifest so that a reader sees the old file or the new one, never half of it."""
    draft = path.with_name(path.name + ".new")
    draft.write_bytes(_ADAPTER.dump_json(manifest, indent=1, exclude_defaults=True))
    draft.replace(path)


def read_manifest(path: Path) -> Manifest:
    """Read a manifest.

    Raises:
        UserError: the file is missing or is no manifest; field and reason are named.
    """
    try:
        return _ADAPTER.validate_json(path.read_bytes())
    except OSError as error:
        raise UserError(f"the manifest can't be read: {error.strerror}", where=str(path)) from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise UserError(f"no manifest of an archive: {field or 'file'}: {first['msg']}", where=str(path)) from error
