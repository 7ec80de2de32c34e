"""What a skin decides: addresses, charset, and how it marks up what pages are made of."""

from __future__ import annotations

import re
from zlib import crc32

from scanner.practice.pages.blocks import Page

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def slug(text: str) -> str:
    """Return a text as it stands in an address."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower().translate(_UMLAUTS)).strip("-")


def number(key: str) -> int:
    """Return the number of a page in its product's database, five digits."""
    return 10000 + crc32(key.encode()) % 89999


class Skin:
    """A product. Subclasses change what is different.

    `heading` is h, bold, accordion; `lists` ul, table, cards; `contact` block, table, lines; `mail` plain, at, entities,
    script; `layer` whether a consent layer lies over the pages; `param` what its search calls the query.
    """

    name = "static"
    template = "static.html"
    charset = "utf-8"
    declared = "utf-8"
    heading = "h"
    lists = "ul"
    contact = "block"
    mail = "plain"
    layer = False
    param = "q"
    method = "get"
    search_path = "/suche"
    suggest_path = "/suche/vorschlaege"

    def path(self, page: Page) -> str:
        """Return the address of a page below its host."""
        if page.key == "home":
            return "/"
        folder = {"service": "dienste/", "news": "aktuelles/", "council": "rat/", "event": "kalender/"}.get(
            page.kind, ""
        )
        return f"/{folder}{self.leaf(page)}.html"

    def leaf(self, page: Page) -> str:
        """Return the name of a page in its folder; twins and letters must not meet."""
        kind, _, rest = page.key.partition(":")
        end = {"twin": "info", "az": slug(rest), "calendar": rest.replace("-", "m")}.get(kind, "")
        return slug(page.title) + (f"-{end}" if end else "")

    def file(self, key: str) -> str:
        """Return the address of a PDF."""
        return f"/dateien/{slug(key)}.pdf"

    def session(self, path: str, mark: str) -> str:
        """Return an address with a session id, as the product writes it."""
        return f"{path}{'&' if '?' in path else '?'}PHPSESSID={mark}"
