"""An export is there whole, or what was there before is unchanged."""

import errno

import pytest

from criteria.errors import UserError
from results.exports.files import write_file, write_folder


def full_disk():
    yield b"begun"
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_file_is_written_with_its_folders(tmp_path):
    write_file(tmp_path / "a/b.json", [b"one", b"two"])
    assert (tmp_path / "a/b.json").read_bytes() == b"onetwo"


def test_a_full_disk_is_told_and_leaves_the_file_of_before_and_nothing_else(tmp_path):
    (tmp_path / "b.json").write_bytes(b"before")
    with pytest.raises(UserError, match=r"b\.json: the export can't be written: No space left on device"):
        write_file(tmp_path / "b.json", full_disk())
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("b.json", b"before")]


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(UserError, match="this is a folder"):
        write_file(tmp_path, [b""])


def test_a_path_that_can_not_be_made_is_told(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserError, match="can't be written"):
        write_file(tmp_path / "file/b.json", [b""])


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.json").write_bytes(b"before")
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    write_file(tmp_path / "link.json", [b"after"])
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_bytes() == b"after"


def test_a_package_replaces_the_one_before_and_no_other_folder(tmp_path):
    write_folder(tmp_path / "out", {"datapackage.json": [b"{}"], "old.csv": [b"1"]})
    write_folder(tmp_path / "out", {"datapackage.json": [b"{}"], "new.csv": [b"2"]})
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["datapackage.json", "new.csv"]
    (tmp_path / "out/mine.txt").write_text("kept")
    with pytest.raises(UserError, match="no export"):
        write_folder(tmp_path / "out", {"datapackage.json": [b"{}"]})
    assert (tmp_path / "out/mine.txt").read_text() == "kept"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_package_that_breaks_off_leaves_the_one_before(tmp_path):
    write_folder(tmp_path / "out", {"datapackage.json": [b"{}"], "old.csv": [b"1"]})
    with pytest.raises(UserError, match="No space left"):
        write_folder(tmp_path / "out", {"datapackage.json": [b"{}"], "new.csv": full_disk()})
    assert (tmp_path / "out/old.csv").read_bytes() == b"1"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_names_in_a_package_lead_nowhere_else(tmp_path):
    write_folder(tmp_path / "deep/out", {"datapackage.json": [b"{}"], "../../x.csv": [b"1"]})
    assert (tmp_path / "deep/out/x.csv").read_bytes() == b"1"
    assert not (tmp_path / "x.csv").exists()
