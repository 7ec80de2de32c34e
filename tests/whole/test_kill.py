"""A scan killed with kill -9 at ten random moments ends with the same pages and the same verdicts as one left alone."""

import random
import time
from dataclasses import replace
from multiprocessing import get_context

import pytest

from scanner.archive.manifest import manifest_path
from scanner.archive.reader import Archive
from scanner.archive.records import Purpose
from scanner.run.judging import judge_archive
from spiders.jobs import Ending
from tests.archive.making import passes_warcio_check
from tests.spiders.towns import WORDS, Town, crawl_of, job_of, served, settings_of, work

pytestmark = [pytest.mark.server, pytest.mark.slow]

SEED, KILLS, BUDGET = 1866, 10, 50
PORTAL, FORMS = "service.musterdorf.example", "formulare.server.example"
SERVICES = {
    "gewerbeanmeldung": "Gewerbeanmeldung",
    "gewerbeummeldung": "Gewerbeummeldung",
    "gewerbeabmeldung": "Gewerbeabmeldung",
    "gaststaettenerlaubnis": "Gaststättenerlaubnis",
    "reisegewerbekarte": "Reisegewerbekarte",
    "sondernutzung": "Sondernutzung",
}
LEAVES = [f"/dorf-{number}" for number in range(80)]
FORM = "<form method=post action=/senden><label>Betrieb* <input name=betrieb required></label><input type=file></form>"


def town() -> Town:
    """A site, a portal on another host, and forms, some of them on a third; a search; more pages than the budget has."""
    made = Town().raw("/robots.txt", "User-agent: *\nDisallow: /intern", content_type="text/plain")
    portal = f"http://{PORTAL}"
    chance = random.Random(SEED)
    crossing = "".join(f"<li><a href={portal}/leistung/{path}>{name}</a>" for path, name in SERVICES.items())
    find = "<form action=/suche role=search><input type=search name=q aria-label=Suche></form>"
    leaves = "".join(f"<a href={path}>Seite {path}</a> " for path in LEAVES[:8])
    made.page("/", f"{find}<a href={portal}/>Serviceportal</a><ul>{crossing}</ul><a href=/intern>Intern</a>{leaves}")
    for path in LEAVES:
        onward = "".join(f"<a href={chance.choice(LEAVES)}>weiter im Dorf</a> " for _ in range(4))
        made.page(path, f"<p>{WORDS}</p>{onward}", title=f"Das Dorf {path}")
    made.search("/suche", param="q", template="<h1>Suche</h1><ol>{{results}}</ol>")
    made.page("/", f"<h2>Gemeinde Musterdorf</h2><ul>{crossing}</ul>", host=PORTAL, title="Serviceportal Musterdorf")
    for at, (path, name) in enumerate(SERVICES.items()):
        host = PORTAL if at % 2 else FORMS
        apply = f"<a href=http://{host}/antrag/{path}?oID={made.ags}>{name} online beantragen</a>"
        told = f"<p>{name}: {WORDS}</p><h2>Gebühren</h2><p>26,00 Euro</p>{apply}"
        made.page(f"/leistung/{path}", told, host=PORTAL, title=name)
        asked = f"<p>{name} für die Gemeinde Musterdorf</p>{FORM}"
        made.page(f"/antrag/{path}?oID={made.ags}", asked, host=host, title=f"Antrag {name}")
    for conf in made.hosts.values():
        for route in conf["routes"]:
            route["delay"] = 0.02
    return made


def seen(outcome) -> list[tuple[str, str, int, str, bytes]]:
    """Everything that was seen, in order, with its bytes."""
    archive = Archive(outcome.job.archive)
    kept = [one for one in archive.captures if one.purpose is not Purpose.ROBOTS]
    return [(one.purpose, one.url, one.status, one.term, archive.body(one.id)) for one in kept]


def judged(outcome):
    """The judgement, without what says only when something was fetched and where its record stands."""
    judgement = judge_archive(outcome.job.archive, outcome.job.municipality, outcome.job.criteria)
    verdicts = tuple(replace(one, evidence=_timeless(one.evidence)) for one in judgement.verdicts)
    services = tuple(replace(one, places=_timeless(one.places)) for one in judgement.services)
    return replace(judgement, verdicts=verdicts, services=services, figures=())


def _timeless(places):
    return tuple(replace(place, fetched=None, record="") for place in places)


def settings_for(folder):
    return {"budget": BUDGET, "shared": str(folder / "shared.sqlite")}


def killed(practice, folder, settings, chance) -> int:
    """Begin or go on in a process of its own, and kill it at a random moment; return the requests it made."""
    before = len(practice.log.requests)
    process = get_context("spawn").Process(target=work, args=([job_of(folder, town())], settings))
    process.start()
    until, wanted = time.monotonic() + 60, before + chance.randrange(1, 11)
    while len(practice.log.requests) < wanted and process.is_alive() and time.monotonic() < until:
        time.sleep(0.002)
    time.sleep(chance.random() * 0.06)
    process.kill()
    process.join()
    return len(practice.log.requests) - before


def test_ten_kills_at_random_moments_change_no_page_and_no_verdict(tmp_path):
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    chance = random.Random(SEED)
    with served(whole, town()) as practice:
        left_alone = crawl_of(practice, whole, town(), **settings_for(whole)).one
        asked = len(practice.log.requests)
    with served(broken, town()) as practice:
        settings = replace(settings_of(practice, broken), **settings_for(broken))
        archive = job_of(broken, town()).archive
        for _ in range(KILLS):
            killed(practice, broken, settings, chance)
            assert not manifest_path(archive).exists(), "it was over before it was killed"
        survivor = crawl_of(practice, broken, town(), **settings_for(broken)).one
        asked_again = len(practice.log.requests) - asked
    assert (left_alone.ending, survivor.ending) == (Ending.FINISHED, Ending.FINISHED)
    _is_a_fair_trial(left_alone)
    assert seen(survivor) == seen(left_alone)
    assert survivor.manifest is not None
    assert left_alone.manifest is not None
    assert survivor.manifest.left_in_frontier == left_alone.manifest.left_in_frontier
    assert survivor.manifest.missing == left_alone.manifest.missing
    assert judged(survivor) == judged(left_alone)
    assert asked_again <= 3 * KILLS  # what was under way, and robots.txt of each host
    assert passes_warcio_check(survivor.job.archive)
    assert Archive(survivor.job.archive).problems() == ()


def _is_a_fair_trial(outcome):
    """Two hosts were read, a search was asked, forms were fetched, and the budget bit."""
    manifest = outcome.manifest
    pages = [one for one in manifest.captures if one.purpose is Purpose.PAGE]
    assert manifest.left_in_frontier > 0
    assert not manifest.complete
    assert len({one.url.split("/")[2] for one in pages}) == 2
    assert {Purpose.SEARCH, Purpose.TARGET} <= {one.purpose for one in manifest.captures}
    verdicts = {one.criterion: one.score for one in judged(outcome).verdicts}
    assert verdicts["F4"]
    assert len(set(verdicts.values())) > 4
