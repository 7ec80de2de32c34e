"""Finds a criteria set: by name or folder, or by its hash among those that the database keeps."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from criteria.errors import UserError
from criteria.loading import CriteriaSet, load_set
from results.queries import KeptSet, Results

_HASH = re.compile(r"[0-9a-f]{6,64}")


def find_set(wanted: str, results: Results) -> CriteriaSet:
    """Return the set of a name, a folder, or a hash (its first 6 signs will do).

    Raises:
        UserError: there is none, several begin so, or the one kept can't be read any more.
    """
    kept = [one for one in results.criteria_sets() if one.hash.startswith(wanted)] if _HASH.fullmatch(wanted) else []
    if len(kept) > 1:
        raise UserError(f"{wanted!r} may be several sets", hint=", ".join(one.hash[:16] for one in kept))
    return from_kept(kept[0]) if kept else load_set(wanted)


def from_kept(kept: KeptSet) -> CriteriaSet:
    """Load a set from the texts that the database keeps; UserError where this scanner can't read it any more."""
    with TemporaryDirectory(prefix="g2b-set-") as name:
        folder = Path(name)
        for file, text in kept.files.items():
            path = folder / file
            if not path.resolve().is_relative_to(folder.resolve()):
                raise UserError(f"the kept criteria set names a file outside of it: {file}")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        try:
            return replace(load_set(folder), hash=kept.hash)
        except UserError as error:
            what = f"the kept criteria set {kept.name} ({kept.hash[:12]}) can't be read by this version of the scanner"
            raise UserError(what, hint=str(error).replace(f"{folder}/", "")) from error
