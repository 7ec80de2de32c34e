"""What comes after a scheduled run: who is told what, what is written, and what is kept from others."""

import csv
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from criteria.errors import UserError
from criteria.loading import DEFAULT, load_set
from results.compare.digest import Digest, Failed
from results.database import open_database
from results.schedules import Happened, Occurrence, Options, Schedule, Schedules, What
from scanner.run.afterwards import Afterwards
from scanner.run.calls import Called
from scanner.run.messages import TEXTS, News, Told, letter
from scanner.run.settings import load_settings
from tests.results.houses import CLOSED, House, points, town
from tests.run.inbox import inbox, webhook

pytestmark = pytest.mark.server

CHIEF, OPERATOR = "leitung@kreis.example", "technik@rz.example"


class Calls(list):
    """Stands for ``g2b``: writes what an export would, and keeps what was called."""

    def __init__(self, failing=()):
        self.failing = failing

    def __call__(self, arguments):
        self.append(arguments)
        if arguments[0] == "export" and arguments[4] in self.failing:
            return Called(2, "no browser was found")
        return Called(0)


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path)
    made.run("2025-Q4", "2025-12-01", [(town(at), points(0.5, S1=0.0)) for at in (1, 2, 3)])
    return made


@pytest.fixture
def ended(tmp_path):
    """End an occurrence; the registry has three municipalities."""
    registry = tmp_path / "registry.csv"
    with registry.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["ags", "name", "league", "homepage"])
        rows.writerows([one.ags, one.name, one.league, one.homepage] for one in map(town, (1, 2, 3)))

    def end(box, *, code=0, call=None, hook="", note="", **options):
        asked = Options(registry=str(registry), mail=(CHIEF,), webhook=hook, export=str(tmp_path / "out"), **options)
        occurrence = replace(due(tmp_path, asked), events=(Happened(_at(1), What.SCANNED, note),))
        settings = load_settings(
            tmp_path, smtp_host="127.0.0.1", smtp_port=box.port, smtp_tls="none", mail_from="g2b@rz.example",
            mail_operator=(OPERATOR,), mail_attach=True,
        )  # fmt: skip
        return Afterwards(occurrence, settings, Calls() if call is None else call).do(asked, code)

    return end


def due(folder, options):
    """Return the occurrence of 1 March; the same when asked for again."""
    schedules = Schedules(open_database(f"sqlite:///{folder}/g2b.sqlite"))
    if not schedules.all():
        schedules.add("quartal", "0 1 1 * *", "{year}-Q{quarter}", options, _at(1))
        schedules.occur(schedules.one("quartal"), _at(1), "2026-Q1")
    (found,) = schedules.occurrences("quartal")
    return found


def _at(day):
    return datetime(2026, 3, day, 0, tzinfo=UTC)


def text(box, address):
    (mail,) = box.to(address)
    return mail.get_body().get_content().replace("\r\n", "\n")


def test_every_text_stands_in_both_languages():
    assert TEXTS.keys("de") == TEXTS.keys("en")


def test_a_run_is_told_with_what_failed_first_then_what_moved(house, ended):
    house.run("2026-Q1", "2026-03-01", [(town(1), CLOSED), (town(2), points(0.7)), (town(3), points(0.4, S1=0.0))])
    with inbox() as box:
        assert ended(box) is What.DONE
    said = text(box, CHIEF)
    order = ["2 von 3 Kommunen geprüft", "Nicht durchgekommen\n  Ahausen: Website nicht abrufbar (dns no connection)"]
    order += ["Nicht mehr abrufbar (in 2025-Q4 noch)\n  Ahausen", "Gefallen", "Cehagen", "Gestiegen", "Beistadt"]
    order += [
        "Neu vorhanden gegenüber 2025-Q4\n  Beistadt: S1 Suchfeld auf der Startseite",
        "Entwurf",
        "g2b show 2026-Q1",
    ]
    places = [said.find(part) for part in order]
    assert -1 not in places
    assert places == sorted(places)
    assert box.to(OPERATOR) == []


