"""A DOCX that is the same for the same content: styles, language, header, tables that repeat their heads, pictures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from results.exports.hostile import clean

FONT = "Arial"  # there, or a font of the same widths, wherever DOCX is opened
WIDTH = 17.4  # cm between the margins
_INK, _QUIET, _RED = RGBColor(0x1B, 0x27, 0x33), RGBColor(0x4A, 0x57, 0x63), RGBColor(0xA6, 0x30, 0x1F)
_BETWEEN = 0.35  # lines, of space in a row
_SIGN, _PADDING = 0.16, 0.4  # cm, of a sign in a table and of the edges of its cells
_HEAD_FILL = "E3EAF0"
_OLDEST = (1980, 1, 1, 0, 0, 0)  # the only date that a ZIP without one can have
_LANGUAGES = {"de": "de-DE", "en": "en-GB"}
_STYLES = {
    "Normal": (9.5, False, 0, 3),
    "Title": (18, True, 0, 2),
    "Subtitle": (10, False, 0, 4),
    "Heading 1": (14, True, 0, 4),
    "Heading 2": (11, True, 8, 3),
    "Caption": (8.5, False, 0, 3),
}
"""Size in points, bold, space before and after in points."""
_OFF = ("lastRow", "firstColumn", "lastColumn", "noHBand")
_LOOK = {"val": "0420", "firstRow": "1", "noVBand": "1", **dict.fromkeys(_OFF, "0")}


class Paper:
    """A document on A4 with the styles of this project.

    Args:
        title: of the document, in its properties too.
        language: de or en.
        day: what its properties give as date, so that no clock is in it.
    """

    def __init__(self, title: str, language: str, day: datetime) -> None:
        self.document: Document = docx.Document()
        self._properties(title, language, day)
        self._page()
        self._typography(_LANGUAGES[language])

    def heading(self, text: str, level: int, *, new_page: bool = False) -> None:
        """Add a title (level 0) or a heading."""
        self.document.add_heading(clean(text), level).paragraph_format.page_break_before = new_page or None

    def text(self, text: str, style: str = "Normal") -> Paragraph:
        """Add a paragraph."""
        return self.document.add_paragraph(clean(text), style)

    def mark(self, left: str, right: str, page: str) -> None:
        """Put a mark into the header (red, right; none if empty), and text and page number into the footer."""
        section = self.document.sections[0]
        head = section.header.paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = head.add_run(clean(right))
        run.bold, run.font.color.rgb = True, _RED
        foot = section.footer.paragraphs[0]
        stops = self.document.styles["Footer"].paragraph_format.tab_stops
        stops.clear_all()
        stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        foot.add_run(f"{clean(left)}\t{page} ")
        _field(foot, "PAGE")
        foot.add_run(" / ")
        _field(foot, "NUMPAGES")

    def table(
        self,
        caption: str,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        numbers: Sequence[int] = (),
    ) -> Table:
        """Add a table with its caption above; widths in cm, `numbers` are columns set to the right."""
        told = self.text(caption, "Caption")
        told.paragraph_format.keep_with_next = True
        table: Table = self.document.add_table(rows=0, cols=len(heads), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        _describe(table, caption)
        for at, row in enumerate([heads, *rows]):
            cells = table.add_row().cells  # type: ignore[no-untyped-call]
            for place, text in enumerate(row):
                _fill(cells[place], clean(text), head=at == 0, number=place in numbers, width=widths[place])
            _keep_whole(table, at, head=at == 0)
        self.document.add_paragraph(style="Normal").paragraph_format.space_after = Pt(0)
        return table

    def picture(self, png: bytes, width: float, alt: str) -> None:
        """Add a picture of a width in cm with the text that stands for it."""
        shape = self.document.add_picture(BytesIO(png), width=Cm(width))
        properties = shape._inline.docPr
        properties.set("descr", alt)
        properties.set("title", alt.partition(":")[0])

    def saved(self) -> bytes:
        """Return the file; parts stand in the order of their names and bear no date."""
        file = BytesIO()
        self.document.save(file)
        made = BytesIO()
        with ZipFile(file) as source, ZipFile(made, "w") as target:
            for name in sorted(source.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
                entry = ZipInfo(name, _OLDEST)
                entry.compress_type, entry.external_attr, entry.create_system = ZIP_DEFLATED, 0o600 << 16, 3
                target.writestr(entry, source.read(name))
        return made.getvalue()

    def _properties(self, title: str, language: str, day: datetime) -> None:
        core = self.document.core_properties
        core.title, core.language = clean(title)[:255], _LANGUAGES[language]
        core.author = core.last_modified_by = core.comments = core.keywords = core.subject = ""
        core.created = core.modified = core.last_printed = day.replace(tzinfo=None, microsecond=0)
        core.revision = 1

    def _page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(1.8)
        section.top_margin, section.bottom_margin = Cm(1.7), Cm(1.5)
        section.header_distance = section.footer_distance = Cm(0.8)

    def _typography(self, language: str) -> None:
        for name, (size, bold, before, after) in _STYLES.items():
            style = self.document.styles[name]
            style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
            style.font.color.rgb = _QUIET if name in ("Caption", "Subtitle") else _INK
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{kind}"), None)
            fonts.set(qn("w:cs"), FONT)
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
            style.paragraph_format.line_spacing = 1.0
        for tag in ("w:pBdr", "w:spacing", "w:kern"):
            for name, inside in (("Title", "w:pPr" if tag == "w:pBdr" else "w:rPr"), ("Subtitle", "w:rPr")):
                _without(self.document.styles[name].element, inside, tag)
        _speak(self.document, language)
        _hyphenate(self.document)


def fitting(rows: Sequence[Sequence[str]], widths: Sequence[float], room: float) -> int:
    """Return how many rows of a table fit into so many lines of text, by the width of its columns in cm."""
    used = 0.0
    for at, row in enumerate(rows):
        used += height_of(row, widths)
        if used > room:
            return at
    return len(rows)


def height_of(row: Sequence[str], widths: Sequence[float]) -> float:
    """Return how high a row is, in lines of text."""
    return max(lines_of(text, width) for text, width in zip(row, widths, strict=True)) + _BETWEEN


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a column, rather one too many: words are broken between them."""
    signs = max(int((width - _PADDING) / _SIGN), 1)
    used = [0]
    for word in text.split():
        if used[-1] and used[-1] + len(word) >= signs:
            used.append(0)
        used += [signs] * ((len(word) - 1) // signs)
        used[-1] = min(used[-1] + len(word) + 1, signs)
    return len(used)


def _fill(cell: _Cell, text: str, *, head: bool, number: bool, width: float) -> None:
    cell.width = Cm(width)
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
    run = paragraph.add_run(text)
    run.bold, run.font.size = head or None, Pt(8.5)
    if number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if head:
        shade = OxmlElement("w:shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", _HEAD_FILL)):
            shade.set(qn(f"w:{key}"), value)
        cell._tc.get_or_add_tcPr().append(shade)


