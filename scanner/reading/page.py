"""One captured page or document to its facts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from criteria.words import Lexicon
from scanner.archive.records import Capture
from scanner.reading.decode import decode
from scanner.reading.drafts import LinkDraft, Sheet
from scanner.reading.facts import CONTENT, Block, PageFacts, Quality, Region
from scanner.reading.field_labels import Labels
from scanner.reading.forms import build_forms
from scanner.reading.head import Head, read_head
from scanner.reading.links import Base, build_links
from scanner.reading.panels import find_panels
from scanner.reading.pdf import read_pdf
from scanner.reading.pdf_drafts import drafts_of
from scanner.reading.quality import Answer, quality_of, why_script
from scanner.reading.reader import Reader, reader_of
from scanner.reading.regions import Regions
from scanner.reading.sections import build_sections
from scanner.reading.text import without_invisible
from scanner.reading.tree import Element, Paths, parse
from scanner.reading.uses import read_uses
from scanner.reading.walk import Walker

_SHORT = 40
_HEADS = frozenset({"heading", "label"})


@dataclass(frozen=True, slots=True)
class Source:
    """The markup of a page, the charset that its forms are sent in, whether it was cut off."""

    markup: str
    charset: str
    truncated: bool


def read_page(capture: Capture, body: bytes, lexicon: Lexicon, *, rendered: bool = False) -> PageFacts:
    """Return what a reader would see on a captured page or in a captured PDF; never raises on bad content.

    Args:
        capture: what was fetched.
        body: its bytes, content-encoding taken off.
        lexicon: the words of the criteria set.
        rendered: whether the body is the DOM after scripts ran.
    """
    content_type = capture.content_type.split(";")[0].strip().lower()
    known = PageFacts(
        capture.final or capture.url,
        capture.url,
        capture.id,
        capture.fetched,
        capture.status,
        Quality.ERROR if capture.status >= 400 else Quality.EMPTY,
        content_type,
        rendered=rendered,
    )
    if body[:1024].lstrip().startswith(b"%PDF"):
        quality = Quality.INCOMPLETE if capture.truncated else Quality.CONTENT
        reader = reader_of(lexicon)
        pdf = read_pdf(body, reader.vocabulary)
        values = reader.values.read(*drafts_of(pdf))
        return replace(known, pdf=pdf, title=pdf.title, values=values, quality=quality, content_type="application/pdf")
    if content_type and not _is_text(content_type):
        return replace(known, quality=Quality.CONTENT if capture.status < 400 else Quality.ERROR)
    decoded = decode(body, capture.content_type)
    source = Source(without_invisible(decoded.text), decoded.charset, capture.truncated)
    root = parse(source.markup)
    return known if root is None else _read(known, root, source, reader_of(lexicon))


def _is_text(content_type: str) -> bool:
    return content_type.startswith("text/") or "html" in content_type or "xml" in content_type


def _read(known: PageFacts, root: Element, source: Source, reader: Reader) -> PageFacts:
    head, paths = read_head(root), Paths()
    base = Base(known.url, head.base, source.charset)
    sheet = _walked(root, source.markup, head, reader)
    sections = build_sections(sheet.drafts, paths)
    forms = build_forms(sheet, Labels(root, reader), base, paths)
    words = sum(draft.words for draft in sheet.drafts if draft.region in CONTENT)
    answer = Answer(known.status, source.truncated, known.rendered, head.title, _h1(sheet), words, forms, source.markup)
    needs_script = why_script(root, sheet, answer, reader)
    return replace(
        known,
        quality=quality_of(sheet, answer, needs_script, reader),
        title=head.title,
        canonical=base.absolute(head.canonical) or "" if head.canonical else "",
        language=head.language,
        viewport=head.metas.get("viewport", ""),
        generator=head.metas.get("generator", ""),
        doctype=head.metas.get("doctype", ""),
        blocks=_blocks(sheet, paths),
        sections=sections,
        links=build_links(sheet, base, paths),
        forms=forms,
        contacts=reader.contacts.read(sheet.drafts, sections, paths),
        values=reader.values.read(sheet.drafts, sections, f"{head.title} {answer.h1}", paths),
        uses=read_uses(root, sheet.marks, source.markup, reader),
        alternates=tuple((lang, url) for lang, raw in head.alternates if (url := base.absolute(raw))),
        needs_script=needs_script,
        words=words,
        h1=answer.h1,
        notes=("cut",) if sheet.cut else (),
    )


def _walked(root: Element, markup: str, head: Head, reader: Reader) -> Sheet:
    body = root.find("body")
    body = root if body is None else body
    regions = Regions(body, reader.names, reader.said)
    panels = find_panels(root, markup, reader.names)
    sheet = Walker(root, reader.names, reader.splitter, reader.mails, regions, panels).walk(body)
    _silence(sheet, reader)
    for draft in sheet.drafts:
        if draft.links and draft.region in (Region.MAIN, Region.HEADER) and draft.text in reader.said.breadcrumb:
            draft.region = Region.BREADCRUMB
    if head.refresh:
        sheet.links.append(LinkDraft(root, head.refresh, Region.MAIN, None))
    return sheet


def _silence(sheet: Sheet, reader: Reader) -> None:
    """Let what stands under a heading and says nothing ("siehe Formulare", "k. A.") count for nothing."""
    for before, draft in pairwise(sheet.drafts):
        first = before.kind in _HEADS and draft.kind not in _HEADS and len(draft.text) <= _SHORT
        if first and draft.text in reader.said.nothing:
            draft.words = 0


def _blocks(sheet: Sheet, paths: Paths) -> tuple[Block, ...]:
    return tuple(
        Block(draft.kind, draft.text, draft.region, paths.of(draft.element), draft.level, draft.section)
        for draft in sheet.drafts
    )


def _h1(sheet: Sheet) -> str:
    found = [draft for draft in sheet.drafts if draft.level == 1]
    return next((draft.text for draft in found if draft.region in CONTENT), found[0].text if found else "")
