import pytest

from spiders.traffic import Answer, Ask, Traffic

OWN = "http://www.musterdorf.example"


class Wire:
    def __init__(self) -> None:
        self.asked: list[Ask] = []

    async def fetch(self, ask: Ask) -> Answer | None:
        self.asked.append(ask)
        return Answer(ask.url, 200, b"x" * 10, {"content-encoding": "gzip", "content-type": "text/html"})

    @property
    def traffic(self) -> Traffic:
        return Traffic(self.fetch, lambda url: url.startswith(OWN))


@pytest.mark.parametrize(
    "ask",
    [
        Ask("http://cdn.foreign.example/jquery.js", "script"),
        Ask(f"{OWN}/bild.png", "image"),
        Ask(f"{OWN}/schrift.woff2", "font"),
        Ask(f"{OWN}/zaehlen", "ping", "POST"),
        Ask(f"{OWN}/matomo.js", "script"),
        Ask(f"{OWN}/piwik/piwik.php?idsite=1", "xhr"),
        Ask(f"{OWN}/senden", "xhr", "POST"),
        Ask(f"{OWN}/x?p_p_lifecycle=1", "document"),
    ],
)
async def test_these_are_never_asked(ask):
    wire = Wire()
    assert await wire.traffic.answer(ask) is None
    assert wire.asked == []


@pytest.mark.parametrize("kind", ["document", "script", "xhr", "fetch"])
async def test_what_makes_the_text_is_asked_once(kind):
    wire = Wire()
    traffic = wire.traffic
    first = await traffic.answer(Ask(f"{OWN}/daten?x=1", kind))
    again = await traffic.answer(Ask(f"{OWN}/daten?x=1#unten", kind))
    assert first == again
    assert len(wire.asked) == 1
    assert first is not None
    assert first.shown == {"content-type": "text/html"}


async def test_styles_are_answered_without_asking():
    wire = Wire()
    style = await wire.traffic.answer(Ask(f"{OWN}/a.css", "stylesheet"))
    assert style is not None
    assert style.status == 200
    assert wire.asked == []


async def test_post_is_for_the_search_only():
    wire = Wire()
    traffic = wire.traffic
    ask = Ask(f"{OWN}/suche", "xhr", "POST", b"q=Taxi", {"Content-Type": "text/plain", "Cookie": "a=b"})
    with traffic.search():
        await traffic.answer(ask)
        await traffic.answer(ask)
    assert await traffic.answer(ask) is None
    assert [one.body for one in wire.asked] == [b"q=Taxi"] * 2
    assert ask.passed_on == {"Content-Type": "text/plain"}


async def test_the_page_itself_is_not_fetched_again():
    wire = Wire()
    traffic = wire.traffic
    traffic.keep(Answer(f"{OWN}/", 200, b"Seite"), f"{OWN}/")
    page = await traffic.answer(Ask(f"{OWN}/"))
    assert page is not None
    assert page.body == b"Seite"
    assert wire.asked == []
