"""A site with its face on: addresses of logical pages, pages as HTML, and which page an address means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from scanner.practice.content.model import TownYear
from scanner.practice.pages.blocks import Block, Heading, Page, Site
from scanner.practice.pages.forms import thanks_page
from scanner.practice.pages.noise import calendar_page
from scanner.practice.skins import skin_of
from scanner.practice.skins.base import number, slug

_SESSION = re.compile(r"(?:;jsessionid=|[?&](?:PHPSESSID|sid)=)[0-9a-f]+", re.I)
_FILES = ("pdf", "plan", "budget", "citizen-pdf", "dead")
_SCRIPT_SINCE = 2026  # until then the town had a plain site
_FORM_PATHS = {
    "form_solutions": "formulare.{slug}.example/metaform/Form-Solutions/sid/assistant/{number}?kdnr={ags}-0001",
    "civento": "civento.{slug}.example/civ.public/start.html?oe=00.00.{ags}&mode=cc&cc_key={name}",
    "intelliform": "afm.{slug}.example/intelliform/forms/{slug}/{name}/index",
}


def _entities(text: str) -> Markup:
    return Markup("".join(f"&#{ord(sign)};" for sign in text))  # noqa: S704 - character references only


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("scanner.practice.skins"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["entities"] = _entities
    made.filters["slug"] = slug
    made.filters["kind"] = lambda block: type(block).__name__
    return made


class Face:
    """The site of a town in a year, drawn by its skin.

    Args:
        town: the town in the year.
        site: its logical pages.
    """

    def __init__(self, town: TownYear, site: Site) -> None:
        self.town, self.site = town, site
        name = "static" if town.town.skin == "script" and town.year < _SCRIPT_SINCE else town.town.skin
        self.skin, self.portal_skin = skin_of(name), skin_of("liferay" if town.portal_host else name)
        self._vendors = {one.form.address: one.form.vendor for one in town.offerings.values() if one.form.kind == "own"}
        soft = [one.form.address for one in town.offerings.values() if one.form.kind == "soft404"]
        self._keys = {self._normal(self.address(key)): key for key in [*site.pages, *site.papers, *soft]}

    def address(self, to: str) -> str:
        """Return the address that a link leads to."""
        if to.startswith(("http://", "https://")):
            return to
        key, _, anchor = to.partition("#")
        return self._address(key) + (f"#{anchor}" if anchor else "")

    def _address(self, key: str) -> str:
        kind = key.partition(":")[0]
        if key in self._vendors and self._vendors[key] != "cms":
            values = {
                "slug": self.town.town.slug,
                "number": number(key),
                "ags": self.town.town.ags8,
                "name": slug(key.partition(":")[2]),
            }
            return f"{self.town.scheme}://" + _FORM_PATHS[self._vendors[key]].format(**values)
        if kind == "other_town":
            name, other = slug(key.partition(":")[2]), f"{int(self.town.town.ags8) + 7:08}"
            return f"http://www.formularverbund.example/metaform/Form-Solutions/sid/assistant/{name}?kdnr={other}-0001"
        if kind in _FILES:
            return f"{self.town.scheme}://{self.town.host}{self.skin.file(key)}"
        if kind == "search":
            return f"{self.town.scheme}://{self.town.host}{self.skin.search_path}" + (
                f"?{self.skin.param}=" if self.skin.search_path == "/" else ""
            )
        page = self.page(key) or Page(key, key, (), kind="form" if kind == "soft404" else "service")
        portal = page.host == "portal" and self.town.portal_host
        skin = self.portal_skin if portal else self.skin
        return f"{self.town.scheme}://{self.town.portal_host if portal else self.town.host}{skin.path(page)}"

    def page(self, key: str) -> Page | None:
        """Return a page; months of the calendar are made as they are asked for."""
        if key.startswith("calendar:"):
            return calendar_page(self.town, int(key.partition(":")[2]))
        if key == "thanks":
            return thanks_page()
        return self.site.pages.get(key)

    def key_of(self, host: str, target: str) -> str | None:
        """Return the key of the page, PDF or soft 404 that an address means; None where there is none."""
        asked = self._normal(f"http://{host}{target}")
        found = self._keys.get(asked)
        if found is None and (month := re.search(r"kalender\D*?-(m?)(\d+)\b", asked)):
            return f"calendar:{'-' if month[1] else ''}{int(month[2])}"
        return found

    @staticmethod
    def _normal(address: str) -> str:
        plain = unquote(_SESSION.sub("", address)).partition("#")[0].replace("https://", "http://")
        return plain.replace("/?", "?").rstrip("/?&")

    def html(self, page: Page, extra: Mapping[str, Any] | None = None) -> str:
        """Return a page as its skin draws it."""
        portal = page.host == "portal" and self.town.portal_host
        skin = self.portal_skin if portal else self.skin
        template = "form.html" if page.host == "form" and self._vendors.get(page.key) != "cms" else skin.template
        return _environment().get_template(template).render(
            page=page, sections=sections(page.blocks), site=self.site, town=self.town, skin=skin, portal=bool(portal),
            url=lambda to: self._linked(to, page), trail=self._trail(page), layer=skin.layer,
            vendor=self._vendors.get(page.key, ""), search=self._search(page),
            **(extra or {"hits": None, "query": "", "filters": ()}),
        )  # fmt: skip

    def _linked(self, to: str, page: Page) -> str:
        address = self.address(to)
        own = f"{self.town.scheme}://{urlsplit(self.address(page.key)).hostname}/"
        shown = "/" + address.removeprefix(own) if address.startswith(own) else address
        if self.town.town.fault == "session" and shown.startswith("/") and not shown.endswith(".pdf"):
            path, hash_sign, anchor = shown.partition("#")
            return self.skin.session(path, f"{number(page.key):x}a{number(to):x}") + hash_sign + anchor
        return shown

    def _trail(self, page: Page) -> list[Page]:
        found: list[Page] = []
        while page.parent and (above := self.site.pages.get(page.parent)) and above not in found:
            found.insert(0, above)
            page = above
        return found

    def _search(self, page: Page) -> bool:
        """Whether a search field stands on this page."""
        features = self.town.features
        if features.search == "none" or page.host != "main":
            return False
        if page.key == "search" or features.search_place == "home":
            return True
        return features.search_place == "sub" and page.key != "home"


def sections(blocks: Iterable[Block]) -> list[tuple[Heading | None, list[Block]]]:
    """Return blocks by the heading they stand under."""
    found: list[tuple[Heading | None, list[Block]]] = [(None, [])]
    for block in blocks:
        if isinstance(block, Heading):
            found.append((block, []))
        else:
            found[-1][1].append(block)
    return found


def shell() -> str:
    """Return the page that is empty until its script has run."""
    return _environment().get_template("shell.html").render()
