"""Settings: options win over variables, variables over the file; a wrong value says where to correct it."""

import pytest

from criteria.errors import UserError
from scanner.run.settings import load_settings, require_operator


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch):
    for name in ("HOME", "OPERATOR", "CONTACT", "DELAY", "PROXY", "PRIVATE"):
        monkeypatch.delenv(f"G2B_{name}", raising=False)


def write(folder, text):
    (folder / "g2b.toml").write_text(text, "utf-8")


def test_the_file_in_the_home_folder_is_read(tmp_path):
    write(tmp_path, 'operator = "Rechenzentrum"\ndelay = 2.5\nprivate = ["10.0.0.0/8"]\n')
    settings = load_settings(tmp_path)
    assert (settings.operator, settings.delay, settings.private) == ("Rechenzentrum", 2.5, ("10.0.0.0/8",))


def test_a_variable_wins_over_the_file_and_an_option_over_both(tmp_path, monkeypatch):
    write(tmp_path, "delay = 2.5\n")
    monkeypatch.setenv("G2B_DELAY", "3")
    assert load_settings(tmp_path).delay == 3
    assert load_settings(tmp_path, delay=0.0).delay == 0
    assert load_settings(tmp_path, delay=None).delay == 3


def test_networks_may_be_given_in_one_variable(tmp_path, monkeypatch):
    monkeypatch.setenv("G2B_PRIVATE", "10.1.0.0/16, 192.168.7.0/24")
    assert load_settings(tmp_path).private == ("10.1.0.0/16", "192.168.7.0/24")


def test_database_and_archives_stand_in_the_home_folder(tmp_path):
    settings = load_settings(tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path}/g2b.sqlite"
    assert settings.archive_folder == tmp_path / "archives"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("delay = -1\n", r"setting 'delay': .*greater than or equal to 0\n.*g2b.toml.*G2B_DELAY.*--delay"),
        ("delai = 1\n", "setting 'delai': Extra inputs are not permitted"),
        ("delay = \n", "the settings file can't be read"),
    ],
)
def test_a_wrong_file_says_what_and_where(tmp_path, text, message):
    write(tmp_path, text)
    with pytest.raises(UserError, match=message):
        load_settings(tmp_path)


def test_a_live_scan_must_say_who_asks(tmp_path):
    with pytest.raises(UserError, match="operator and contact not set"):
        require_operator(load_settings(tmp_path))
    with pytest.raises(UserError, match="who asks: contact not set"):
        require_operator(load_settings(tmp_path, operator="Rechenzentrum"))
    require_operator(load_settings(tmp_path, operator="Rechenzentrum", contact="web@rz.example"))
