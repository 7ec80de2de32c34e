"""The server plays the sites as the real ones behave: charset, redirects, soft 404, searches; and keeps a log of it."""

from __future__ import annotations

import http.client
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest

from criteria.errors import UserError
from scanner.practice.request_log import Request, most_at_once, read_log
from scanner.practice.server import Practice, registry_rows, serve

pytestmark = [pytest.mark.server, pytest.mark.enable_socket]

SITE = """
name: Gemeinde Probe
kind: Gemeinde
league: gemeinde
ags: "05999999"
homepage: http://www.probe.example/
charset: utf-8
hosts:
  www.probe.example:
    charset: windows-1252
    declare_charset: false
    routes:
      - {path: "/seite.php?id=1", file: eins.html}
      - {path: /alt, redirect: "/seite.php?id=1", status: 302}
      - {path: /kaputt.pdf, status: 404}
      - {path: /langsam, file: eins.html, delay: 0.2, headers: {X-Probe: ja}}
      - {path: /roh, body: "{}", content_type: application/json}
    missing: {status: 200, file: weg.html}
    unindexed: [suche.html, weg.html]
    search:
      - {path: /suche, param: q, template: suche.html, limit: 2, filter_param: art,
         item: '<li><a href="{url}">{title}</a></li>', best_bets: {gewerbeschein: ["http://www.probe.example/zwei.html"]}}
      - {path: /finde, param: wort, method: POST, template: suche.html, fuzzy: true}
      - {path: /vorschlag, param: term, format: json, limit: 1}
      - {path: /neueste, param: q, template: suche.html, order: date}
  probe.example:
    routes: [{path: /, redirect: "http://www.probe.example/"}]
"""
PAGES = {
    "index.html": "<title>Start</title><p>Gewerbe „anmelden“ – für 26 €",
    "eins.html": '<title>Gewerbe anmelden</title><meta name="doctype" content="Leistung"><p>Gebühr',
    "zwei.html": "<title>Zwei</title><meta name='date' content='2026-01-02'><p>Ge\xadwerbe, nur im Text",
    "news/2026-11-02.html": "<title>Neues zum Gewerbe</title><p>Nachricht",
    "suche.html": "<title>Suche</title><p>{{count}} Treffer für {{query}}<ul>{{results}}</ul>",
    "weg.html": "<title>Nicht gefunden</title>",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sites")
    for name, text in PAGES.items():
        file = folder / "probe" / "hosts" / "www.probe.example" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (folder / "probe" / "site.yaml").write_text(SITE, "utf-8")
    return folder


@pytest.fixture(scope="module")
def running(root: Path):
    with serve(root) as practice:
        yield practice


def fetch(practice: Practice, url: str, method: str = "GET", body: str | None = None, **headers: str):
    connection = http.client.HTTPConnection("127.0.0.1", practice.port, timeout=10)
    try:
        connection.request(method, url, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def test_a_host_is_found_by_the_address_a_proxy_is_asked_and_by_the_host_header(running):
    by_proxy = fetch(running, "http://www.probe.example/")
    by_host = fetch(running, "/", Host="www.probe.example:80")
    assert by_proxy[0] == by_host[0] == 200
    assert by_proxy[2] == by_host[2]


def test_an_undeclared_charset_is_sent_but_not_named(running):
    _, headers, body = fetch(running, "http://www.probe.example/")
    assert headers["Content-Type"] == "text/html"
    assert "„anmelden“ – für 26 €" in body.decode("cp1252")


def test_addresses_with_a_query_lead_to_their_file_and_redirects_keep_their_status(running):
    assert b"Geb\xfchr" in fetch(running, "http://www.probe.example/seite.php?id=1")[2]
    status, headers, _ = fetch(running, "http://www.probe.example/alt")
    assert (status, headers["Location"]) == (302, "/seite.php?id=1")
    assert fetch(running, "http://probe.example/")[1]["Location"] == "http://www.probe.example/"


def test_dead_links_are_dead_and_unknown_pages_a_soft_404(running):
    assert fetch(running, "http://www.probe.example/kaputt.pdf")[0] == 404
    status, _, body = fetch(running, "http://www.probe.example/gibt/es/nicht|a")
    assert (status, b"Nicht gefunden" in body) == (200, True)
    assert fetch(running, "http://andere.example/")[0] == 502


def test_no_file_outside_the_host_is_served(running):
    assert b"probe.example:" not in fetch(running, "http://www.probe.example/../../site.yaml")[2]
    assert b"probe.example:" not in fetch(running, "http://www.probe.example/%2e%2e/%2e%2e/site.yaml")[2]


def test_a_search_ranks_titles_first_and_shows_no_more_than_its_limit(running):
    body = fetch(running, "http://www.probe.example/suche?q=Gewerbe")[2].decode("cp1252")
    assert "2 Treffer für Gewerbe" in body
    assert body.index("/news/2026-11-02.html") < body.index("/seite.php?id=1")
    assert "zwei.html" not in body


def test_a_search_understands_the_charset_of_the_page_and_utf_8(running):
    for charset in ("cp1252", "utf-8"):
        query = urlencode({"q": "Gebühr"}, encoding=charset)
        assert b"1 Treffer" in fetch(running, f"http://www.probe.example/suche?{query}")[2]


def test_a_search_filters_by_kind_knows_best_bets_and_echoes_what_was_asked_defused(running):
    found = fetch(running, "http://www.probe.example/suche?q=Gewerbe&art=Leistung")[2]
    assert b"1 Treffer" in found
    assert b"zwei.html" in fetch(running, "http://www.probe.example/suche?q=Gewerbeschein")[2]
    assert b"&lt;b&gt;" in fetch(running, "http://www.probe.example/suche?q=%3Cb%3E")[2]


def test_a_search_by_post_forgives_a_misspelt_word_and_one_by_get_does_not(running):
    sent = {"Content-Type": "application/x-www-form-urlencoded"}
    posted = fetch(running, "http://www.probe.example/finde", "POST", "wort=anmeldn", **sent)
    assert b"seite.php?id=1" in posted[2]
    assert b"0 Treffer" in fetch(running, "http://www.probe.example/suche?q=anmeldn")[2]
    as_json = fetch(
        running,
        "http://www.probe.example/finde",
        "POST",
        '{"wort": "anmelden"}',
        **{"Content-Type": "application/json"},
    )
    assert b"seite.php?id=1" in as_json[2]


def test_suggestions_come_as_json_and_a_poor_engine_puts_the_newest_first(running):
    _, headers, body = fetch(running, "http://www.probe.example/vorschlag?term=gewerbe")
    assert headers["Content-Type"].startswith("application/json")
    assert [row["title"] for row in json.loads(body)] == ["Neues zum Gewerbe"]
    newest = fetch(running, "http://www.probe.example/neueste?q=gewerbe")[2].decode("cp1252")
    assert newest.index("/news/2026-11-02.html") < newest.index("/zwei.html") < newest.index("/seite.php?id=1")


def test_nothing_can_be_submitted(running):
    assert fetch(running, "http://www.probe.example/seite.php?id=1", "POST", "a=b")[0] == 405
    assert fetch(running, "http://www.probe.example/eins.html", "DELETE")[0] == 405


def test_head_sends_the_headers_only(running):
    status, headers, body = fetch(running, "http://www.probe.example/langsam", "HEAD")
    assert (status, headers["X-Probe"], body) == (200, "ja", b"")


def test_the_log_tells_who_asked_what_and_how_many_at_once(root, tmp_path):
    file = tmp_path / "requests.jsonl"
    with serve(root, log=file) as practice:
        fetch(practice, "http://www.probe.example/", **{"User-Agent": "probe/1"})
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(lambda _: fetch(practice, "http://www.probe.example/langsam"), range(3)))
        fetch(practice, "http://probe.example/")
    requests = read_log(file)
    assert requests == practice.log.requests
    first = requests[0]
    assert (first.host, first.method, first.path, first.agent, first.status) == (
        "www.probe.example",
        "GET",
        "/",
        "probe/1",
        200,
    )
    assert all(request.end - request.start >= 0.2 for request in requests if request.path == "/langsam")
    assert most_at_once(requests) == {"www.probe.example": 3, "probe.example": 1}


def test_requests_one_after_the_other_count_as_one_at_once():
    requests = [Request(start, start + 1, "a", "GET", "/", "", 200) for start in (1.0, 2.0, 3.0)]
    assert most_at_once(requests) == {"a": 1}


def test_a_taken_port_is_said_in_one_sentence(root, running):
    with pytest.raises(UserError, match=str(running.port)), serve(root, port=running.port):
        pass


def test_a_misspelt_key_of_a_site_file_is_refused_with_its_place(tmp_path):
    folder = tmp_path / "falsch"
    folder.mkdir()
    (folder / "site.yaml").write_text("name: x\nhosts: {a.example: {rutes: []}}\n", "utf-8")
    with pytest.raises(UserError, match="rutes") as raised, serve(tmp_path):
        pass
    assert raised.value.where.endswith("falsch/site.yaml")


def test_a_folder_without_sites_is_refused(tmp_path):
    with pytest.raises(UserError, match="keine Übungsseiten"), serve(tmp_path):
        pass


def test_the_registry_has_a_row_for_each_municipality_and_none_for_stubs(root):
    assert [row["ags"] for row in registry_rows(root)] == ["05999999"]
    ours = registry_rows()
    assert all(row["homepage"].endswith(".example/") for row in ours)
    assert len({row["ags"] for row in ours}) == len(ours)
