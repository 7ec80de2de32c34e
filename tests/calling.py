"""Calls a command in this process, as a user's shell would."""

import pytest

from scanner.cli import main


def called(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: object):
    """Return exit code, standard output and standard error of ``g2b`` with these arguments."""
    monkeypatch.setattr("sys.argv", ["g2b", *map(str, arguments)])
    try:
        main()
        code = 0
    except SystemExit as ended:
        code = int(ended.code or 0)
    shown = capsys.readouterr()
    return code, shown.out, shown.err
