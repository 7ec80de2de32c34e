"""The page around a report: language, title, what it rests on, the draft mark, fonts and styles; one file, nothing beside it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup, escape

from results.audience import Audience
from results.periods import told
from results.queries import RunInfo, ScanInfo
from results.reports.look.numbers import Numbers
from scanner.model.texts import Texts

_HERE = "results.reports.look"
_TEXTS = Texts(_HERE)
_FACES = (
    ("Source Sans 3", 400, "normal", "source-sans-3-latin-400-normal"),
    ("Source Sans 3", 400, "italic", "source-sans-3-latin-400-italic"),
    ("Source Sans 3", 600, "normal", "source-sans-3-latin-600-normal"),
    ("Source Sans 3", 700, "normal", "source-sans-3-latin-700-normal"),
    ("Source Serif 4", 600, "normal", "source-serif-4-latin-600-normal"),
)


@dataclass(frozen=True)
class Report:
    """A kind of report: the package that holds its ``templates/``, and its texts."""

    package: str
    texts: Texts


@dataclass(frozen=True)
class Frame:
    """What stands around a report and is the same on every page of it.

    Args:
        title: what the report is called, in the title bar too.
        audience: its readers.
        run: the run that it shows.
        criteria: the criteria sets that were judged by, with the begin of their hash.
        scanners: the versions of the scanner that judged.
        about: who or what it is about, for the foot of each printed page.
        periods: which of several scans is shown, and whether periods are mixed (`results.periods`).
        beside: other runs that it shows numbers of.
    """

    title: str
    audience: Audience
    run: RunInfo
    criteria: tuple[str, ...] = ()
    scanners: tuple[str, ...] = ()
    about: str = ""
    periods: tuple[str, ...] = ()
    beside: tuple[RunInfo, ...] = ()

    @classmethod
    def of(
        cls,
        title: str,
        audience: Audience,
        run: RunInfo,
        scans: Iterable[ScanInfo],
        about: str = "",
        beside: Iterable[RunInfo] = (),
    ) -> Frame:
        """Return the frame of a report on these scans of a run."""
        scans = list(scans)
        judged = [scan.judgement for scan in scans]
        criteria = sorted({f"{one.criteria_set} ({one.criteria_hash[:12]})" for one in judged})
        scanners = tuple(sorted({one.scanner_version for one in judged}))
        periods = told(scans, audience.language)
        return cls(title, audience, run, tuple(criteria), scanners, about, periods, tuple(beside))

    @property
    def lang(self) -> str:
        """Language of the reader: de or en."""
        return self.audience.language

    @property
    def is_draft(self) -> bool:
        """Whether a run that it shows is not released, so that every page says so."""
        return bool(self.drafts)

    @property
    def drafts(self) -> tuple[str, ...]:
        """The runs that are not released, as they are shown, the one that the report is about first."""
        shown = (self.run, *self.beside)
        return tuple(dict.fromkeys(run_label(run, self.lang) for run in shown if run.stage.is_draft))

    @property
    def label(self) -> str:
        """The run as it is shown: with its source where people or a web archive made it."""
        return run_label(self.run, self.lang)


def page(report: Report, template: str, frame: Frame, **values: object) -> str:
    """Return a report as one HTML file that asks nothing from elsewhere and runs no script.

    Args:
        report: whose template and texts.
        template: name of the file in its ``templates/``.
        frame: what stands around it.
        values: what the template puts in; all of it is escaped.
    """
    lang = frame.lang
    shared = {"frame": frame, "lang": lang, "say": _saying(report.texts, lang), "frame_say": _saying(_TEXTS, lang)}
    return _environment(report.package, lang).get_template(template).render(**shared, **values)


def run_label(run: RunInfo, language: str) -> str:
    """Return a label of a run with its source where people or a web archive made it: 2019 (Handerhebung)."""
    return (
        _TEXTS.say(f"label.{run.source}", language, label=run.label) if run.source in ("sheet", "past") else run.label
    )


def link(url: str, text: str = "", title: str = "") -> Markup:
    """Return a link, or the text alone where the address is not http(s): a page may hold anything."""
    if urlsplit(url).scheme.lower() not in ("http", "https"):
        return escape(text or url)
    about = Markup(' title="{}"').format(title) if title else ""
    return Markup('<a href="{}" rel="noreferrer"{}>{}</a>').format(url, about, text or url)


def css_text(text: str) -> Markup:
    """Return a text as a string of CSS; nothing in it can end the string or the style."""
    return Markup('"' + "".join(one if one.isalnum() or one in " .,-" else f"\\{ord(one):x} " for one in text) + '"')  # noqa: S704


@cache
def _environment(package: str, language: str) -> Environment:
    numbers = Numbers(language)
    environment = Environment(
        loader=ChoiceLoader([PrefixLoader({"look": PackageLoader(_HERE)}), PackageLoader(package)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        number=numbers.number, signed=numbers.signed, percent=numbers.percent, day=numbers.day, css=css_text
    )
    environment.globals.update(link=link, fonts=_fonts(), styles=_styles())
    return environment


def _saying(texts: Texts, language: str) -> Callable[..., str]:
    def say(key: str, /, **values: object) -> str:
        return texts.say(key, language, **values)

    return say


@cache
def _fonts() -> Markup:
    """Return the font faces with the fonts in them."""
    return Markup("\n").join(_face(*one) for one in _FACES)


def _face(family: str, weight: int, style: str, file: str) -> Markup:
    data = b64encode(resources.files(_HERE).joinpath(f"fonts/{file}.woff2").read_bytes()).decode()
    return Markup(  # noqa: S704 - a file of ours
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};font-display:block;'
        f'src:url("data:font/woff2;base64,{data}") format("woff2")}}'
    )


@cache
def _styles() -> Markup:
    names = ("look.css", "print.css")
    return Markup("\n".join(resources.files(_HERE).joinpath(name).read_text("utf-8") for name in names))  # noqa: S704
