"""Own online forms, PDFs, and what stands at the end of a link that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scanner.practice.content.dice import Dice
from scanner.practice.content.model import Offering, TownYear
from scanner.practice.content.pools import pool
from scanner.practice.content.wording import said, town_text
from scanner.practice.pages.blocks import Block, Heading, Input, Inputs, Items, Page, Text
from scanner.practice.papers import Paper

_FIELDS = ["Name, Vorname", "Firma", "Anschrift des Betriebs", "Telefon", "Datum"]


def form_pages(town: TownYear) -> Iterator[Page]:
    """Return the online forms of a town."""
    for offered in town.offerings.values():
        if offered.form.kind == "own":
            yield Page(
                offered.form.address,
                f"Antrag: {offered.title}",
                tuple(_form(town, offered)),
                "home",
                "form",
                "form",
                label="Formular",
            )


def _form(town: TownYear, offered: Offering) -> Iterator[Block]:
    form, dice, place = offered.form, Dice(offered.dice), town.town
    if form.progress:
        yield Text("Schritt 1 von 4")
        yield Items(("Angaben zum Betrieb", "Angaben zur Person", "Prüfen", "Fertig"), ordered=True)
    yield Text(f"{place.title}, {place.street}, {place.postcode} {place.name}")
    if form.help:
        yield Text("Felder mit * sind Pflichtfelder.")
    if town.features.account == "organisation":
        yield Text("Sie können sich mit Mein Unternehmenskonto anmelden. Der Antrag geht auch ohne Anmeldung.")
    yield Inputs("thanks", tuple(_inputs(offered, dice)), "Weiter" if form.progress else "Absenden")
    if form.save:
        yield Text("Mit „Zwischenspeichern“ sichern Sie Ihre Eingaben und machen später weiter.")
    yield Text(said("print_form" if form.sent == "print" else "send_form", dice))
    if not form.upload:
        yield Text(said("later_evidence" if offered.evidence and form.sent == "online" else "no_evidence", dice))
    for wanted, key in ((form.pays, "pay"), (form.receipt, "receipt"), (form.notice, "notice")):
        if wanted:
            yield Text(said(key, dice))


def _inputs(offered: Offering, dice: Dice) -> Iterator[Input]:
    helps = offered.form.help
    yield Input("betrieb", "Name des Betriebs", required=helps, help="So, wie er im Register steht." if helps else "")
    yield Input("strasse", "Straße und Hausnummer der Betriebsstätte", required=helps)
    yield Input(
        "name",
        "Name der antragstellenden Person",
        required=helps,
        help="Bei Gesellschaften die Person, die sie vertritt." if helps else "",
    )
    yield Input("beginn", "Beginn oder Zeitraum", "date")
    yield Input("taetigkeit", "Beschreibung des Vorhabens", "textarea", required=helps)
    if offered.form.upload:
        yield Input("datei", said("upload", dice), "file")


def papers(town: TownYear) -> Iterator[tuple[str, Paper]]:
    """Return the PDFs of a town by key: forms, citizens' forms, plans and the budget."""
    for offered in town.offerings.values():
        if offered.form.pdf:
            yield offered.form.address, _paper(town, offered)
    if town.features.forms_page != "none":
        for at, title in enumerate(pool("pages")["citizen_forms"]):
            yield (
                f"citizen-pdf:{at}",
                Paper(file="", kind="flat", title=title, fields=_FIELDS[:2], dated=date(town.year - 1, 3, 1)),
            )
    if town.features.plans == "yes":
        for number in (7, 12):
            title = town_text("plan", number=number, area=f"{town.town.name}-Nord")
            yield (
                f"plan:{number}",
                Paper(file="", kind="flat", title=title, lines=["Planzeichnung"], dated=date(town.year - 2, 5, 4)),
            )
    if town.features.rate == "pdf":
        lines = ["Der Rat hat beschlossen:", town_text("rate", name=town.town.name, rate=town.rate)]
        yield (
            "budget",
            Paper(
                file="", kind="flat", title=f"Haushaltssatzung {town.year}", lines=lines, dated=date(town.year, 1, 10)
            ),
        )


def _paper(town: TownYear, offered: Offering) -> Paper:
    form, dice = offered.form, Dice(offered.dice)
    day = date(form.dated, 1, 15)
    ending = said("mail_pdf" if form.mailable else "print_pdf", dice)
    kind = form.kind if form.kind in ("fillable", "signature") else "flat"
    return Paper(
        file="",
        kind=kind,
        title=f"Antrag: {offered.title}",
        lines=[f"{town.town.title}, {town.town.street}, {town.town.postcode} {town.town.name}", ending],
        fields=_FIELDS,
        foot=[f"Stand: {day:%m/%Y}"],
        dated=day,
    )


def gone_page() -> Page:
    """Return the page that a site shows where there is nothing, whatever status it gives."""
    return Page("gone", "Seite nicht gefunden", (Text(town_text("gone")),), kind="error", indexed=False)


def thanks_page() -> Page:
    """Return what a form answers; nobody who does no harm sees it."""
    return Page(
        "thanks",
        "Vielen Dank",
        (Heading("Danke"), Text("Wir haben Ihre Nachricht erhalten.")),
        kind="error",
        indexed=False,
    )
