"""The tiny site of an example: an archive in memory, read as any other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from html import escape
from urllib.parse import quote, urljoin, urlsplit

from criteria.language import Example
from criteria.language.example import ExamplePage, ExampleSearch
from criteria.loading import CriteriaSet
from criteria.registry import Municipality
from scanner.archive.records import Engine, Failure, Manifest, Missing, Purpose
from scanner.judging.example_pdf import pdf_of
from scanner.reading.captures import read_captures
from scanner.reading.memory import MUNICIPALITY, Answered, MemoryArchive, memory_archive
from scanner.reading.search import find_engines
from scanner.reading.site import build_site, see
from scanner.reading.site_types import Site

Pages = dict[str, str | bytes | Answered]
_KREIS_DIGITS = 5


def site_of(example: Example, criteria_set: CriteriaSet) -> Site:
    """Return the site of an example, with its basket and terms."""
    narrowed = _narrowed(criteria_set, example)
    municipality = _municipality(example)
    manifest = _manifest(example, municipality)
    pages = _pages(example, municipality)
    archive = memory_archive(pages, municipality, as_of=manifest.as_of, manifest=manifest)
    if example.search is not None:
        archive = _asked(example.search, pages, archive, municipality, narrowed)
    return build_site(archive, municipality, narrowed)


def _municipality(example: Example) -> Municipality:
    ags = MUNICIPALITY.ags[:_KREIS_DIGITS] if example.league == "kreis" else MUNICIPALITY.ags
    return replace(MUNICIPALITY, ags=ags, league=example.league)


def _manifest(example: Example, municipality: Municipality) -> Manifest:
    as_of = datetime.combine(example.as_of, time(12), UTC)
    missing = tuple(
        Missing(urljoin(municipality.homepage, url), Purpose.PAGE, Failure(reason))
        for url, reason in example.missing.items()
    )
    name, home = municipality.name, municipality.homepage
    return Manifest(municipality.ags, name, municipality.league, home, as_of, missing=missing)


def _narrowed(criteria_set: CriteriaSet, example: Example) -> CriteriaSet:
    """Return the set with only the services and terms that the example is about."""
    league = example.league
    if example.basket:
        kept = example.basket
        services = tuple(one if one.id in kept else replace(one, levels=()) for one in criteria_set.services)
        criteria_set = replace(criteria_set, baskets={**criteria_set.baskets, league: kept}, services=services)
    if example.terms:
        terms = criteria_set.terms[league].model_copy(update={"official": example.terms, "everyday": example.terms})
        criteria_set = replace(criteria_set, terms={**criteria_set.terms, league: terms})
    return criteria_set


def _pages(example: Example, municipality: Municipality) -> Pages:
    given = dict(example.pages)
    links = "".join(f'<li><a href="{escape(path)}">{escape(path)}</a></li>' for path in given if path.startswith("/"))
    if "/" not in example.missing:
        given.setdefault("/", ExamplePage(html=f"<h1>{escape(municipality.name)}</h1><ul>{links}</ul>"))
    own = urlsplit(municipality.homepage).hostname or ""
    return {path: _answered(path, page, own, example.search) for path, page in given.items()}


def _answered(path: str, page: ExamplePage, own: str, search: ExampleSearch | None) -> Answered:
    host = urlsplit(path).hostname or own
    foreign = not f".{host}".endswith(f".{own.removeprefix('www.')}")
    body = pdf_of(page.pdf) if page.pdf is not None else _whole(page.html, search if path == "/" else None)
    return Answered(
        body,
        page.status,
        "application/pdf" if page.pdf is not None else "text/html; charset=utf-8",
        Purpose.TARGET if foreign else Purpose.PAGE,
        page.redirect,
        wanted=path if foreign else "",
    )


def _whole(html: str, search: ExampleSearch | None) -> str:
    """Return a whole page: a snippet becomes the main content of one, under a head with the search."""
    if "<html" in html or "<body" in html:
        return html
    start = html.find("<h1>")
    title = html[start + 4 : html.find("</h1>", start)] if start >= 0 else ""
    head = _search_form(search) if search is not None else ""
    return (
        f'<!doctype html><html lang="de"><head><title>{title}</title></head>'
        f"<body><header>{head}</header><main>{html}</main></body></html>"
    )


def _search_form(search: ExampleSearch) -> str:
    suggest = ' data-suggest="/vorschlag?q="' if search.suggests else ""
    return (
        f'<form role="search" action="{search.path}"><input type="search" name="{search.parameter}"{suggest}>'
        "<button>Suche</button></form>"
    )


def _asked(
    search: ExampleSearch, pages: Pages, archive: MemoryArchive, municipality: Municipality, criteria_set: CriteriaSet
) -> MemoryArchive:
    """Return the archive with the answers of the search to all terms, as the shopper would have asked it."""
    seen = see(read_captures(archive, criteria_set.lexicon), archive.manifest, municipality, criteria_set)
    engines = find_engines(seen)
    if not engines:
        return archive
    engine = replace(engines[0], blocked=search.blocked)
    manifest = replace(archive.manifest, engines=(engine, *engines[1:]), captures=())
    answers: Pages = {} if search.blocked else dict(_answers(search, pages, engine, municipality, criteria_set))
    return memory_archive({**pages, **answers}, municipality, as_of=manifest.as_of, manifest=manifest)


def _answers(
    search: ExampleSearch, pages: Pages, engine: Engine, municipality: Municipality, criteria_set: CriteriaSet
) -> Iterator[tuple[str, Answered]]:
    for term in _terms(search, municipality.league, criteria_set):
        body = _result_page(term, search, pages)
        address = f"{search.path}?{search.parameter}={quote(term)}"
        yield address, Answered(body, purpose=Purpose.SEARCH, term=term, engine=engine.id)
    if search.suggests:
        shown = ", ".join(f'"{text}"' for text in search.suggests)
        kind = "application/json"
        yield "/vorschlag?q=gew", Answered(f"[{shown}]", 200, kind, Purpose.SUGGEST, term="gew", engine=engine.id)


def _terms(search: ExampleSearch, league: str, criteria_set: CriteriaSet) -> list[str]:
    asked = criteria_set.terms[league]
    every = (asked.official, asked.everyday, asked.misspelt, search.answers, search.corrects)
    return list(dict.fromkeys(term for terms in every for term in terms))


def _result_page(term: str, search: ExampleSearch, pages: Pages) -> str:
    found = search.answers.get(term, ())
    items = "".join(f'<li><a href="{escape(path)}">{escape(_title(path, pages))}</a></li>' for path in found)
    address = f"{search.path}?{search.parameter}={quote(term)}"
    narrowed = "".join(f'<a href="{address}&amp;typ={at}">{escape(n)}</a> ' for at, n in enumerate(search.filters))
    meant = search.corrects.get(term, "")
    hint = f'<p>Meinten Sie: <a href="{search.path}?{search.parameter}={quote(meant)}">{meant}</a></p>' if meant else ""
    count = f"<p>{len(found)} Treffer</p>" if found else "<p>Keine Treffer</p>"
    return _whole(f"<h1>Suche</h1>{hint}<p>{narrowed}</p>{count}<ol>{items}</ol>", search)


def _title(path: str, pages: Pages) -> str:
    page = pages.get(path)
    body = page.body if isinstance(page, Answered) else page
    if isinstance(body, str) and "<title>" in body:
        return body.partition("<title>")[2].partition("</title>")[0] or path
    return path
