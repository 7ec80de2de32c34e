"""What other tools get: a standard WARC, and a WACZ whose parts fit together."""

import hashlib
import io
import json
from zipfile import ZIP_STORED, ZipFile

import pytest
from warcio.archiveiterator import ArchiveIterator

from criteria.errors import UserError
from scanner.archive.cdxj import sort_key
from scanner.archive.exporting import Cover, PageLine, Source, write_wacz, write_warc
from scanner.archive.writer import ArchiveWriter
from tests.archive.making import NOON, archive, exchange, passes_warcio_check

COVER = Cover("Musterfeld", "Nur für den internen Gebrauch.", "test/1")
HOME = "http://www.musterfeld.example/0"
BODY = b"<p>Dieselbe Seite, mit vielen Worten.</p>" * 40


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "scan.warc.gz"
    archive(path, [BODY, b"<p>andere</p>", BODY], encoding="")
    with ArchiveWriter(path, software="test/1") as writer:
        sent = (("Content-Type", "application/x-www-form-urlencoded"),)
        writer.exchange(exchange("/suche", method="POST", request_headers=sent, request_body=b"q=Bau&b=1"))
    return Source(path, "musterfeld.warc.gz", (PageLine("1", HOME, NOON, "Startseite"),))


def test_a_warc_says_that_it_is_internal_and_passes_warcio_check(source, tmp_path):
    done = write_warc([source, source], COVER, tmp_path / "deep" / "all.warc.gz")
    assert (done.records, done.left_out) == (18, 0)
    assert passes_warcio_check(tmp_path / "deep" / "all.warc.gz")
    with (tmp_path / "deep" / "all.warc.gz").open("rb") as file:
        assert "internen Gebrauch" in next(iter(ArchiveIterator(file))).content_stream().read().decode()


def test_damaged_records_are_left_out_and_counted(source, tmp_path):
    data = bytearray(source.path.read_bytes())
    data[-40:-20] = bytes(20)
    source.path.write_bytes(data)
    done = write_warc([source], COVER, tmp_path / "all.warc.gz")
    assert done.left_out == 1
    assert passes_warcio_check(tmp_path / "all.warc.gz")


def test_the_parts_of_a_wacz_are_named_with_their_hashes(source, tmp_path):
    write_wacz([source], COVER, tmp_path / "a.wacz")
    with ZipFile(tmp_path / "a.wacz") as package:
        facts = json.loads(package.read("datapackage.json"))
        assert facts["wacz_version"] == "1.1.1"
        assert facts["mainPageUrl"] == HOME
        assert (facts["description"], facts["keywords"]) == (COVER.note, ["internal"])
        for part in facts["resources"]:
            content = package.read(part["path"])
            assert part["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
            assert part["bytes"] == len(content)
        named = {part["path"] for part in facts["resources"]}
        assert named == set(package.namelist()) - {"datapackage.json", "datapackage-digest.json"}
        digest = json.loads(package.read("datapackage-digest.json"))["hash"]
        assert digest == f"sha256:{hashlib.sha256(package.read('datapackage.json')).hexdigest()}"
        assert package.getinfo("archive/musterfeld.warc.gz").compress_type == ZIP_STORED
        head, page = map(json.loads, package.read("pages/pages.jsonl").decode().splitlines())
        assert head["format"] == "json-pages-1.0"
        assert page == {"id": "1", "url": HOME, "ts": "2026-03-04T12:00:00Z", "title": "Startseite"}


def test_the_index_leads_to_each_record(source, tmp_path):
    write_wacz([source], COVER, tmp_path / "a.wacz")
    with ZipFile(tmp_path / "a.wacz") as package:
        lines = package.read("indexes/index.cdxj").decode().splitlines()
        warc = package.read("archive/musterfeld.warc.gz")
    assert lines == sorted(lines)
    assert [line.split(" ", 2)[0].partition(")")[2] for line in lines] == [
        "/0", "/1", "/2", "/suche?__wb_method=post&b=1&q=bau",
    ]  # fmt: skip
    for line in lines:
        facts = json.loads(line.split(" ", 2)[2])
        at, length = int(facts["offset"]), int(facts["length"])
        record = next(iter(ArchiveIterator(io.BytesIO(warc[at : at + length]))))
        assert record.rec_headers.get_header("WARC-Target-URI") == facts["url"]
    assert json.loads(lines[2].split(" ", 2)[2])["mime"] == "warc/revisit"
    assert json.loads(lines[3].split(" ", 2)[2])["requestBody"] == "q=Bau&b=1"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://www.musterfeld.example/", "example,musterfeld)/"),
        ("https://Musterfeld.example:443/A?b=2&a=1", "example,musterfeld)/a?a=1&b=2"),
        ("http://a.example:8080/x?q=a%20b|c", "example,a:8080)/x?q=a%20b|c"),
        ("urn:g2b:note:a", "urn:g2b:note:a"),
    ],
)
def test_addresses_are_sorted_as_other_tools_do(url, key):
    assert sort_key(url) == key


def test_a_file_that_cant_be_written_is_told_and_leaves_nothing_half(source, tmp_path):
    (tmp_path / "voll").write_text("")
    with pytest.raises(UserError, match="voll"):
        write_wacz([source], COVER, tmp_path / "voll" / "a.wacz")
    assert not list(tmp_path.glob("**/*.new"))
