import pytest

from scanner.archive.records import Purpose
from tests.spiders.towns import WORDS, Town, crawled

pytestmark = pytest.mark.server
FORMS = "formulare.server.example"
FIELDS = "<form><label>Name<input name=n></label><label>Betrieb<input name=b></label></form>"


def service(body: str, title: str = "Gewerbeanmeldung") -> Town:
    town = Town().page("/", "<a href=/gewerbe>Gewerbe anmelden</a>")
    return town.page("/gewerbe", f"<p>{WORDS} Gewerbeanmeldung</p>{body}", title=title)


def steps(town: Town, count: int) -> Town:
    for number in range(count):
        onward = f'<p><a href="http://{FORMS}/antrag/{number + 1}">Weiter</a></p>'
        town.page(f"/antrag/{number}", f"<p>Schritt {number}</p>{onward}", host=FORMS, title="Gewerbeanmeldung")
    return town


def test_forms_and_documents_of_a_service_are_fetched_once(tmp_path):
    town = service(
        f'<p><a href="http://{FORMS}/antrag/0?oID=05999001">Gewerbeanmeldung online beantragen</a></p>'
        '<p><a href="/antrag.pdf">Antrag Gewerbeanmeldung (PDF)</a> <a href="/antrag.pdf?t=1712345678">Antrag</a></p>'
    )
    town.page("/antrag/0?oID=05999001", FIELDS, host=FORMS).raw(
        "/antrag.pdf", "%PDF-1.4", content_type="application/pdf"
    )
    done = crawled(tmp_path, town)
    assert sorted(done.paths(Purpose.TARGET)) == ["/antrag.pdf", "/antrag/0?oID=05999001"]
    assert [path for path in done.asked() if "antrag" in path and "robots" not in path].count("/antrag.pdf") == 1


def test_weiter_is_followed_twice_and_not_further(tmp_path):
    town = steps(service(f'<a href="http://{FORMS}/antrag/0">Gewerbeanmeldung online beantragen</a>'), 5)
    done = crawled(tmp_path, town)
    assert done.paths(Purpose.TARGET) == ["/antrag/0", "/antrag/1", "/antrag/2"]
    assert {one.wanted for one in done.captures(Purpose.TARGET)} == {f"http://{FORMS}/antrag/0"}


def test_a_target_on_a_foreign_host_is_fetched_once_per_run_and_kept_by_each_scan(tmp_path):
    link = f'<a href="http://{FORMS}/antrag/0">Gewerbeanmeldung online beantragen</a>'
    one, other = service(link), Town("Gemeinde Nebendorf", "www.nebendorf.example", "05999002")
    other.page("/", "<a href=/gewerbe>Gewerbe anmelden</a>").page(
        "/gewerbe", f"<p>{WORDS}</p>{link}", title="Gewerbeanmeldung"
    )
    one.page("/antrag/0", FIELDS, host=FORMS)
    done = crawled(tmp_path, one, other)
    assert done.asked(host=FORMS).count("/antrag/0") == 1
    for outcome in done.outcomes.values():
        assert outcome.manifest is not None
        assert [c.url for c in outcome.manifest.captures if c.purpose is Purpose.TARGET] == [f"http://{FORMS}/antrag/0"]