def test_files_are_written_after_flips_were_confirmed_and_the_webhook_gets_numbers(house, ended, tmp_path):
    house.run("2026-Q1", "2026-03-01", [(town(at), points(0.6)) for at in (1, 2, 3)])
    call = Calls()
    with inbox() as box, webhook() as hook:
        ended(box, call=call, hook=hook.url, formats=("json", "csv"))
    assert call[0][:2] == ["confirm", "2026-Q1"]
    assert [one[4] for one in call[1:]] == ["json", "csv"]
    assert call[2][6] == str(tmp_path / "out" / "2026-Q1" / "g2b-2026-Q1.csv.zip")
    (told,) = hook.posted
    assert (told["event"], told["run"], told["draft"]) == ("run.done", "2026-Q1", True)
    assert {one["name"] for one in told["digest"]["rose"]} == {"Ahausen", "Beistadt", "Cehagen"}
    assert told["written"] == [one[6] for one in call[1:]]


def test_a_run_that_looks_wrong_goes_to_the_operator_and_to_nobody_else(house, ended):
    house.run("2026-Q1", "2026-03-01", [(town(1), CLOSED), (town(2), CLOSED), (town(3), points(0.9))])
    call = Calls()
    with inbox() as box, webhook() as hook:
        assert ended(box, call=call, hook=hook.url, formats=("json",)) is What.DOUBTFUL
    assert "zweifelhaft: 2 von 3 Kommunen waren nicht abrufbar" in text(box, OPERATOR)
    assert (box.to(CHIEF), hook.posted, list(call)) == ([], [], [])


def test_municipalities_without_any_scan_count_as_lost(house, ended):
    house.run("2026-Q1", "2026-03-01", [(town(1), points(0.5)), (town(2), points(0.5))])
    with inbox() as box:
        assert ended(box, code=1) is What.DONE
    assert "Cehagen: keine Prüfung zustande gekommen" in text(box, CHIEF)


def test_a_run_that_could_not_be_made_is_told_with_its_reason(ended):
    with inbox() as box:
        assert ended(box, code=2, note="registry.csv, line 3: no AGS") is What.FAILED
    assert "konnte nicht durchgeführt werden" in text(box, CHIEF)
    assert "Grund: registry.csv, line 3: no AGS" in text(box, OPERATOR)


def test_the_first_run_says_that_there_is_nothing_to_compare_with(house, ended):
    house.run("2026-Q1", "2024-03-01", [(town(at), points(0.6)) for at in (1, 2, 3)])
    call = Calls()
    with inbox() as box:
        ended(box, call=call)
    assert "keine frühere Erhebung" in text(box, CHIEF)
    assert call == []


def test_an_export_that_fails_is_told_and_tried_again_without_sending_twice(house, ended):
    house.run("2026-Q1", "2026-03-01", [(town(at), points(0.6)) for at in (1, 2, 3)])
    with inbox() as box:
        with pytest.raises(UserError, match="pdf: no browser was found"):
            ended(box, call=Calls(failing=("pdf",)), formats=("json", "pdf"))
        assert ended(box, formats=("json", "pdf")) is What.DONE
    assert "Nicht geschrieben\n  pdf: no browser was found" in text(box, CHIEF)


def test_a_message_that_did_not_go_out_is_sent_again_and_the_other_is_not(house, ended):
    house.run("2026-Q1", "2026-03-01", [(town(at), points(0.6)) for at in (1, 2, 3)])
    with inbox() as box, webhook(403) as hook:
        with pytest.raises(UserError, match="403"):
            ended(box, hook=hook.url)
        assert ended(box, hook=hook.url) is What.DONE
    assert len(box.to(CHIEF)) == len(hook.posted) == 1


def test_long_lists_are_cut_and_what_sites_say_stays_on_one_line():
    failed = [Failed(f"{at:08}", f"Ort {at}", "unreachable", "tls\nBcc: x" + "!" * 500) for at in range(40)]
    schedule = Schedule(1, "quartal", "0 1 1 * *", "q", Options(), False, _at(1))
    told = Told(News.DONE, Occurrence(7, schedule, _at(1), "q", ()), Digest("q", "", 0, 40, tuple(failed)))
    lines = letter(told, load_set(DEFAULT), "en").text.splitlines()
    assert "  … and 25 more" in lines
    assert all(len(line) < 210 for line in lines)
    assert "  Ort 0: website unreachable (tls Bcc: x" + "!" * 20 in " ".join(lines)
