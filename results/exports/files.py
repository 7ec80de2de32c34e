"""Puts what was exported where it was asked for: whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile, mkdtemp

from criteria.errors import UserError

Pieces = Iterable[bytes]
_OURS = "datapackage.json"


def write_file(path: Path, pieces: Pieces) -> None:
    """Write a file, or leave what was there as it was.

    Raises:
        UserError: the path is a folder, can't be written, or there is no room.
    """
    if path.is_dir():
        raise UserError("this is a folder, a file is needed", where=str(path), hint=f"for example {path / 'g2b.out'}")
    with _told(path):
        if path.exists() and not path.is_file():  # a pipe or a device: nothing to put in its place
            with path.open("wb") as stream:
                stream.writelines(pieces)
            return
        path = path.resolve()  # a link stays, what it leads to is replaced
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:40]}.", delete=False) as file:
            beside = Path(file.name)
            try:
                for piece in pieces:
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
                beside.chmod(0o666 & ~_mask())
                beside.replace(path)
            except BaseException:
                beside.unlink(missing_ok=True)
                raise


def write_folder(path: Path, files: Mapping[str, Pieces]) -> None:
    """Write files into a new folder; an export that stands there is replaced, another folder never.

    Args:
        path: of the folder.
        files: pieces by name; names have no folders in them.

    Raises:
        UserError: there is something else, it can't be written, or there is no room.
    """
    if path.exists() and not _may_go(path):
        raise UserError(
            "there is something here already that is no export",
            where=str(path),
            hint="name a new folder, or a file that ends in .zip",
        )
    with _told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(mkdtemp(dir=path.parent, prefix=f".{path.name[:40]}."))
        try:
            for name, pieces in files.items():
                with (beside / Path(name).name).open("wb") as file:
                    file.writelines(pieces)
            beside.chmod(0o777 & ~_mask())
            _swap(beside, path)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise


def _may_go(path: Path) -> bool:
    """Whether a folder is empty or holds an export of ours and nothing else."""
    if not path.is_dir():
        return False
    names = {entry.name for entry in path.iterdir()}
    return not names or (_OURS in names and all(name == _OURS or name.endswith(".csv") for name in names))


def _swap(new: Path, path: Path) -> None:
    old = Path(mkdtemp(dir=path.parent, prefix=f".{path.name[:40]}.old.")) / "old"
    try:
        if path.exists():
            path.rename(old)
        new.rename(path)
    except OSError:
        with suppress(OSError):
            old.rename(path)
        raise
    finally:
        shutil.rmtree(old.parent, ignore_errors=True)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UserError(
            f"the export can't be written: {error.strerror or error}",
            where=str(path),
            hint="name another path with --output, or check rights and free space; what was there before is unchanged",
        ) from error


def _mask() -> int:
    """Return the umask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
