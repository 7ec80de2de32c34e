"""What towns link and do not own: portals of the states, carriers of services, a form of another town. Just enough."""

from __future__ import annotations

from html import escape

from scanner.practice.content.catalogue import services
from scanner.practice.hosting import Reply
from scanner.practice.region import SITES, Region

PORTALS = {"service.niedersachsen.de": "Serviceportal Niedersachsen", "service.hessen.de": "Serviceportal Hessen"}
_FRAME = (
    '<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>{title}</title></head><body><main><h1>{title}</h1>{body}</main></body></html>"
)


class Stubs:
    """The hosts of others; the portals of the first state and the accounts are those of the hand-written sites."""

    def __init__(self) -> None:
        self._region = Region(SITES)

    def answer(self, host: str, method: str, target: str) -> Reply | None:
        """Answer a request; None where nobody here knows the host."""
        path = target.partition("?")[0]
        if path == "/robots.txt":
            return Reply(404, b"", {"Content-Type": "text/plain"})
        if host in PORTALS:
            return _portal(host, path)
        if host in ("gewerbe.nrw", "www.gewerbe.nrw"):
            return _page(
                "Gewerbe-Service-Portal.NRW",
                _inputs("Gewerbeanmeldung, Gewerbeummeldung, Gewerbeabmeldung: Wählen Sie den Vorgang."),
            )
        if host == "www.formularverbund.example":
            return _page(
                "Antrag an die Stadt Fernstedt",
                _inputs("Stadt Fernstedt, Marktplatz 1, 39999 Fernstedt. Dieser Antrag geht an die Stadt Fernstedt."),
            )
        if host.startswith("www.abfallbetriebe-"):
            return _page("Abfallbetriebe", "<p>Wir leeren Ihre Tonnen. Rufen Sie uns an.</p>")
        if host == "cse.google.com":
            return Reply(200, b"", {"Content-Type": "text/javascript"})
        return self._region.answer(host, method, target) if self._region.hosts(host) else None


def _portal(host: str, path: str) -> Reply:
    name = path.removeprefix("/leistung/").strip("/").replace("-", "_")
    if path == "/":
        return _page(PORTALS[host], "<p>Finden Sie Leistungen der Verwaltung in Ihrem Land.</p>")
    if name not in services():
        return Reply(404, b"404", {"Content-Type": "text/html"})
    title = services()[name].name
    return _page(f"{title} – {PORTALS[host]}", _inputs(f"Antrag: {title}. Nachweise fügen Sie als Datei an."))


_FORM = (
    '<p>{text}</p><form method="post" action="/weiter">'
    '<p><label>Name des Betriebs * <input name="betrieb" required></label></p>'
    '<p><label>Ort der Betriebsstätte * <input name="ort" required></label></p>'
    '<p><label>Beginn <input name="beginn" type="date"></label></p>'
    '<p><label>Nachweis <input name="datei" type="file"></label></p><button>Weiter</button></form>'
)


def _inputs(text: str) -> str:
    return _FORM.format(text=escape(text))


def _page(title: str, body: str) -> Reply:
    text = _FRAME.format(title=escape(title), body=body)
    return Reply(200, text.encode(), {"Content-Type": "text/html; charset=utf-8"})
