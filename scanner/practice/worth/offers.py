"""F and E: forms, levels, accounts, payment, state portals and further offers."""

from __future__ import annotations

from datetime import date
from statistics import median

from scanner.practice.content.catalogue import competent, linked_states
from scanner.practice.content.extras import business_start
from scanner.practice.content.model import Form, Offering, TownYear
from scanner.practice.pages.lists import formed
from scanner.practice.worth.numbers import NOT_APPLICABLE, Worth, points, share
from scanner.practice.worth.search import pages_of

_PAYING_STATE = ("gaststaettengewerbe",)
_ORGANISATION_STATE = ("service.wirtschaft.nrw", "bauportal.nrw")
_ACCOUNT = {"none": 0.0, "password": 1.0, "bundid": 2.0, "organisation": 3.0}


def form_worth(town: TownYear) -> dict[str, Worth]:
    """Return F1 to F7."""
    basket = [town.offerings[name] for name in town.basket]
    pdfs = [float(one.form.kind == "fillable") for one in town.offerings.values() if one.form.pdf]
    interactive = [_interactive(one) for one in basket]
    links = links_worth(town)
    return {
        "F1": points(_overview(town), 2),
        "F2": share(one.form.offer for one in basket),
        "F3": share(pdfs) if pdfs else Worth(1.0 if any(interactive) else 0.0),
        "F4": share(interactive),
        "F5": share(way(one) / 3 for one in basket),
        "F6": _quality(town, some=any(interactive)),
        "F7": share(links.values()) if links else NOT_APPLICABLE,
    }


def _overview(town: TownYear) -> int:
    if town.features.forms_page == "none":
        return 0
    business = len(formed(town))
    if town.features.forms_page == "business" and business:
        return 2
    return 2 if business >= 3 else 1


def _interactive(offered: Offering) -> float:
    return 1.0 if offered.form.online else 0.5 if offered.form.kind == "start" else 0.0


def way(offered: Offering) -> int:
    """Return the points of the way to hand in: 3 without a break, 2 without the evidence asked for, 1 by mail."""
    form = offered.form
    if form.kind == "state":
        return 3
    if form.kind == "own" and form.sent == "online":
        return 2 if offered.evidence and not form.upload else 3
    return 1 if form.pdf and form.mailable else 0


def _quality(town: TownYear, *, some: bool) -> Worth:
    own = [one.form for one in town.offerings.values() if one.form.kind == "own"]
    if own:
        return points(median(_help(form) for form in own), 4)
    return NOT_APPLICABLE if some else Worth(0.0)


def _help(form: Form) -> int:
    return form.help + form.progress + form.save + form.receipt


def links_worth(town: TownYear) -> dict[str, float]:
    """Return what each distinct target of a form link is worth; portals' start pages and other towns' forms are left out."""
    worth: dict[str, float] = {}
    for one in town.offerings.values():
        form = one.form
        if form.pdf:
            worth[form.address] = 0.5 if _outdated(form, town.day) else 1.0
        elif form.online:
            worth[form.address] = 1.0
        elif form.kind in ("dead", "soft404"):
            worth[form.address] = 0.0
        elif form.kind == "ended":
            worth[form.address] = 0.5
    return worth


def _outdated(form: Form, day: date) -> bool:
    return date(form.dated, 1, 15) < day.replace(year=day.year - 5)


def level(town: TownYear, offered: Offering) -> int:
    """Return the OZG level of a service, 0 to 4: the weakest link decides."""
    form = offered.form
    if form.kind == "state":
        return 3
    if form.kind == "own":
        if way(offered) < 3:
            return 2
        free = "G" in offered.fields and offered.fee == 0
        whole = town.features.account == "organisation" and form.notice and (form.pays or free)
        return 4 if whole else 3
    if form.kind == "fillable":
        return 2
    return 1 if offered.described or form.pdf else 0


def e_worth(town: TownYear) -> dict[str, Worth]:
    """Return E1 to E7."""
    levels = [level(town, town.offerings[name]) for name in town.basket]
    return {
        "E1": share(bool(pages_of(town, name)) for name in competent(town.town.league)),
        "E2": share(one >= 3 for one in levels),
        "E3": share(one / 4 for one in levels),
        "E4": points(_account(town), 3),
        "E5": points(_payment(town), 3),
        "E6": points(_state(town), 3),
        "E7": points(_further(town), 4 if town.town.league == "kreis" else 5),
    }


def _account(town: TownYear) -> float:
    deep = any(
        host in one.form.address
        for one in town.offerings.values()
        if one.form.kind == "state"
        for host in _ORGANISATION_STATE
    )
    return max(_ACCOUNT[town.features.account], 2.5 if deep else 0.0)


def _payment(town: TownYear) -> int:
    own = any(one.form.pays and "G" in one.fields for one in town.offerings.values())
    state = any(
        name in one.form.address
        for one in town.offerings.values()
        if one.form.kind == "state"
        for name in _PAYING_STATE
    )
    if own or state or any(one.form.pays for one in town.offerings.values()):
        return 3
    if town.features.payment in ("citizen", "business"):
        return 2
    return int("sepa" in town.offerings and town.offerings["sepa"].form.pdf)


def _state(town: TownYear) -> int:
    linked = [town.offerings[name].form.kind == "state" for name in town.basket if linked_states(name, town.day)]
    part = sum(linked) / len(linked)
    return (part > 0) + (part >= 0.5) + (part >= 0.8) or int(bool(business_start(town)))


def _further(town: TownYear) -> float:
    features = town.features
    rate = {"none": 0.0, "pdf": 0.5, "page": 1.0}[features.rate]
    return (
        (features.tenders == "yes")
        + (features.einvoice == "yes")
        + (features.land == "yes")
        + (features.plans == "yes")
        + rate
    )
