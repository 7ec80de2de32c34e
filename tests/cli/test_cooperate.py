"""``g2b cooperate``: from stored runs to tables and files, who is in the group, and what is said where nothing fits."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pikepdf
import pytest

from criteria.kompass.record import Source
from criteria.kompass.snapshots import FOLDER, Content, hashed, keep
from criteria.kompass.solutions import Solution
from criteria.municipality import Municipality
from results.store import ScanFacts
from scanner.cli.cooperate import _TEXTS
from tests.calling import called
from tests.results.reports.cooperation.samples import AS_OF, FORM, GROUP, finding, first, second
from tests.results.samples import opened

ROW = "ags,name,kind,kreis,league,postcode,homepage,groups,not_competent\n"
OTHERS = ROW + "05888001,Anderswo,Gemeinde,Kreis X,gemeinde,39000,http://www.anderswo.example/,kooperation-g2b,\n"
OURS = ROW + "".join(
    f"{ags},{name},Gemeinde,Kreis X,gemeinde,39000,http://www.{name.lower()}.example/,kooperation-g2b,gewerbeabfall=Abfallbetriebe {name}\n"
    for ags, name in (("05999001", "Musterfeld"), ("05999002", "Beispielheim"), ("05999009", "Neudorf"))
)


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """Run a command in a fresh home; returns (exit code, standard output, standard error)."""
    for name in ("OPERATOR", "CONTACT", "HOME", "DATABASE", "PROXY", "LANG"):
        monkeypatch.delenv(f"G2B_{name}", raising=False)
    monkeypatch.setenv("COLUMNS", "220")
    return lambda *arguments: called(monkeypatch, capsys, "--home", tmp_path, *arguments)


def municipality(scan, groups):
    return Municipality(
        scan.ags, scan.name, "Gemeinde", "gemeinde", f"http://www.{scan.name.lower()}.example/", groups=groups
    )


@pytest.fixture
def stored(tmp_path):
    """A run of 2022 without the group, the same with it, and a later one whose town is in none."""
    engine, store, run = opened(tmp_path)
    scans = first(finding("gewerbesteuer", 3, FORM)), second(finding("gewerbesteuer", 1))
    for label, groups in (("2026-10", (GROUP,)), ("2026-12", ())):
        later = store.start_run(label, source="live", as_of=AS_OF.replace(month=int(label[-2:])), settings={})
        for scan in scans:
            facts = ScanFacts(municipality(scan, groups), "done", AS_OF, AS_OF)
            store.add_scan(later, facts, replace(scan.judgement, ags=scan.ags))
    engine.dispose()
    return run


def test_every_text_stands_in_both_languages():
    assert _TEXTS.keys("de") == _TEXTS.keys("en")


@pytest.mark.usefixtures("stored")
def test_the_newest_run_that_has_the_group_is_shown(call):
    code, out, _ = call("cooperate", "--group", GROUP)
    assert code == 0
    assert "2 Mitglieder" in out
    assert "Stand: 2026-10." in out
    assert "Musterfeld (Form-Solutions)" in out


@pytest.mark.usefixtures("stored")
def test_it_is_english_on_request(call):
    assert "Take over a form of another platform" in call("cooperate", "--group", GROUP, "--lang", "en")[1]


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize(
    ("form", "begins"),
    [("html", b"<!DOCTYPE"), ("xlsx", b"PK"), ("docx", b"PK"), ("csv", b"\xef\xbb\xbf"), ("json", b"{")],
)
def test_a_file_is_written_in_the_format_of_its_ending(call, tmp_path, form, begins):
    path = tmp_path / f"out/kooperation.{form}"
    code, out, _ = call("cooperate", "--group", GROUP, "--output", path)
    assert (code, out) == (0, f"Geschrieben: {path}\n")
    assert path.read_bytes().startswith(begins)


@pytest.mark.usefixtures("stored")
def test_the_format_may_be_named_whatever_the_ending(call, tmp_path):
    call("cooperate", "--group", GROUP, "--format", "json", "--output", tmp_path / "a.txt")
    assert json.loads((tmp_path / "a.txt").read_text())["run"] == "2026-10"


@pytest.mark.usefixtures("stored")
def test_a_registry_that_knows_the_group_tells_who_was_not_scanned(call, tmp_path):
    (tmp_path / "ours.csv").write_text(OURS, "utf-8")
    (tmp_path / "others.csv").write_text(OTHERS, "utf-8")
    assert "Ohne Angaben: Neudorf." in call("cooperate", "--group", GROUP, "--registry", tmp_path / "ours.csv")[1]
    assert "Anderswo" not in call("cooperate", "--group", GROUP, "--registry", tmp_path / "others.csv")[1]


@pytest.mark.usefixtures("stored")
def test_the_built_in_registry_adds_no_town_to_a_group_of_another_region(call):
    assert "Ohne Angaben" not in call("cooperate", "--group", GROUP)[1]


@pytest.mark.usefixtures("stored")
def test_only_ones_own_name_is_shown_where_asked_for(call, tmp_path):
    (tmp_path / "ours.csv").write_text(OURS, "utf-8")
    path = tmp_path / "own.json"
    options = ("--names", "own", "--municipality", "Beispielheim", "--registry", tmp_path / "ours.csv")
    assert call("cooperate", "--group", GROUP, *options, "--output", path)[0] == 0
    text = path.read_text("utf-8")
    assert [one["name"] for one in json.loads(text)["members"]] == ["Beispielheim", "Kommune A", "weiteres Mitglied 1"]
    for hidden in ("usterfeld", "05999001", "Neudorf", "05999009"):
        assert hidden not in text


@pytest.mark.usefixtures("stored")
def test_own_numbers_change_the_order(call, tmp_path):
    from results.reports.cooperation.measure import FILE

    (tmp_path / "m.yaml").write_text(FILE.read_text("utf-8").replace("online_from: 3", "online_from: 1"), "utf-8")
    options = ("--output", tmp_path / "a.json", "--measure", tmp_path / "m.yaml")
    call("cooperate", "--group", GROUP, *options)
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["measure"]["online_from"] == 1


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--group", "kooperation-g2c"), "kooperation-g2b"),
        (("--group", GROUP, "--run", "2026"), "kein Mitglied"),
        (("--group", GROUP, "--run", "2026-12"), "these runs know no group"),
        (("--group", GROUP, "--run", "1999"), "there is no run named"),
        (("--group", GROUP, "--format", "html"), "--output"),
        (("--group", GROUP, "--output", "a.odt"), "das Format odt"),
        (("--group", GROUP, "--names", "own"), "--municipality"),
        (("--group", GROUP, "--names", "own", "--municipality", "Nirgendwo"), "Nirgendwo"),
    ],
)
def test_what_can_not_be_done_is_one_message_and_code_2(call, arguments, message):
    code, out, err = call("cooperate", *arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


def test_without_any_run_the_group_is_not_known(call):
    code, _, err = call("cooperate", "--group", GROUP)
    assert code == 2
    assert "known are none" in err


@pytest.mark.usefixtures("stored")
def test_the_progress_sheet_is_an_export_of_a_group(call, tmp_path):
    path = tmp_path / "blatt.docx"
    code, _, _ = call("export", "--run", "2026-10", "--format", "docx", "--group", GROUP, "--output", path)
    assert code == 0
    assert docx.Document(BytesIO(path.read_bytes())).paragraphs[0].text == f"Fortschrittsblatt {GROUP}"


@pytest.mark.usefixtures("stored")
def test_an_export_as_docx_without_a_group_is_refused(call, tmp_path):
    code, _, err = call("export", "--run", "2026-10", "--format", "docx", "--output", tmp_path / "a.docx")
    assert code == 2
    assert "--group" in err
    assert not (tmp_path / "a.docx").exists()


@pytest.mark.usefixtures("stored")
@pytest.mark.browser
def test_it_is_printed_as_a_tagged_pdf(call, tmp_path):
    path = tmp_path / "kooperation.pdf"
    assert call("cooperate", "--group", GROUP, "--output", path)[0] == 0
    with pikepdf.open(path) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "kooperation-g2b" in str(pdf.docinfo["/Title"])


@pytest.mark.usefixtures("stored")
def test_a_solution_at_hand_that_nobody_brought_in_leads(call, tmp_path):
    source = Source("solutions", "solutions", "Liste", date(2026, 1, 1))
    known = Solution(source, 2, "Steuer ganz online", service="gewerbesteuer", level=4)
    keep(tmp_path / FOLDER, hashed(Content(source, solutions=(known,))))
    out = call("cooperate", "--group", GROUP)[1]
    assert "Steuer ganz online" in out
    assert "Musterfeld (Form-Solutions)" not in out  # what goes less far is no longer a step
