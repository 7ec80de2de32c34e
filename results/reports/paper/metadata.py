"""What a PDF says about itself: title, language, day, that it is tagged and accessible."""

from __future__ import annotations

from importlib.metadata import version

from pikepdf import Dictionary, Name, Pdf, String

from results.reports.look.frame import Frame


def told(pdf: Pdf, frame: Frame) -> None:
    """Write title, language, day and the claim of PDF/UA-1; the day is that of the run, not of the printing."""
    day = frame.run.as_of
    maker = f"g2b-scanner {version('g2b-scanner')}"
    producer = str(pdf.docinfo.get("/Producer", ""))
    pdf.docinfo = pdf.make_indirect(
        Dictionary(
            Title=String(frame.title),
            Creator=String(maker),
            Producer=String(producer),
            CreationDate=String(f"D:{day:%Y%m%d%H%M%S}Z"),
            ModDate=String(f"D:{day:%Y%m%d%H%M%S}Z"),
        )
    )
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
        meta["dc:title"] = frame.title
        meta["dc:language"] = {frame.lang}
        meta["pdf:Producer"] = producer
        meta["xmp:CreatorTool"] = maker
        meta["xmp:CreateDate"] = meta["xmp:ModifyDate"] = f"{day:%Y-%m-%dT%H:%M:%SZ}"
        meta["pdfuaid:part"] = "1"
    pdf.Root.Lang = String(frame.lang)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    for page in pdf.pages:
        page.Tabs = Name.S
