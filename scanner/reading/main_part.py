"""Where the main content of a page stands: by landmark, by name, else by structure.

By structure it is the smallest part that holds most of the text that is not linked, together with the first heading. To
measure linked text follows Kohlschütter et al., Boilerplate Detection using Shallow Text Features, WSDM 2010.
"""

from __future__ import annotations

from scanner.reading.names import Names
from scanner.reading.tree import Element

BOXES = ("div", "td", "section", "main", "article", "center", "table", "form")
SILENT = frozenset({"script", "style", "template", "noscript", "head", "select", "option", "textarea"})
_FOREIGN = frozenset({"header", "footer", "nav", "consent", "aside", "breadcrumb", "offscreen"})
_OUTER = frozenset({"header", "footer", "nav", "aside"})
_FLOW = frozenset({"p", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "address"})
_LAID_OUT = ("table", "h1", "h2", "h3", "p", "div")
_DOMINANT = 0.55  # share of its parent's text from which on a part is looked into
_SIMILAR = 0.75  # share of the text from which on an inner part of that name is taken for the outer one


def find_main(body: Element, names: Names) -> Element | None:
    """Return the element that holds the main content; None where the page has no parts at all."""
    explicit = [*body.iter("main"), *(box for box in body.iter(*BOXES) if box.get("role") == "main")]
    if len(explicit) == 1:
        return explicit[0]
    weights = weigh(body)
    if explicit:
        return max(explicit, key=lambda box: weights.get(box, 0))
    named = _by_name(body, names, weights)
    return _by_structure(body, names, weights) if named is None else named


def weigh(body: Element) -> dict[Element, int]:
    """Return by element how many characters of text that is not linked it holds."""
    weights: dict[Element, int] = {}
    order = list(body.iter())
    for element in order:
        text = element.text
        weights[element] = len(text.strip()) if text and element.tag not in SILENT else 0
    for element in reversed(order):
        parent = element.getparent()
        if parent is not None and element is not body:
            tail = element.tail
            own = 0 if element.tag in SILENT or element.tag == "a" else weights[element]
            weights[parent] = weights.get(parent, 0) + own + (len(tail.strip()) if tail else 0)
    return weights


def _by_name(body: Element, names: Names, weights: dict[Element, int]) -> Element | None:
    named = [box for box in body.iter(*BOXES) if _named_main(box, names) and not _in_outer_part(box, names)]
    if not named:
        return None
    best = max(named, key=lambda box: (_has_h1(box), weights.get(box, 0)))
    if weights[best] < 0.35 * weights[body] and not _has_h1(best):
        return None
    inner = [
        box
        for box in named
        if best in box.iterancestors() and weights[box] >= _SIMILAR * weights[best] and _has_h1(box) >= _has_h1(best)
    ]
    return inner[-1] if inner else best


def _named_main(box: Element, names: Names) -> bool:
    marks = _marks(box, names)
    return "main" in marks and not marks & _FOREIGN


def _in_outer_part(box: Element, names: Names) -> bool:
    for outer in box.iterancestors():
        if outer.tag == "body":
            return False
        marks = _marks(outer, names)
        if outer.tag in _OUTER or (marks & _FOREIGN and "main" not in marks):
            return True
    return False


def _marks(box: Element, names: Names) -> frozenset[str]:
    return names.of(f"{box.get('id', '')} {box.get('class', '')}".strip())


def _has_h1(box: Element) -> bool:
    return next(box.iter("h1"), None) is not None


def _by_structure(body: Element, names: Names, weights: dict[Element, int]) -> Element | None:
    at = body
    while True:
        inner = [child for child in at if child.tag not in SILENT | _OUTER and "consent" not in _marks(child, names)]
        best = max(inner, key=lambda child: _has_h1(child) * weights[at] / 2 + weights[child], default=None)
        if best is None or not _goes_in(at, best, inner, names, weights):
            return at if at is not body else None
        at = best


def _goes_in(at: Element, best: Element, inner: list[Element], names: Names, weights: dict[Element, int]) -> bool:
    """Whether the main content is the inner part alone."""
    if best.tag in _FLOW or not len(best) or _is_data(best):
        return False
    if _has_h1(best) and (at.tag == "tr" or weights[best] >= 0.3 * weights[at]):
        return True
    if weights[best] < _DOMINANT * weights[at] or (_has_h1(at) and not _has_h1(best)):
        return False
    left_out = sum(1 for child in inner if child is not best and child.tag in _FLOW and weights[child] > 20)
    return left_out == 0 or "main" in _marks(best, names)


def _is_data(table: Element) -> bool:
    """Whether a table shows data rather than arranging the page: nothing but short cells."""
    if table.tag != "table":
        return False
    return next(table.iter("th"), None) is not None or not any(inner is not table for inner in table.iter(*_LAID_OUT))
