"""Prints a report: HTML in, accessible PDF out."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf

from results.reports.look.frame import Frame
from results.reports.paper.content import marked
from results.reports.paper.metadata import told
from results.reports.paper.tree import Tree

PrintPdf = Callable[[str], bytes]
"""What prints a page of HTML as a tagged PDF; handed in by whoever knows a browser."""


def printed(html: str, frame: Frame, print_pdf: PrintPdf) -> bytes:
    """Return a report as PDF.

    Args:
        html: the report, from `results.reports.look.frame.page`.
        frame: what stood around it: title, language and day go into the file.
        print_pdf: prints it.
    """
    return finished(print_pdf(html), frame)


def finished(raw: bytes, frame: Frame) -> bytes:
    """Return a tagged PDF as a browser prints it with the gaps closed, the same bytes for the same content."""
    with pikepdf.open(BytesIO(raw)) as pdf:
        tree = Tree(pdf)
        figures, repeated, none = tree.figures(), tree.repeated(), frozenset[int]()
        for number, page in enumerate(pdf.pages):
            content = marked(pdf, page, figures.get(number, none), repeated.get(number, none))
            tree.drop(number, content.dropped)
            tree.place(number, content.boxes)
        tree.finish(frame.title)
        told(pdf, frame)
        out = BytesIO()
        pdf.remove_unreferenced_resources()
        pdf.save(out, min_version="1.7", deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
