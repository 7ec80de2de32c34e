"""The products: each with its grammar of addresses, its charset and its habits. Like real ones, and none of them."""

from __future__ import annotations

from typing import ClassVar

from scanner.practice.pages.blocks import Page
from scanner.practice.skins.base import Skin, number, slug


class Static(Skin):
    """Files by hand, kept with a text editor."""


class Typo3(Skin):
    """Speaking addresses below folders; the search is an extension with a long parameter."""

    name = template_name = "typo3"
    template = "typo3.html"
    heading = "accordion"
    mail = "script"
    param = "tx_indexedsearch_pi2[search][sword]"
    search_path = "/suche/"
    layer = True

    def path(self, page: Page) -> str:
        """Return e.g. ``/rathaus/buergerservice/dienstleistungen/gewerbe-anmelden/``."""
        if page.key == "home":
            return "/"
        folders = {
            "service": "rathaus/buergerservice/dienstleistungen/",
            "news": "aktuelles/artikel/",
            "unit": "rathaus/verwaltung/",
            "council": "politik/sitzungen/",
            "event": "freizeit/veranstaltungen/",
        }
        return f"/{folders.get(page.kind, '')}{self.leaf(page)}/"

    def file(self, key: str) -> str:
        """Return a file below ``fileadmin``."""
        return f"/fileadmin/user_upload/formulare/{slug(key)}.pdf"


class Ikiss(Skin):
    """Old and wide-spread: iso-8859-1, objects with a pipe in their number."""

    name = "ikiss"
    template = "ikiss.html"
    charset = declared = "iso-8859-1"
    heading = "bold"
    lists = "table"
    contact = "table"
    mail = "at"
    param = "sFulltextSearch"
    search_path = "/Schnellnavigation/Suche"
    suggest_path = "/Schnellnavigation/Suche/vorschlag"

    def path(self, page: Page) -> str:
        """Return e.g. ``/index.php?object=tx|2345.12345.1&ModID=10&FID=2345.12345.1``."""
        if page.key == "home":
            return "/"
        module = {"service": 10, "unit": 8, "news": 255, "event": 11}.get(page.kind, 7)
        item = f"2345.{number(page.key)}.1"
        if page.kind in ("service", "unit", "news"):
            return f"/index.php?object=tx|{item}&ModID={module}&FID={item}"
        return (
            f"/kalender-{slug(page.key.replace('-', 'm'))}/"
            if page.kind == "event"
            else f"/{self.leaf(page).title()}/index.php?NavID={item}"
        )

    def file(self, key: str) -> str:
        """Return a file of the media module."""
        return f"/media/custom/2345_{number(key)}_1.PDF"

    def session(self, path: str, mark: str) -> str:
        """Return the address with ``sid``."""
        return f"{path}{'&' if '?' in path else '?'}sid={mark}"


class Liferay(Skin):
    """A service portal: pages are views of one application."""

    name = "liferay"
    template = "liferay.html"
    lists = "cards"
    param = "suchbegriff"
    search_path = "/web/guest/suche"
    suggest_path = "/o/vorschlaege"

    def path(self, page: Page) -> str:
        """Return e.g. ``/dienstleistungen/-/egov-bis-detail/dienstleistung/12345/show``."""
        if page.key in ("home", "portal") and page.host != "main":
            return "/web/guest/startseite"
        if page.key == "home":
            return "/"
        if page.kind == "service":
            return f"/dienstleistungen/-/egov-bis-detail/dienstleistung/{number(page.key)}/show"
        if page.kind == "unit":
            return f"/dienstleistungen/-/egov-bis-detail/einrichtung/{number(page.key)}/show"
        folder = {"news": "aktuelles/", "event": "kalender/"}.get(page.kind, "")
        return f"/web/guest/{folder}{self.leaf(page)}"

    def file(self, key: str) -> str:
        """Return a document of the library."""
        return f"/documents/20142/{number(key)}/{slug(key)}.pdf"

    def session(self, path: str, mark: str) -> str:
        """Return the address with a session id before the query."""
        return f"{path};jsessionid={mark}"


class Sitepark(Skin):
    """Numbers behind the name of a page, facts in definition lists, mail in entities."""

    name = "sitepark"
    template = "sitepark.html"
    contact = "lines"
    mail = "entities"
    param = "sp:q"
    search_path = "/suche/index.php"
    suggest_path = "/suche/suggest.php"
    layer = True

    def path(self, page: Page) -> str:
        """Return e.g. ``/buergerservice/leistungen/gewerbe-anmelden-12345.php``."""
        if page.key == "home":
            return "/"
        folder = {
            "service": "buergerservice/leistungen/",
            "news": "presse/",
            "event": "kalender/",
            "unit": "organisation/",
        }.get(page.kind, "")
        return (
            f"/{folder}{self.leaf(page)}-{number(page.key)}.php"
            if page.kind != "event"
            else f"/{folder}{self.leaf(page)}.php"
        )

    def file(self, key: str) -> str:
        """Return a file beside the pages."""
        return f"/medien/dokumente/{slug(key)}_{number(key)}.pdf"


