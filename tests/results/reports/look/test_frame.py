"""The page around each report: language, title, what it rests on, the draft mark, and nothing from elsewhere."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from results.audience import Audience
from results.reports.look.frame import Frame, css_text, link, page
from scanner.model.stage import Stage
from tests.results.reports.look.samples import REPORT, parsed, run_info, sample, text_of
from tests.results.samples import judgement, scan_info


@pytest.mark.parametrize(
    ("language", "heading", "day"),
    [("de", "Werte für Musterfeld", "16. November 2026"), ("en", "Values for Musterfeld", "November 16, 2026")],
)
def test_page_speaks_the_language_of_its_reader(language, heading, day):
    tree = parsed(sample(language))
    assert tree.get("lang") == language
    assert text_of(tree, "//main//h2") == heading
    assert day in text_of(tree, "//footer")


def test_page_says_what_it_rests_on():
    foot = text_of(parsed(sample()), "//footer")
    assert "Erhebung 2026" in foot
    assert "Kriterienkatalog g2b-2026 (aaaaaaaaaaaa)" in foot
    assert "Scanner 0.1.0" in foot


def test_foot_names_each_criteria_set_once_where_scans_were_judged_by_several():
    scans = [scan_info(), scan_info(), scan_info(judgement=judgement(digest="b" * 64))]
    assert Frame.of("x", Audience(), run_info(), scans).criteria == (
        "g2b-2026 (aaaaaaaaaaaa)",
        "g2b-2026 (bbbbbbbbbbbb)",
    )


def test_page_asks_nothing_from_elsewhere_and_may_not():
    shown = sample()
    tree = parsed(shown)
    assert not tree.xpath("//script | //link | //iframe | //img | //object | //@onload | //form")
    assert "default-src 'none'" in tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "http://" not in shown.split("</style>")[0]
    assert shown.count("data:font/woff2;base64,") == 5


def test_landmarks_and_a_way_past_the_head():
    tree = parsed(sample())
    assert tree.xpath("string(//a[@class='skip']/@href)") == "#main"
    assert len(tree.xpath("//main[@id='main']")) == len(tree.xpath("//header")) == len(tree.xpath("//footer")) == 1
    assert len(tree.xpath("//h1")) == 1


@pytest.mark.parametrize("stage", list(Stage))
def test_every_page_says_that_it_is_a_draft_until_the_run_is_released(stage):
    shown = sample(run=run_info(stage=stage))
    draft = stage is not Stage.RELEASED
    assert ('@top-right { content: "ENTWURF"; }' in shown) is draft  # on each sheet of paper
    assert bool(parsed(shown).xpath("//*[@role='note'][contains(., 'ENTWURF')]")) is draft
    assert ("DRAFT" in sample("en", run=run_info(stage=stage))) is draft


def test_numbers_of_a_run_beside_it_that_is_not_released_make_it_a_draft_too():
    before = run_info("2022", stage=Stage.CHECKED)
    frame = Frame.of("x", Audience(), run_info(), [], beside=[before, run_info()])
    assert (frame.is_draft, frame.drafts) == (True, ("2022",))
    assert not Frame.of("x", Audience(), run_info(), [], beside=[run_info("2022")]).is_draft


@pytest.mark.parametrize(
    ("source", "shown"), [("live", "2019"), ("sheet", "2019 (Handerhebung)"), ("past", "2019 (Webarchiv)")]
)
def test_label_of_a_run_shows_who_made_it(source, shown):
    assert Frame("x", Audience(), run_info("2019", source)).label == shown


def test_text_from_the_web_stays_text():
    evil = "</style><script>alert(1)</script>"
    tree = parsed(sample(title=evil, name=evil))
    assert not tree.xpath("//script")
    assert tree.xpath("string(//h1)") == evil
    assert len(tree.xpath("//style")) == 1


def test_only_addresses_of_the_web_become_links():
    assert (
        link('https://a.example/?b=1&c="2"', "a<b")
        == '<a href="https://a.example/?b=1&amp;c=&#34;2&#34;" rel="noreferrer">a&lt;b</a>'
    )
    assert link("javascript:alert(1)", "weg") == "weg"
    assert link("data:text/html,<b>") == "data:text/html,&lt;b&gt;"


def test_string_of_css_cannot_be_left():
    assert css_text('a"; } </style>') == '"a\\22 \\3b  \\7d  \\3c \\2f style\\3e "'
    assert css_text("Köln 2026") == '"Köln 2026"'


def test_value_that_was_forgotten_is_an_error_and_no_gap():
    with pytest.raises(UndefinedError):
        page(REPORT, "sample.html", Frame("x", Audience(), run_info()))


def test_the_same_page_is_the_same_bytes():
    assert sample() == sample()
