"""A scheduled run from its start to the mail, with real processes, a town on loopback and a real mail server."""

import csv
import json

import pytest

from tests.run.inbox import inbox
from tests.spiders.towns import WORDS, Town, served
from tests.whole.commands import g2b

pytestmark = [pytest.mark.server, pytest.mark.slow]


def test_a_scheduled_run_is_exported_and_told(tmp_path):
    town = Town().page("/", "<a href=/gewerbe>Gewerbe</a>").page("/gewerbe", WORDS, title="Gewerbeanmeldung")
    registry, home, out = tmp_path / "registry.csv", tmp_path / "home", tmp_path / "out"
    with registry.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["ags", "name", "league", "homepage"])
        rows.writerow([town.ags, town.name, town.league, f"http://{town.host}/"])
    with served(tmp_path, town) as practice, inbox() as box:
        set_ = {"OPERATOR": "Probe", "CONTACT": "probe@musterdorf.example", "LANG": "de", "PROXY": practice.proxy}
        set_ |= {"DELAY": "0", "SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(box.port), "SMTP_TLS": "none"}
        variables = {f"G2B_{name}": value for name, value in (set_ | {"MAIL_FROM": "g2b@rz.example"}).items()}
        more = ["--registry", str(registry), "--export", str(out), "--format", "json", "--mail", "amt@kreis.example"]
        added = g2b(home, "schedule", "add", "probe", "--cron", "0 1 1 * *", "--label", "{date}", *more, **variables)
        assert added.returncode == 0, added.stderr
        ended = g2b(home, "schedule", "run", "probe", "--label", "erste", **variables)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert json.loads((out / "erste" / "g2b-erste.json").read_text("utf-8"))["municipalities"]
    (mail,) = box.to("amt@kreis.example")
    said = mail.get_body().get_content().replace("\r\n", "\n")
    assert "1 von 1 Kommunen geprüft" in said
    assert "keine frühere Erhebung" in said
    assert f"Geschrieben\n  {out / 'erste' / 'g2b-erste.json'}" in said
