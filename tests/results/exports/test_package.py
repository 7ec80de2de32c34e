"""The CSV package says what it holds, and holds what it says."""

import csv
import io
import json
import zipfile

import pytest
from frictionless import validate

from results.audience import Audience, Names
from results.exports.files import write_file, write_folder
from results.exports.package import package, scores_alone, zipped
from scanner.model.stage import Stage
from tests.results.exports.sources import erased, reviewed, source


def tables(given):
    """The rows of each table as dictionaries, and the description."""
    files = {name: b"".join(pieces) for name, pieces in package(given).items()}
    about = json.loads(files.pop("datapackage.json"))
    return {
        name[:-4]: list(csv.DictReader(io.StringIO(text.decode(), newline=""))) for name, text in files.items()
    }, about


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("audience", [Audience(), Audience("en", Names.OWN, "05999001")])
def test_frictionless_finds_types_keys_and_references_in_order(tmp_path, audience):
    write_folder(tmp_path / "out", package(source(audience=audience)))
    report = validate(str(tmp_path / "out/datapackage.json"))
    assert (report.valid, report.stats["tasks"]) == (True, 12), report.flatten(["type", "note"])


def test_scores_are_numbers_with_points_and_reasons_are_sentences():
    rows, _ = tables(source())
    one = next(
        row for row in rows["scores"] if (row["run"], row["ags"], row["criterion"]) == ("2026", "05999003", "S1")
    )
    assert (one["score"], one["points"], one["max"], one["reason"]) == ("0.6", "1.2", "2.0", "because steps")
    unseen = next(row for row in rows["scores"] if row["criterion"] == "A1")
    assert (unseen["state"], unseen["score"], unseen["low"], unseen["high"]) == ("not_testable", "", "0.0", "1.0")
    total = next(row for row in rows["scans"] if (row["run"], row["ags"]) == ("2026", "05999003"))
    assert (total["total"], total["coverage"]) == ("55.0", "0.6667")
    assert (total["total_measured"], total["by_hand"]) == ("55.0", "0")


def test_the_total_without_what_people_decided_stands_beside_the_one_that_counts():
    rows, _ = tables(source(towns=[reviewed()], labels=("2026",)))
    (total,) = rows["scans"]
    assert (total["total"], total["total_measured"], total["by_hand"]) == ("75.0", "55.0", "1")


def test_losses_ways_and_links_lead_to_their_scan():
    rows, _ = tables(source())
    assert (rows["losses"][0]["member"], rows["losses"][0]["cause"]) == ("gestattung", "no_page")
    assert (rows["ways"][0]["vendor"], rows["ways"][0]["upload"], rows["ways"][0]["logins"]) == (
        "Civento",
        "yes",
        "bundid",
    )
    assert {row["kind"] for row in rows["links"]} == {"page", "form"}


def test_persons_are_masked_and_what_was_erased_is_said():
    rows, about = tables(source(towns=[erased()], labels=("2026",)))
    (proof,) = rows["evidence"]
    assert proof["snippet"] == "benannte Person, Tel. Durchwahl"
    assert (proof["erased"], proof["erased_reason"]) == ("2026-11-24T08:00:00Z", "AZ 1")
    assert about["persons"] == "masked"


def test_a_draft_says_so_and_a_released_run_does_not():
    assert tables(source())[1]["title"].startswith("ENTWURF: ")
    assert tables(source(stage=Stage.RELEASED))[1]["title"] == "Erhebung 2026: wie Kommunen Unternehmen online bedienen"
    assert [row["draft"] for row in tables(source())[0]["runs"]] == ["true", "true"]


def test_every_column_is_described_in_the_language_of_the_reader():
    german, english = (tables(source(audience=Audience(language)))[1] for language in ("de", "en"))
    for resource, other in zip(german["resources"], english["resources"], strict=True):
        for field, same in zip(resource["schema"]["fields"], other["schema"]["fields"], strict=True):
            assert field["name"] == same["name"]
            assert field["description"]
    assert german["resources"][3]["title"] != english["resources"][3]["title"]


def test_a_zip_holds_the_same_files_with_a_time_of_their_own_for_none(tmp_path):
    write_file(tmp_path / "out.zip", zipped(source()))
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name, pieces in package(source()).items():
            assert archive.read(name) == b"".join(pieces)


def test_the_scores_alone_are_the_table_of_the_package():
    given = source()
    assert b"".join(scores_alone(given)) == b"".join(package(given)["scores.csv"])
