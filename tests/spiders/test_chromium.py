"""Finding a browser: named, on the path, Playwright's own; installing falls through to the system's package."""

import pytest

from criteria.errors import UserError
from spiders import chromium


@pytest.fixture(autouse=True)
def _clean(monkeypatch, tmp_path):
    monkeypatch.delenv("G2B_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "own"))


def executable(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return str(path)


def test_none_is_none():
    assert chromium.find_chromium() is None


def test_one_on_the_path_is_used_before_playwrights_own(tmp_path):
    executable(tmp_path / "own/chromium-1200/chrome-linux/chrome")
    there = executable(tmp_path / "bin/chromium-browser")
    assert chromium.find_chromium() == there


def test_playwrights_newest_is_used_else(tmp_path):
    executable(tmp_path / "own/chromium-1100/chrome-linux/chrome")
    newest = executable(tmp_path / "own/chromium-1200/chrome-linux/chrome")
    assert chromium.find_chromium() == newest


def test_a_named_one_that_is_missing_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setenv("G2B_CHROMIUM", str(tmp_path / "gone"))
    with pytest.raises(UserError, match=r"named in the settings is not there\n.*G2B_CHROMIUM"):
        chromium.find_chromium()


def test_installing_falls_through_to_the_system(tmp_path, monkeypatch):
    told: list[str] = []
    ran = []

    def run(command, tell):
        tell(" ".join(command))
        ran.append(command)
        if "install" in command and "apt-get" in command:
            executable(tmp_path / "bin/chromium")
        return "playwright" not in command

    monkeypatch.setattr(chromium, "_run", run)
    assert chromium.install_chromium(told.append) == str(tmp_path / "bin/chromium")
    assert "playwright install chromium" in told[0]
    assert told[-1].endswith("chromium")


def test_without_any_way_to_install_there_is_none(monkeypatch):
    monkeypatch.setattr(chromium, "_run", lambda *_: False)
    assert chromium.install_chromium(print) is None
