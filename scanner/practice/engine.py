"""The search engines of the practice sites: as good or as poor as their `site.yaml` says."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import html as lxml_html
from rapidfuzz import fuzz

from scanner.practice.hosting import HostFolder, Reply
from scanner.practice.site_file import Search

_WORD = re.compile(r"[^\W_]+")
_DATE = re.compile(r"(20\d\d)[/-](\d\d)(?:[/-](\d\d))?")
_NOT_CONTENT = ("script", "style", "nav", "header", "footer")
_SOFT_HYPHEN = "\xad"
_CLOSE_ENOUGH = 85.0
_BEST_BET, _IN_TITLE, _IN_TEXT = 1000, 10, 1


@dataclass(frozen=True)
class Document:
    """One thing that can be found."""

    url: str
    title: str
    text: str
    kind: str = ""
    date: str = ""

    @cached_property
    def title_words(self) -> frozenset[str]:
        """Words of the title."""
        return frozenset(_words(self.title))

    @cached_property
    def text_words(self) -> frozenset[str]:
        """Words of the text."""
        return frozenset(_words(self.text))


class SearchEngine:
    """One engine of a host; `hosts` finds the folders that its scope names."""

    def __init__(self, conf: Search, home: HostFolder, hosts: Callable[[str], Iterable[HostFolder]]) -> None:
        self.conf, self._home, self._hosts = conf, home, hosts

    def answer(self, fields: Mapping[str, str]) -> Reply:
        """Return the result page (or JSON) for what was sent."""
        asked = fields[self.conf.param]
        hits = self.find(asked, fields.get(self.conf.filter_param, ""))
        if self.conf.format == "json":
            body = json.dumps([_row(hit, asked) for hit in hits], ensure_ascii=False).encode()
            return Reply(200, body, {"Content-Type": "application/json; charset=utf-8"})
        return self._home.page(self._fill(asked, hits))

    def find(self, asked: str, kind: str = "") -> list[Document]:
        """Return the hits for a query, best first, at most as many as the engine shows."""
        terms = _words(asked)
        best = {key.casefold(): urls for key, urls in self.conf.best_bets.items()}.get(asked.strip().casefold(), [])
        scored = [(self._score(terms, best, doc), doc) for doc in self._documents if not kind or doc.kind == kind]
        hits = [(score, doc) for score, doc in scored if score]
        if self.conf.order == "date":
            hits.sort(key=lambda hit: hit[1].date, reverse=True)
        else:
            hits.sort(key=lambda hit: (-hit[0], hit[1].url))
        return [doc for _, doc in hits[: self.conf.limit]]

    def _score(self, terms: list[str], best: list[str], doc: Document) -> int:
        score = _BEST_BET - best.index(doc.url) if doc.url in best else 0
        in_title = [self._matches(term, doc.title_words) for term in terms]
        if terms and all(hit or self._matches(term, doc.text_words) for hit, term in zip(in_title, terms, strict=True)):
            score += _IN_TEXT + _IN_TITLE * sum(in_title)
        return score

    def _matches(self, term: str, words: frozenset[str]) -> bool:
        if any(term in word for word in words):
            return True
        return self.conf.fuzzy and any(fuzz.ratio(term, word, score_cutoff=_CLOSE_ENOUGH) for word in words)

    @cached_property
    def _documents(self) -> list[Document]:
        folders = [folder for name in self.conf.scope or [self._home.name] for folder in self._hosts(name)]
        read = _json_documents if self.conf.documents else _html_documents
        return [doc for folder in folders for doc in read(folder, self.conf.documents)]

    def _fill(self, asked: str, hits: list[Document]) -> str:
        page = (self._home.folder / self.conf.template).read_text("utf-8")
        escaped = [{key: html.escape(value) for key, value in _row(hit, asked).items()} for hit in hits]
        rows = "\n".join(self.conf.item.format(**row) for row in escaped)
        for key, value in (("count", str(len(hits))), ("results", rows), ("query", html.escape(asked))):
            page = page.replace("{{" + key + "}}", value)
        return page


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _row(doc: Document, asked: str) -> dict[str, str]:
    return {"title": doc.title, "url": doc.url, "snippet": _snippet(doc, asked), "type": doc.kind}


def _snippet(doc: Document, asked: str) -> str:
    terms = _words(asked)
    at = max(doc.text.casefold().find(terms[0]), 0) if terms else 0
    return " ".join(doc.text[max(0, at - 60) : at + 120].split())


def _html_documents(folder: HostFolder, _: str) -> Iterator[Document]:
    for file in sorted(folder.folder.rglob("*.html")):
        name = file.relative_to(folder.folder).as_posix()
        if name in folder.conf.unindexed:
            continue
        tree = lxml_html.document_fromstring(file.read_text("utf-8").replace(_SOFT_HYPHEN, "").replace("&shy;", ""))
        if "noindex" in _meta(tree, "robots"):
            continue
        url, kind = folder.address_of(name), _meta(tree, "doctype")
        title = _squeeze(tree.findtext(".//title") or name)
        yield Document(url, title, _content(tree), kind, _meta(tree, "date") or _date_in(url))


def _json_documents(folder: HostFolder, pattern: str) -> Iterator[Document]:
    for file in sorted(folder.folder.glob(pattern)):
        page = json.loads(file.read_text("utf-8").replace(_SOFT_HYPHEN, ""))
        if page.get("unindexed"):
            continue
        url, text = f"http://{folder.name}{page['path']}", _content(lxml_html.document_fromstring(page["html"]))
        yield Document(url, page["title"], text, page.get("type", ""), page.get("date", ""))


def _meta(tree: lxml_html.HtmlElement, name: str) -> str:
    found = tree.xpath("string(//meta[@name=$name]/@content)", name=name)
    return str(found)


def _content(tree: lxml_html.HtmlElement) -> str:
    for element in tree.xpath("|".join(f"//{tag}" for tag in _NOT_CONTENT)):
        element.drop_tree()
    return _squeeze(" ".join(str(text) for text in tree.itertext()))


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _date_in(url: str) -> str:
    found = _DATE.search(url)
    return "-".join(part for part in found.groups() if part) if found else ""
