"""The pages that are no service: entry for business, contacts and channels, portal and account, further offers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from scanner.practice.content.dice import Dice
from scanner.practice.content.extras import business_start, entry_name
from scanner.practice.content.model import TownYear
from scanner.practice.content.pools import pool
from scanner.practice.content.wording import town_text
from scanner.practice.pages.blocks import Block, Contact, Heading, Input, Inputs, Items, Link, Links, Page, Text
from scanner.practice.pages.lists import bundled

_MESSAGE = (Input("name", "Ihr Name", required=True), Input("mail", "Ihre E-Mail-Adresse", "email", required=True),
            Input("text", "Ihre Nachricht", "textarea", required=True))  # fmt: skip
_CALL = Inputs(
    "thanks",
    (
        Input("name", "Ihr Name", required=True),
        Input("tel", "Ihre Telefonnummer", "tel", required=True),
        Input("zeit", "Wunschzeit"),
    ),
    "Um Rückruf bitten",
)
_COMPLAINT = Inputs(
    "thanks",
    (Input("ort", "Ort des Schadens", required=True), Input("text", "Was ist zu sehen?", "textarea", required=True)),
    "Mangel melden",
)


def business_pages(town: TownYear) -> Iterator[Page]:
    """Return the entry for business and the page on business promotion."""
    name, features = town.town.name, town.features
    if features.entry == "none":
        return
    links = [Link("Wirtschaftsförderung", "wifoe")] if features.wifoe != "none" else []
    links += [Link("Wege durch die Verwaltung", "bundle")] if bundled(town) else []
    links += [Link(text, key) for key, text, there in _further(town) if there]
    links += [
        Link(f"{one.title}: so geht es", f"twin:{one.service}") for one in town.offerings.values() if one.twin != "none"
    ]
    blocks: list[Block] = [Text(town_text("wirtschaft", name=name)), Links(tuple(links))]
    start = business_start(town)
    if start:
        blocks.append(
            Text("Das Land bietet ein eigenes Portal für die Wirtschaft an.", Link("Zum Portal des Landes", start))
        )
    yield Page("wirtschaft", entry_name(town), tuple(blocks), "home")
    if features.wifoe != "none":
        yield Page("wifoe", "Wirtschaftsförderung", tuple(_promotion(town)), "wirtschaft")


def _further(town: TownYear) -> list[tuple[str, str, bool]]:
    features = town.features
    return [
        ("land", "Gewerbeflächen", features.land != "no"),
        ("standort", "Zahlen und Fakten", features.rate != "none"),
        ("faq", pool("pages")["faq_yes"], features.faq == "yes"),
    ]


def _promotion(town: TownYear) -> Iterator[Block]:
    yield Text(town_text("wifoe", name=town.town.name))
    base, tasks = f"{town.town.code} 123", pool("pages")["wifoe_tasks"]
    if town.features.wifoe == "office":
        yield Contact("Büro der Wirtschaftsförderung", phone=f"{base}-150", mail=town.mail("wirtschaft"))
        return
    first, second = town.people["wifoe"], town.people["wifoe2"]
    yield Heading("Ihre Ansprechpartner")
    if town.features.wifoe == "person":
        yield Contact(first.full, phone=f"{base}-{first.extension}")
        return
    yield Contact(first.full, tasks[0], f"{base}-{first.extension}", town.mail("ansiedlung"))
    yield Contact(second.full, tasks[1], f"{base}-{second.extension}", town.mail("gruendung"))


def channel_pages(town: TownYear) -> Iterator[Page]:
    """Return contact, questions, call-back, complaints, appointments, and the ways of electronic access."""
    features, phone = town.features, f"{town.town.code} 123-0"
    form = (Text(town_text("contact")), Inputs("thanks", _MESSAGE, "Nachricht senden"))
    yield Page(
        "contact",
        "Kontakt",
        form if features.contact_form == "yes" else (Text(town_text("no_contact_form", phone=phone)),),
    )
    if features.faq != "no":
        key = "faq" if features.faq == "yes" else "faq_on_passes"
        blocks = [block for question, answer in pool("pages")[key] for block in (Heading(question), Text(answer))]
        yield Page(
            "faq",
            town_text(f"faq_{features.faq}"),
            tuple(blocks),
            "wirtschaft" if features.faq == "yes" and features.entry != "none" else "rathaus",
        )
    if features.live == "yes":
        yield Page("live", "Rückruf vereinbaren", (Text(town_text("live")), _CALL), "contact")
    if features.complaint == "yes":
        yield Page("complaint", "Mängelmelder", (Text(town_text("complaint")), _COMPLAINT), "rathaus")
    if features.booking != "none":
        yield _booking(town)
    if features.access != "none":
        text = town_text(f"access_{features.access}", title=town.town.title)
        yield Page("access", "Elektronische Kommunikation", (Text(text),), "contact")


def _booking(town: TownYear) -> Page:
    matters = tuple(pool("pages")[f"booking_{town.features.booking}"])
    inputs = Inputs(
        "booking",
        (Input("anliegen", "Ihr Anliegen", "select", required=True, options=matters),),
        "Weiter zur Terminauswahl",
    )
    return Page(
        "booking", "Termin online buchen", (Text(town_text("booking")), inputs), "rathaus", kind="form", indexed=False
    )


def portal_pages(town: TownYear) -> Iterator[Page]:
    """Return the start of the own service portal, its login, and where one pays."""
    features = town.features
    if town.portal_host:
        links = [Link("Dienstleistungen A–Z", "az")] if features.az != "none" else []
        links += [Link("Anmelden", "login")] if features.account != "none" else []
        yield Page("portal", "Serviceportal", (Text(town_text("portal")), Links(tuple(links))), "home", host="portal")
    if features.account != "none":
        yield Page("login", "Anmelden am Serviceportal", tuple(_login(town)), "portal", host="portal")
    if features.payment in ("citizen", "business"):
        yield Page("pay", "Online bezahlen", (Text(town_text("payment_citizen")),), "rathaus")


def _login(town: TownYear) -> Iterator[Block]:
    yield Text(town_text(f"account_{town.features.account}"))
    if town.features.account == "password":
        yield Inputs(
            "login",
            (Input("user", "Benutzername", required=True), Input("pass", "Passwort", "password", required=True)),
            "Anmelden",
        )
        return
    links = [Link("Mit BundID anmelden", "http://id.bund.de/")]
    if town.features.account == "organisation":
        links.append(Link("Mit Mein Unternehmenskonto anmelden", "http://www.mein-unternehmenskonto.de/"))
    yield Links(tuple(links))


def further_pages(town: TownYear) -> Iterator[Page]:
    """Return tenders, e-invoice, land, plans and the tax rate."""
    features, dice, area = town.features, Dice(town.town.seed), f"{town.town.name}-Nord"
    business = "wirtschaft" if features.entry != "none" else "rathaus"
    if features.tenders == "yes":
        until = f"{town.day + timedelta(days=20):%d.%m.%Y}"
        open_now = tuple(text.format(year=town.year, day=until) for text in pool("pages")["tender"])
        yield Page("tenders", "Ausschreibungen", (Text(town_text("tenders")), Items(open_now)), "rathaus")
    if features.einvoice == "yes":
        leitweg = f"{town.town.ags8}-{dice.number(1000, 9999, 'leitweg')}-{dice.number(10, 97, 'check')}"
        yield Page(
            "einvoice",
            "E-Rechnung",
            (Text(town_text("einvoice", mail=town.mail("rechnung"), leitweg=leitweg)),),
            "rathaus",
        )
    if features.land != "no":
        lines = [
            town_text("land", area=area),
            town_text("land_object", area=area, size=dice.number(1200, 9800, "size")),
        ]
        lines = [town_text("land_gone", area=area)] if features.land == "gone" else lines
        yield Page("land", "Gewerbeflächen", tuple(map(Text, lines)), business)
    if features.plans == "yes":
        plans = tuple(
            Link(town_text("plan", number=number, area=area) + " (PDF)", f"plan:{number}") for number in (7, 12)
        )
        yield Page("plans", "Bebauungspläne", (Text(town_text("plans")), Links(plans)), "rathaus")
    if features.rate == "page":
        text = town_text("rate", name=town.town.name, rate=town.rate)
        yield Page(
            "standort", "Zahlen und Fakten", (Text(town_text("standort", name=town.town.name)), Text(text)), business
        )
    if features.rate == "pdf":
        blocks = (Text(town_text("budget")), Links((Link("Haushaltssatzung (PDF)", "budget"),)))
        yield Page("standort", "Haushalt", blocks, "rathaus")