class Elementor(Skin):
    """A blog that became a site: posts by date, boxes in boxes."""

    name = "elementor"
    template = "elementor.html"
    lists = "cards"
    heading = "accordion"
    param = "s"
    search_path = "/"
    suggest_path = "/wp-json/vorschlag"
    layer = True

    def path(self, page: Page) -> str:
        """Return e.g. ``/gewerbe-anmelden/``, for news ``/2026/11/05/titel/``."""
        if page.key == "home":
            return "/"
        if page.kind == "news" and page.day:
            return f"/{page.day:%Y/%m/%d}/{slug(page.title)}/"
        return f"/{'kalender/' if page.kind == 'event' else ''}{self.leaf(page)}/"

    def file(self, key: str) -> str:
        """Return an upload."""
        return f"/wp-content/uploads/2018/03/{slug(key)}.pdf"


class Tables(Skin):
    """Tables for everything, numbers in folders, headings in bold."""

    name = "tables"
    template = "tables.html"
    heading = "bold"
    lists = "table"
    contact = "lines"
    mail = "at"
    param = "suche"
    search_path = "/suche/index.php"
    method = "post"

    def path(self, page: Page) -> str:
        """Return e.g. ``/seite/12345/gewerbe_anmelden.html``."""
        if page.key == "home":
            return "/"
        leaf = self.leaf(page).replace("-", "_")
        if page.kind == "event":
            return f"/veranstaltungen/{self.leaf(page)}.html"
        folder = {"news": "news/1", "unit": "verzeichnis/amt", "service": "dienstleistung"}.get(page.kind, "seite")
        return f"/{folder}/{number(page.key)}/{leaf}.html"

    def file(self, key: str) -> str:
        """Return a file of the download folder."""
        return f"/downloads/datei/{number(key)}.pdf"


class Hitcom(Skin):
    """Everything is a query on one file."""

    name = "hitcom"
    template = "hitcom.html"
    contact = "table"
    param = "such_wort"
    _views: ClassVar = {"service": 77, "news": 12, "unit": 45}
    search_path = "/suche"

    def path(self, page: Page) -> str:
        """Return e.g. ``/index.php?id=77&publish[id]=12345&publish[start]=``."""
        if page.key == "home":
            return "/"
        if page.kind == "event":
            return f"/index.php?id=31&kalender={slug(page.key.replace('-', 'm'))}"
        if page.kind in self._views:
            return f"/index.php?id={self._views[page.kind]}&publish[id]={number(page.key)}&publish[start]="
        return f"/index.php?id={number(page.key)}"

    def file(self, key: str) -> str:
        """Return a download by its number."""
        return f"/ceasy/modules/core/resources/main.php5?view=publish&id={number(key)}&datei={slug(key)}.pdf"


class Catalogue(Skin):
    """A catalogue of services in a frame of its own: terms and definitions."""

    name = "catalogue"
    template = "catalogue.html"
    heading = "dl"
    mail = "entities"
    param = "stichwort"
    search_path = "/stichwortsuche"

    def path(self, page: Page) -> str:
        """Return e.g. ``/lebenslagen/leistung/12345/``."""
        if page.key == "home":
            return "/"
        if page.kind == "event":
            return f"/kalender/{self.leaf(page)}/"
        folder = {"service": "katalog/leistung", "unit": "katalog/amt", "news": "meldungen"}.get(page.kind, "inhalt")
        return f"/{folder}/{number(page.key)}/{self.leaf(page) if page.kind != 'service' else ''}".rstrip("/") + "/"


class Script(Skin):
    """An empty shell for every address: the pages come as JSON and are drawn by script."""

    name = "script"
    template = "script.html"
    param = "begriff"
    search_path = "/suche"

    def path(self, page: Page) -> str:
        """Return e.g. ``/leistungen/gewerbe-anmelden``."""
        if page.key == "home":
            return "/"
        folder = {"service": "leistungen/", "news": "aktuell/", "event": "kalender/"}.get(page.kind, "")
        return f"/{folder}{self.leaf(page)}"


PRODUCTS: dict[str, type[Skin]] = {
    product.name: product
    for product in (Static, Typo3, Ikiss, Liferay, Sitepark, Elementor, Tables, Hitcom, Catalogue, Script)
}
