"""The mail in the documentation is the one that is sent."""

from pathlib import Path

import pytest

from tests.run.inbox import inbox
from tests.whole.mail import play

DOCS = Path(__file__).parents[2] / "docs" / "schedules.md"


@pytest.mark.server
def test_the_mail_that_the_documentation_shows_is_what_a_mail_server_gets(tmp_path):
    with inbox() as box:
        mail = play(tmp_path, box, "de")
    shown = DOCS.read_text("utf-8").partition("<!-- mail -->\n")[2].partition("<!-- end -->")[0]
    assert [line.removeprefix("    ") for line in shown.strip("\n").splitlines()] == mail.splitlines()
