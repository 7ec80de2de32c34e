"""The twelve observations: each asks the site one kind of question and knows no criterion.

An observation is a function (context, query) -> `Finding`. `OBSERVERS` holds them by the name that rules use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from scanner.judging.context import Context
from scanner.judging.observe.access import access
from scanner.judging.observe.contact import contact
from scanner.judging.observe.entries import entries
from scanner.judging.observe.form import form
from scanner.judging.observe.link import link
from scanner.judging.observe.offer import offer
from scanner.judging.observe.page import page
from scanner.judging.observe.search import search
from scanner.judging.observe.section import section
from scanner.judging.observe.service import service
from scanner.judging.observe.text import text
from scanner.judging.observe.value import value
from scanner.judging.outcome import Finding

Observer = Callable[[Context, Any], Finding]

OBSERVERS: Mapping[str, Observer] = {
    "text": text,
    "section": section,
    "value": value,
    "link": link,
    "entries": entries,
    "form": form,
    "contact": contact,
    "page": page,
    "service": service,
    "offer": offer,
    "access": access,
    "search": search,
}
