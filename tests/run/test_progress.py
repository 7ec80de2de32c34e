"""What is said while a run goes on: plain lines in a pipe, JSON lines on request."""

import json

import pytest

from scanner.run.progress import shown
from spiders.jobs import Event, Told


def step(told, done, text=""):
    return Event(told, "05770012", "Hille", done, 250, text)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "de",
            [
                "Hille: Prüfung beginnt",
                "Hille: eigene Suche wird befragt (7 Seiten gelesen)",
                "Hille: fertig, 7 Seiten",
            ],
        ),
        ("en", ["Hille: scan starts", "Hille: asking its own search (7 pages read)", "Hille: done, 7 pages"]),
    ],
)
def test_in_a_pipe_start_search_and_end_are_one_line_each(capsys, language, said):
    with shown(language) as tell:
        for told, done in (
            (Told.STARTED, 0),
            (Told.PAGE, 1),
            (Told.SEARCHING, 7),
            (Told.SEARCHING, 7),
            (Told.FINISHED, 7),
        ):
            tell(step(told, done))
    assert capsys.readouterr().err.splitlines() == said


def test_a_site_that_could_not_be_had_is_never_called_finished(capsys):
    with shown("de") as tell:
        tell(step(Told.UNREACHABLE, 3))
    assert capsys.readouterr().err == "Hille: Website nicht abrufbar\n"


def test_each_event_is_one_json_line_on_request(capsys):
    with shown("de", as_json=True) as tell:
        tell(step(Told.PAGE, 1, "http://www.hille.example/ä"))
    (line,) = capsys.readouterr().err.splitlines()
    record = json.loads(line)
    assert (record["told"], record["ags"], record["done"], record["text"]) == (
        "page",
        "05770012",
        1,
        "http://www.hille.example/ä",
    )
