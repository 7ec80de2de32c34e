"""Draws what a town offers for one service in one year."""

from __future__ import annotations

from typing import Any

from scanner.practice.content import catalogue
from scanner.practice.content.dice import Dice
from scanner.practice.content.model import Form, Offering, TownYear
from scanner.practice.content.pools import pool

_LETTERS = "AVUGFRD"
_VENDORS = ("form_solutions", "civento", "intelliform", "cms")
_NO_FORM = Form("none")
_CARRIED = 0.2  # share of towns whose waste is a company's


def offering(made: TownYear, service: str) -> Offering:
    """Return what a town offers for a service; `made` holds its features, its day and its level."""
    dice = Dice(made.town.seed).of("service", service)
    return _core(made, service, dice) if service in pool("services") else _extended(made, service, dice)


def _drawn(dice: Dice, aspect: str, level: int) -> str:
    row = pool("chances")["offering"][aspect]
    return str(dice.graded(row["values"], row["at"][level], aspect))


def _core(made: TownYear, service: str, dice: Dice) -> Offering:
    words: dict[str, Any] = pool("services")[service]
    level, town = made.level, made.town
    page = _drawn(dice, "page", level)
    if service == "gewerbeabfall" and dice.share("carrier") < _CARRIED:
        page = "referral"
    if page == "referral" and town.league == "kreis":
        page = "none"
    title = dice.one(words["titles"], "title")
    fields = {letter for letter in _LETTERS if _drawn(dice, letter, level) == "yes"} | {"B"}
    fee = dice.number(*words["fee"], "fee") if words["fee"] else None
    contact, office = _drawn(dice, "contact", level), _drawn(dice, "office", level)
    if contact == "office" and office == "none":
        office = "unit"
    evidence = bool(words.get("evidence")) and "U" in fields
    form = _form(made, service, dice, evidence=bool(words.get("evidence"))) if page == "own" else _NO_FORM
    if fee is None:
        fields.discard("G")
    if "§" in title:
        fields.add("R")
    if office != "none":
        fields.add("S")
    if form.offer:
        fields.add("O")
    described = page == "own"
    return Offering(
        service=service,
        title=title,
        page=page,
        fields=frozenset(fields if described else ()),
        contact=contact if described else "none",
        office=office if described else "none",
        form=form,
        evidence=evidence,
        fee=fee,
        weeks=dice.number(2, 6, "weeks"),
        marked=made.features.marks != "none" and form.online,
        twin=_twin(_drawn(dice, "twin", level), fields, fee, contact) if described else "none",
        carrier=_carrier(made, service) if page == "referral" else "",
        dice=dice.seed,
    )


def _extended(made: TownYear, service: str, dice: Dice) -> Offering:
    """Return an extended service: a short page, perhaps with a PDF. The SEPA mandate follows from how a town is paid."""
    level = made.level
    page = "own" if dice.share("page") < (0.2, 0.35, 0.5, 0.7)[level] else "none"
    kind = "none" if dice.share("form") < 0.6 else _pdf_kind(dice, level)
    if service == "sepa":
        page, kind = ("none", "none") if made.features.payment == "none" else ("own", _pdf_kind(dice, level))
    form = _pdf(made, service, kind, dice) if page == "own" and kind != "none" else _NO_FORM
    unit = "unit" if page == "own" and dice.share("unit") < 0.5 else "none"
    return Offering(
        service=service,
        title=pool("extended")["services"][service][0],
        page=page,
        fields=frozenset({"B"}) if page == "own" else frozenset(),
        contact="none",
        office=unit,
        form=form,
        evidence=False,
        fee=None,
        weeks=3,
        marked=False,
        twin="none",
        carrier="",
        dice=dice.seed,
    )


def _twin(drawn: str, fields: set[str], fee: int | None, contact: str) -> str:
    possible = {"none": True, "same": True, "fee": "G" in fields and bool(fee), "contact": contact == "person"}
    return drawn if possible[drawn] else "same"


def _carrier(made: TownYear, service: str) -> str:
    kreis = made.town.kreis
    return f"die Abfallbetriebe {kreis.removeprefix('Kreis ')} AöR" if service == "gewerbeabfall" else f"der {kreis}"


def _pdf_kind(dice: Dice, level: int) -> str:
    return "fillable" if dice.share("fillable") < (0.3, 0.45, 0.65, 0.9)[level] else "flat"


def _form(made: TownYear, service: str, dice: Dice, *, evidence: bool) -> Form:
    """Return the form of a service; what its state or its time does not have is replaced by what is nearest."""
    kind = _drawn(dice, "form", made.level)
    if kind == "state":
        address = catalogue.state_address(service, made.town, made.day)
        if address:
            return Form("state", address)
        kind = "own" if made.year > 2019 else "fillable"
    if kind == "start":
        address = catalogue.start_address(made.town, made.day)
        return Form("start", address) if address else _NO_FORM
    if kind == "ended":
        late = made.town.state == "05" and made.year == 2026
        return Form("ended", "http://www.servicekonto.nrw/") if late else _NO_FORM
    if kind == "own":
        return _own(made, service, dice, evidence=evidence)
    return _pdf(made, service, kind, dice) if kind in ("fillable", "flat", "signature") else _broken(service, kind)


def _pdf(made: TownYear, service: str, kind: str, dice: Dice) -> Form:
    old = dice.number(2009, 2019, "dated")
    fresh = dice.share("refreshed") < (0.2, 0.4, 0.6, 0.8)[made.level]
    dated = made.year - 1 if fresh else min(old, made.year - 1)
    return Form(kind, f"pdf:{service}", dated, mailable=_drawn(dice, "mailable", made.level) == "yes")


def _broken(service: str, kind: str) -> Form:
    return Form(kind, f"{kind}:{service}") if kind != "none" else _NO_FORM


def _own(made: TownYear, service: str, dice: Dice, *, evidence: bool) -> Form:
    level, finish = made.level, _drawn(dice, "finish", made.level)
    words = pool("services")[service]
    organisation = made.features.account == "organisation"
    paid = made.features.payment == "business" and bool(words["fee"]) and words["fee"][1] > 0
    return Form(
        "own",
        f"form:{service}",
        sent="print" if finish == "print" else "online",
        upload=finish == "upload" and evidence,
        help=_drawn(dice, "help", level) == "yes",
        progress=_drawn(dice, "progress", level) == "yes",
        save=_drawn(dice, "save", level) == "yes",
        receipt=finish != "print" and _drawn(dice, "receipt", level) == "yes",
        pays=finish != "print" and paid,
        notice=organisation and finish != "print" and _drawn(dice, "notice", level) == "yes",
        vendor=_VENDORS[made.town.number % len(_VENDORS)],
    )