def _keep_whole(table: Table, at: int, *, head: bool) -> None:
    """Let no row be torn apart, and repeat the head on every page."""
    properties = table.rows[at]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


def _describe(table: Table, text: str) -> None:
    """Give a table the text that assistive technology reads, and say that its first row is a head."""
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)
    for tag, values in (("w:tblLook", _LOOK), ("w:tblCaption", {"val": text})):
        element = OxmlElement(tag)
        for key, value in values.items():
            element.set(qn(f"w:{key}"), value)
        properties.append(element)


def _field(paragraph: Paragraph, code: str) -> None:
    """Add a field that the word processor fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "2" if code == "NUMPAGES" else "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _without(style: BaseOxmlElement, inside: str, tag: str) -> None:
    """Take from a style what the template decorates it with."""
    for properties in style.findall(qn(inside)):
        for decoration in properties.findall(qn(tag)):
            properties.remove(decoration)


def _speak(document: Document, language: str) -> None:
    """Say in which language the text is, so that it is read out and spell-checked in it."""
    for spoken in document.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), language)


def _hyphenate(document: Document) -> None:
    """Let words be divided at the end of a line: German names of services are longer than columns are wide."""
    before = document.settings.element.find(qn("w:defaultTabStop"))
    if before is not None:
        before.addnext(OxmlElement("w:autoHyphenation"))
