"""The hosts of one town in one year: pages, PDFs, searches, robots, sitemaps, and the faults it has."""

from __future__ import annotations

import json
from io import BytesIO
from urllib.parse import parse_qsl, quote, urlsplit

from scanner.practice.content.model import TownYear
from scanner.practice.content.wording import town_text
from scanner.practice.country.searching import find
from scanner.practice.hosting import Reply
from scanner.practice.pages.blocks import Page, text_of
from scanner.practice.pages.forms import gone_page
from scanner.practice.pages.site import site_of
from scanner.practice.papers import make
from scanner.practice.skins.face import Face, shell

_SLOW = 0.12
_ROWS = 60_000
_CONTENT = "/api/inhalt"
_WALLS = {
    "bot_wall": (403, "Zugriff prüfen", "bot_wall", '<div class="g-recaptcha" data-sitekey="x"></div>'),
    "consent_wall": (200, "Cookie-Einstellungen", "consent", "<button>Alle akzeptieren</button>"),
}
_WALL = (
    '<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{title}</title></head>'
    '<body><div class="cookie-wall consent"><p>{text}</p>{more}</div></body></html>'
)
_LABELS = ("Dienstleistung", "Seite", "Aktuelles")


class TownHosts:
    """Answers for all hosts of a town."""

    def __init__(self, town: TownYear) -> None:
        self.town = town
        self.face = Face(town, site_of(town.town, town.year))

    def answer(self, host: str, method: str, target: str, body: bytes) -> Reply:
        """Answer one request."""
        if host == self.town.host.removeprefix("www."):
            return Reply(301, b"", {"Location": f"{self.town.scheme}://{self.town.host}{target}"})
        if host == f"www.{self.town.town.slug}-online.example" and host != self.town.host:
            return Reply(301, b"", {"Location": f"{self.town.scheme}://{self.town.host}/"})
        if target == "/robots.txt":
            return Reply(200, self._robots().encode(), {"Content-Type": "text/plain"})
        reply = self._wall(target) or self._by_script(host, target) or self._page(host, method, target, body)
        return reply if self.town.town.fault != "slow" else Reply(reply.status, reply.body, reply.headers, _SLOW)

    def _page(self, host: str, method: str, target: str, body: bytes) -> Reply:
        return self._search(host, method, target, body) or self._found(host, target)

    def _by_script(self, host: str, target: str) -> Reply | None:
        """Return the empty shell of a site that is drawn by script, or what the script asks for."""
        parts = urlsplit(target)
        if self.face.skin.name != "script" or host != self.town.host or parts.path.endswith((".pdf", ".png")):
            return None
        if parts.path != _CONTENT:
            return Reply(200, shell().encode(), {"Content-Type": "text/html; charset=utf-8"})
        asked = dict(parse_qsl(parts.query)).get("pfad", "/")
        page = json.dumps({"html": self._page(host, "GET", asked, b"").body.decode()})
        return Reply(200, page.encode(), {"Content-Type": "application/json"})

    def _robots(self) -> str:
        lines = ["User-agent: *", "Disallow: /intern/"]
        if self.town.town.fault == "robots_search":
            search = urlsplit(self.face.address("search"))
            lines.append(f"Disallow: {search.path}" + (f"?{search.query}" if search.query else ""))
        if self.town.town.fault == "crawl_delay":
            lines.append("Crawl-delay: 0.2")
        return "\n".join(lines) + "\n"

    def _wall(self, target: str) -> Reply | None:
        """Return what stands before the site where a bot or consent wall does."""
        if self.town.town.fault not in _WALLS or target.startswith("/bilder/"):
            return None
        status, title, key, more = _WALLS[self.town.town.fault]
        page = _WALL.format(title=title, text=town_text(key), more=more)
        return Reply(status, page.encode(), {"Content-Type": "text/html; charset=utf-8"})

    def _search(self, host: str, method: str, target: str, body: bytes) -> Reply | None:
        skin, parts = self.face.skin, urlsplit(target)
        if host != self.town.host or self.town.features.search not in ("title", "text"):
            return None
        if parts.path == skin.suggest_path and self.town.features.suggests == "yes":
            asked = dict(parse_qsl(parts.query)).get("term", "")
            rows = [{"title": page.title, "url": self.face.address(page.key)} for page in find(self.town, asked)[:5]]
            return Reply(200, json.dumps(rows).encode(), {"Content-Type": "application/json"})
        sent = body.decode("latin-1") if method == "POST" else parts.query
        if parts.path != skin.search_path or (skin.search_path == "/" and not sent):
            return None
        fields = dict(parse_qsl(sent, keep_blank_values=True, encoding=_charset(sent, skin.charset)))
        return self._results(fields.get(skin.param), fields.get("typ", ""))

    def _results(self, asked: str | None, label: str) -> Reply:
        page = Page("search", "Suche", (), kind="search", indexed=False)
        if asked is None:
            return self._html(page)
        hits = [self._hit(hit, asked) for hit in find(self.town, asked, label)]
        skin = self.face.skin
        here = f"{skin.search_path}?{skin.param}={quote(asked, encoding=skin.charset)}&typ="
        labels = _LABELS if self.town.features.filters == "yes" else ()
        filters = [{"text": name, "to": here + name} for name in labels]
        return self._html(page, {"hits": hits, "query": asked, "filters": filters})

    def _hit(self, page: Page, asked: str) -> dict[str, str]:
        text = text_of(page)
        at = max(text.casefold().find(asked.split(" ", maxsplit=1)[0].casefold()) - 40, 0) if asked.strip() else 0
        return {
            "address": self.face.address(page.key),
            "title": page.title,
            "label": page.label,
            "snippet": text[at : at + 120],
        }

    def _found(self, host: str, target: str) -> Reply:
        key = self.face.key_of(host, target) or ""
        if key in self.face.site.papers:
            out = BytesIO()
            make(self.face.site.papers[key]).write(out)
            return Reply(200, out.getvalue(), {"Content-Type": "application/pdf"})
        page = self.face.page(key)
        if page is None:
            return self._text(self.face.html(gone_page()), 200 if key.startswith("soft404:") else 404)
        return self._text(_grown(self.face.html(page)), 200) if self._is_huge(page) else self._html(page)

    def _is_huge(self, page: Page) -> bool:
        return self.town.town.fault == "huge" and page.key == "bylaw"

    def _html(self, page: Page, extra: dict[str, object] | None = None) -> Reply:
        return self._text(self.face.html(page, extra), 200)

    def _text(self, text: str, status: int) -> Reply:
        skin = self.face.skin
        charset = "cp1252" if self.town.town.fault == "wrong_charset" else skin.charset
        kind = "text/html" if self.town.town.fault == "wrong_charset" else f"text/html; charset={skin.charset}"
        return Reply(status, text.encode(charset, "xmlcharrefreplace"), {"Content-Type": kind})


def _grown(text: str) -> str:
    """Return a page with a tariff of some megabytes at its end."""
    rows = "".join(f"<tr><td>Tarifstelle {number}</td><td>{number % 97} Euro</td></tr>" for number in range(_ROWS))
    return text.replace("</body>", f"<table>{rows}</table></body>")


def _charset(sent: str, own: str) -> str:
    """Return how a query was written: as UTF-8, or in the charset of the page."""
    try:
        dict(parse_qsl(sent, errors="strict"))
    except UnicodeDecodeError:
        return own
    return "utf-8"
