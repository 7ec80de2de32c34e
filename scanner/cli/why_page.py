"""The page to print of ``g2b why``: self-contained HTML, German or English."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from babel.dates import format_date
from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from results.queries import ScanInfo
from scanner.judging.answers import CriterionAnswer, UrlAnswer
from scanner.model.texts import Texts

_TEXTS = Texts("scanner.cli")


@cache
def _environment() -> Environment:
    """Return the templates; everything that is put in is escaped."""
    return Environment(
        loader=PackageLoader("scanner.cli", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def template(name: str) -> Template:
    """Return a template by the name of its file."""
    return _environment().get_template(name)


def page_of(answer: CriterionAnswer | UrlAnswer, scan: ScanInfo, language: str) -> str:
    """Return an answer as a page.

    Args:
        answer: what to show.
        scan: the scan that it is about.
        language: de or en.
    """
    name = "why_url.html" if isinstance(answer, UrlAnswer) else "why_criterion.html"

    def say(key: str, **values: object) -> str:
        return _TEXTS.say(key, language, **values)

    def day(moment: datetime) -> str:
        return str(format_date(moment, "long", locale=language))

    return template(name).render(answer=answer, scan=scan, lang=language, say=say, day=day)
