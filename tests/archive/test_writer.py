from __future__ import annotations

from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from scanner.archive.writer import ArchiveWriter
from tests.archive.making import NOON, exchange, passes_warcio_check


def records(path: Path) -> list[tuple[str, str, bytes]]:
    with path.open("rb") as file:
        return [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI") or "", record.raw_stream.read())
            for record in ArchiveIterator(file)
        ]


def test_an_exchange_is_kept_as_received_and_passes_warcio_check(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    answer = exchange("/gewerbe?q=a%20b|c", b"<p>Gewerbeamt</p>", encoding="gzip")
    with ArchiveWriter(path, software="test/1") as writer:
        writer.exchange(answer)
        writer.resource("urn:g2b:note:a", "application/json", b"{}", NOON)
    assert passes_warcio_check(path)
    info, response, request, note = records(path)
    assert b"software: test/1" in info[2]
    assert response == ("response", answer.url, answer.body)
    assert request[:2] == ("request", answer.url)
    assert note == ("resource", "urn:g2b:note:a", b"{}")


def test_the_request_tells_what_was_sent_but_not_the_proxy_password(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    sent = (("User-Agent", "G2B"), ("Proxy-Authorization", "Basic c2VjcmV0"))
    answer = exchange("/suche", method="POST", request_headers=sent, request_body=b"q=Gewerbe")
    with ArchiveWriter(path, software="test/1") as writer:
        writer.exchange(answer)
    assert records(path)[2][2] == b"q=Gewerbe"
    with path.open("rb") as file:
        headers = [record.http_headers.headers for record in ArchiveIterator(file) if record.rec_type == "request"]
    assert headers == [[("Host", "www.musterfeld.example"), ("User-Agent", "G2B")]]


def test_odd_header_lines_of_a_server_do_not_break_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    headers = (("Content-Type", "text/html"), ("X-Ü", "Größe"), ("Transfer-Encoding", "chunked"))
    with ArchiveWriter(path, software="test/1") as writer:
        writer.exchange(exchange("/", b"plain", headers=headers, status=299, reason="Völlig ok"))
    assert passes_warcio_check(path)
    assert records(path)[1][2] == b"plain"


def test_a_capped_body_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with ArchiveWriter(path, software="test/1") as writer:
        writer.exchange(exchange("/", b"half", truncated="length"))
    with path.open("rb") as file:
        found = [record.rec_headers.get_header("WARC-Truncated") for record in ArchiveIterator(file)]
    assert found == [None, "length", None]


def test_it_goes_on_where_the_ledger_says_and_forgets_what_came_after(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with ArchiveWriter(path, software="test/1") as writer:
        writer.exchange(exchange("/kept"))
        end = writer.flush()
        writer.exchange(exchange("/half"))
    path.write_bytes(path.read_bytes()[:-7])
    with ArchiveWriter(path, software="test/1", end=end) as writer:
        written = writer.exchange(exchange("/new"))
    assert written.offset == end
    assert passes_warcio_check(path)
    assert [url.rpartition("/")[2] for kind, url, _ in records(path) if kind == "response"] == ["kept", "new"]


def test_closing_twice_is_fine(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path / "deep" / "a.warc.gz", software="test/1")
    writer.close()
    writer.close()


LONG = b"<p>Fehler 404: diese Seite gibt es nicht.</p>" * 40


def test_a_body_that_is_there_already_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with ArchiveWriter(path, software="test/1") as writer:
        for name in ("/a", "/b", "/short", "/short-again", "/cut"):
            answer = exchange(name, b"kurz" if "short" in name else LONG, truncated="length" if name == "/cut" else "")
            writer.exchange(answer)
    kinds = {url.rpartition("/")[2]: kind for kind, url, _ in records(path) if kind in ("response", "revisit")}
    assert kinds == dict.fromkeys(("a", "short", "short-again", "cut"), "response") | {"b": "revisit"}
    assert passes_warcio_check(path)
    with path.open("rb") as file:
        (revisit,) = [record.rec_headers for record in ArchiveIterator(file) if record.rec_type == "revisit"]
    assert revisit.get_header("WARC-Profile").endswith("/revisit/identical-payload-digest")
    assert revisit.get_header("WARC-Refers-To-Target-URI") == "http://www.musterfeld.example/a"
    assert revisit.get_header("WARC-Refers-To-Date") == "2026-03-04T12:00:00.000000Z"


def test_after_a_resume_it_knows_what_is_there_and_what_was_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with ArchiveWriter(path, software="test/1") as writer:
        writer.exchange(exchange("/kept", LONG))
        end = writer.flush()
        writer.exchange(exchange("/lost", LONG + b"!"))
    with ArchiveWriter(path, software="test/1", end=end) as writer:
        writer.exchange(exchange("/again", LONG))
        writer.exchange(exchange("/new", LONG + b"!"))
    kinds = [(kind, url.rpartition("/")[2]) for kind, url, _ in records(path) if kind in ("response", "revisit")]
    assert kinds == [("response", "kept"), ("revisit", "again"), ("response", "new")]
