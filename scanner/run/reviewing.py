"""Keeps the files that people name as the proof of a review."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from criteria.errors import UserError
from scanner.run.settings import Settings

_LARGEST = 50 * 1024 * 1024
FILE = "file:"


def kept_evidence(settings: Settings, named: str) -> str:
    """Return an address as it is; of a file keep a copy under its hash and return ``file:<hash><ending>``.

    Raises:
        UserError: it is neither an address nor a file that can be read, or it is larger than 50 MiB.
    """
    if not named or urlsplit(named).scheme in ("http", "https"):
        return named
    path = Path(named)
    try:
        if path.stat().st_size > _LARGEST:
            raise UserError(
                "the file is too large to be kept", where=named, hint="50 MiB are the most; name an address"
            )
        content = path.read_bytes()
    except OSError as error:
        hint = "an address begins with http:// or https://, else a file that can be read is needed"
        raise UserError(error.strerror or str(error), where=named, hint=hint) from error
    kept = proof_folder(settings) / (sha256(content).hexdigest() + path.suffix.lower())
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(content)
    except OSError as error:
        raise UserError(error.strerror or str(error), where=str(kept), hint="make room, or check the rights") from error
    return FILE + kept.name


def proof_folder(settings: Settings) -> Path:
    """Return the folder of the files that prove reviews."""
    return settings.home / "reviews"
