"""What a practice site's `site.yaml` may say. The format is described in `sites/README.md`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from criteria.errors import UserError

Text = Annotated[str, BeforeValidator(str)]


class _Strict(BaseModel):
    """A misspelt key must be an error: silently left out, it would change what the labels measure."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Route(_Strict):
    """What a file path cannot say: an address with a query, a redirect, a status, a slow or odd answer."""

    path: str
    file: str = ""
    redirect: str = ""
    status: int | None = None
    headers: dict[str, str] = {}
    delay: float = 0.0
    content_type: str = ""
    charset: str = ""
    body: str = ""


class Missing(_Strict):
    """The answer to an address that nothing knows; a status of 200 makes a soft 404."""

    status: int = 404
    file: str = ""


class Search(_Strict):
    """One search engine of a host.

    `documents` (a glob below the host's folder) makes it search JSON documents with `path`, `title`, `html` and `type`
    instead of HTML files: the index of a site that is drawn by script.
    """

    path: str
    param: str
    method: Literal["GET", "POST"] = "GET"
    format: Literal["html", "json"] = "html"
    template: str = ""
    item: str = '<li><a href="{url}">{title}</a> {snippet}</li>'
    limit: int = 10
    fuzzy: bool = False
    order: Literal["relevance", "date"] = "relevance"
    scope: list[str] = []
    filter_param: str = ""
    best_bets: dict[str, list[str]] = {}
    documents: str = ""


class Host(_Strict):
    """One host name: its charset, routes, search engines and files that its search does not know."""

    charset: str = ""
    declare_charset: bool = True
    routes: list[Route] = []
    missing: Missing = Missing()
    unindexed: list[str] = []
    search: list[Search] = []


class SiteFile(_Strict):
    """A `site.yaml`. Sites without a homepage are stubs of other people's hosts and no row of the registry."""

    name: str
    product: str = ""
    kind: str = ""
    league: str = ""
    ags: Text = ""
    kreis: str = ""
    postcode: Text = ""
    homepage: str = ""
    portal: str = ""
    charset: str = "utf-8"
    script: bool = False  # the pages are drawn by script, so a file alone shows no links
    hosts: dict[str, Annotated[Host, BeforeValidator(lambda value: value or {})]] = Field(min_length=1)


def load_site(folder: Path) -> SiteFile:
    """Read the `site.yaml` of a folder; UserError where it is missing or says something unknown."""
    path = folder / "site.yaml"
    try:
        return SiteFile.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except OSError as error:
        raise UserError("Die Übungsseite lässt sich nicht lesen", where=str(path), hint=str(error)) from error
    except (yaml.YAMLError, ValidationError) as error:
        raise UserError("Die Übungsseite ist falsch beschrieben", where=str(path), hint=str(error)) from error


def site_folders(*roots: Path) -> list[Path]:
    """Return the folders with a `site.yaml` below some roots, in a fixed order."""
    found = [path.parent for root in roots for path in sorted(root.glob("*/site.yaml"))]
    if not found:
        where = ", ".join(map(str, roots))
        raise UserError("Hier liegen keine Übungsseiten", where=where, hint="Je Ordner eine Datei site.yaml")
    return found
