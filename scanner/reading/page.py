"""One captured page or document to its facts."""

from __future__ import annotations

from criteria.words import Lexicon, heal
from scanner.archive.records import Capture
from scanner.reading.decode import decode
from scanner.reading.dom import Node, css_path, parse
from scanner.reading.facts import Block, Field, Form, Link, PageFacts, PdfFacts, Quality, Region, Section
from scanner.reading.urls import normalise

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_KINDS = {"p": "text", "li": "item", "td": "cell", "th": "cell", "dt": "label", "dd": "text"}


def read_page(
    capture: Capture,
    body: bytes,
    lexicon: Lexicon,  # noqa: ARG001  first step: the words come with regions and values
    *,
    rendered: bool = False,
) -> PageFacts:
    """Return what a reader would see on a captured page or in a captured PDF; never raises on bad content."""
    content_type = capture.content_type.split(";")[0].strip().lower()
    if body[:1024].lstrip().startswith(b"%PDF"):
        return _facts(capture, "application/pdf", pdf=PdfFacts("flat", 0, 0))
    root = parse(decode(body, capture.content_type).text).root
    blocks, sections = _blocks(root)
    title = next((heal(node.text()) for node in root.walk() if node.tag == "title"), "")
    h1 = next((block.text for block in blocks if block.level == 1), "")
    return _facts(
        capture, content_type, title=title, h1=h1, blocks=tuple(blocks), sections=tuple(sections),
        links=tuple(_links(root, capture.final or capture.url)), forms=tuple(_forms(root, capture.final or capture.url)),
        language=root.get("lang").lower(),
        words=sum(len(block.text.split()) for block in blocks), rendered=rendered,
    )


def _facts(capture: Capture, content_type: str, **known: object) -> PageFacts:
    quality = Quality.ERROR if capture.status >= 400 else Quality.CONTENT
    return PageFacts(
        capture.final or capture.url, capture.url, capture.id, capture.fetched, capture.status, quality, content_type,
        **known,  # type: ignore[arg-type]
    )


def _blocks(root: Node) -> tuple[list[Block], list[Section]]:
    blocks: list[Block] = []
    opened: list[tuple[Block, int]] = []
    for node in root.walk():
        level = _HEADINGS.get(node.tag, 0)
        text = heal(node.text()) if level or node.tag in _KINDS else ""
        if text:
            kind = "heading" if level else _KINDS[node.tag]
            block = Block(kind, text, Region.MAIN, css_path(node), level, len(opened) if level else len(opened) - 1)
            opened += [(block, len(blocks) + 1)] if level else []
            blocks.append(block)
    return blocks, [_section(blocks, block, first) for block, first in opened]


def _section(blocks: list[Block], heading: Block, first: int) -> Section:
    ends = (at for at in range(first, len(blocks)) if 0 < blocks[at].level <= heading.level)
    last = next(ends, len(blocks))
    words = sum(len(block.text.split()) for block in blocks[first:last])
    return Section(heading.text, heading.level, heading.path, heading.region, first, last, words)


def _links(root: Node, base: str) -> list[Link]:
    found = []
    for node in root.walk():
        if node.tag == "a" and (url := normalise(node.get("href"), base)) and node.get("href"):
            text = heal(node.text()) or heal(" ".join(child.get("alt") for child in node.walk()))
            found.append(Link(url, text or heal(node.get("title")), Region.MAIN, css_path(node), node.get("href")))
    return found


def _forms(root: Node, base: str) -> list[Form]:
    found = []
    for node in root.walk():
        if node.tag == "form":
            fields = tuple(
                Field(each.get("name"), each.get("type", "text") if each.tag == "input" else each.tag,
                      heal(each.get("aria-label") or each.get("placeholder")), value=each.get("value"))
                for each in node.walk() if each.tag in ("input", "select", "textarea")
            )
            action = normalise(node.get("action"), base) or base
            about = " ".join(node.get(name) for name in ("id", "class", "role", "name", "aria-label"))
            found.append(Form(action, node.get("method", "get").lower(), fields, Region.MAIN, css_path(node),
                              heal(node.text()), heal(about)))
    return found
