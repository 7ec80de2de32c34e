"""The pages on services: what an offering says, in the words of its town."""

from __future__ import annotations

from collections.abc import Iterator

from scanner.practice.content.catalogue import services
from scanner.practice.content.dice import Dice
from scanner.practice.content.model import Offering, Person, TownYear
from scanner.practice.content.pools import pool
from scanner.practice.content.wording import heading, link_text, said, unit_name
from scanner.practice.pages.blocks import Block, Contact, Heading, Items, Link, Links, Page, Place, Text

TRADE_PAGE = "service:gewerbe"
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_ORDERS = ("AVUGFRSO", "VUAGFSRO", "OUGFVARS", "GFUVAOSR")


def page_key(offered: Offering) -> str:
    """Return where a service is described: a page, or a place in the page for all trade notices."""
    return f"{TRADE_PAGE}#{offered.service}" if offered.page == "section" else f"service:{offered.service}"


def service_pages(town: TownYear) -> Iterator[Page]:
    """Return the pages on services, with twins, referrals and headings over nothing."""
    for offered in town.offerings.values():
        if offered.page == "own":
            yield _page(town, f"service:{offered.service}", offered.title, tuple(_own(town, offered)))
            if offered.twin != "none":
                yield _twin(town, offered)
        elif offered.page in ("referral", "heading"):
            yield _page(town, f"service:{offered.service}", offered.title, tuple(_poor(town, offered)))
    sections = [offered for offered in town.offerings.values() if offered.page == "section"]
    if sections:
        yield _page(town, TRADE_PAGE, "Gewerbe an-, um- und abmelden", tuple(_sections(town, sections)))


def _page(town: TownYear, key: str, title: str, blocks: tuple[Block, ...]) -> Page:
    host = "portal" if town.portal_host else "main"
    parent = "portal" if town.portal_host else "rathaus"
    return Page(key, title, blocks, parent, "service", host, label="Dienstleistung")


def _own(town: TownYear, offered: Offering) -> Iterator[Block]:
    dice = Dice(offered.dice)
    yield from _description(town, offered, dice)
    for letter in dice.one(_ORDERS, "order"):
        yield from _field(town, offered, letter, dice, level=2)
    yield from _contact(town, offered, dice)
    yield from _dated(town, offered, dice)


def _description(town: TownYear, offered: Offering, dice: Dice) -> Iterator[Block]:
    words = pool("services").get(offered.service)
    if words is None:
        own, more = pool("extended")["services"][offered.service][1], pool("extended")["more"]
        yield Text(f"{own} {dice.one(more, 'more')}")
        return
    yield Text(dice.one(words["text"], "text"))
    if town.features.everyday == "yes":
        yield Text(words["everyday"])


def _field(town: TownYear, offered: Offering, letter: str, dice: Dice, level: int) -> Iterator[Block]:
    if letter == "O":
        yield from _ways(offered, dice, level)
        return
    if letter not in offered.fields:
        if letter in "AVU" and dice.share("empty heading", letter) < 0.05:
            yield Heading(heading(letter, dice), level)
        return
    if letter in "AVURS" or dice.share("own heading", letter) < 0.7:
        yield Heading(heading(letter, dice), level)
    yield from _value(town, offered, letter, dice)


def _value(town: TownYear, offered: Offering, letter: str, dice: Dice) -> Iterator[Block]:
    words = pool("services").get(offered.service, {})
    match letter:
        case "A":
            yield Items(tuple(dice.one(pool("wording")["A"], "said", "A")), ordered=True)
        case "U":
            yield Items((*words.get("papers", ()), *words.get("evidence", ())))
        case "G":
            yield Text(said("G", dice, fee=offered.fee) if offered.fee else said("free", dice))
            if offered.form.pays:
                yield Text(said("pay", dice))
        case "F":
            tax = offered.service == "gewerbesteuer"
            yield Text(said("due", dice) if tax else said("F", dice, weeks=offered.weeks))
        case "R":
            yield Text(said("R", dice, law=_law(offered)))
        case "S":
            yield place(town, offered)
        case _:
            yield Text(said(letter, dice))


def _law(offered: Offering) -> str:
    law = services()[offered.service].legal_basis
    return law if law != "–" else "Satzung der Kommune"


def place(town: TownYear, offered: Offering) -> Place:
    """Return the office of a service, with as much as the town says."""
    unit = unit_name(_unit(offered), town.town.style)
    if offered.office == "linked":
        return Place(unit, link=f"unit:{_unit(offered)}")
    street = town.town.street if offered.office in ("address", "full") else ""
    return Place(
        unit,
        "",
        street,
        f"{town.town.postcode} {town.town.name}" if street else "",
        hours(town) if offered.office == "full" else "",
    )


def hours(town: TownYear) -> str:
    """Return the opening hours of the town's offices."""
    return str(Dice(town.town.seed).one(pool("names")["hours"], "hours"))


def unit_of(service: str) -> str:
    """Return the key of the office that a service belongs to."""
    return str(
        pool("services")
        .get(service, {})
        .get("unit", "steuer" if "steuer" in service or service == "sepa" else "ordnung")
    )


def _unit(offered: Offering) -> str:
    return unit_of(offered.service)


def _ways(offered: Offering, dice: Dice, level: int) -> Iterator[Block]:
    """Return the links to apply by, and how a PDF is handed in."""
    form = offered.form
    if form.kind == "none":
        return
    yield Heading(heading("O", dice), level)
    yield Links((form_link(offered),))
    if form.pdf:
        yield Text(said("mail_pdf" if form.mailable else "print_pdf", dice))


def form_link(offered: Offering) -> Link:
    """Return the link to the form of a service, worded as the town words it."""
    form, dice = offered.form, Dice(offered.dice)
    marks = "marked" if offered.marked else "plain"
    kinds = {
        "own": f"online_{marks}",
        "state": f"state_{marks}",
        "soft404": "online_plain",
        "other_town": "online_plain",
    }
    kind = "pdf" if form.pdf else kinds.get(form.kind, form.kind)
    title = offered.title
    return Link(link_text(kind, dice, title), form.address)


def _contact(town: TownYear, offered: Offering, dice: Dice) -> Iterator[Block]:
    block = contact(town, offered)
    if block:
        yield Heading(heading("contact", dice))
        yield block


def contact(town: TownYear, offered: Offering, person: Person | None = None) -> Contact | None:
    """Return whom a page names for a service."""
    key = _unit(offered)
    person, base = person or town.people[key], f"{town.town.code} 123"
    mail = town.mail(f"{_letters(person.first)[0]}.{_letters(person.family)}")
    match offered.contact:
        case "person":
            return Contact(person.full, phone=f"{base}-{person.extension}", mail=mail)
        case "phone":
            return Contact(person.full, phone=f"{base}-{person.extension}")
        case "office":
            return Contact(unit_name(key, town.town.style), phone=f"{base}-{200 + 10 * len(key)}", mail=town.mail(key))
        case "switchboard":
            return Contact("Telefonzentrale", phone=f"{base}-0")
    return None


def _letters(text: str) -> str:
    return text.lower().translate(_UMLAUTS)


def _dated(town: TownYear, offered: Offering, dice: Dice) -> Iterator[Block]:
    if "D" in offered.fields:
        yield Text(said("D", dice, date=f"{dice.number(1, 28, 'day'):02}.{dice.number(1, 5, 'month'):02}.{town.year}"))


def _poor(town: TownYear, offered: Offering) -> Iterator[Block]:
    """Return a referral, or a page that holds one sentence only."""
    dice = Dice(offered.dice)
    if offered.page == "heading":
        yield Text("Bitte rufen Sie uns an.")
        return
    yield Text(
        said("referral", dice, carrier=offered.carrier),
        Link(
            f"Zur Website: {offered.carrier.removeprefix('die ').removeprefix('der ')}", carrier_address(town, offered)
        ),
    )


def carrier_address(town: TownYear, offered: Offering) -> str:
    """Return where a referral leads."""
    kreis = _letters(town.town.kreis.removeprefix("Kreis "))
    return (
        f"http://www.abfallbetriebe-{kreis}.example/"
        if offered.service == "gewerbeabfall"
        else f"http://www.kreis-{kreis}.example/"
    )


def _sections(town: TownYear, sections: list[Offering]) -> Iterator[Block]:
    for offered in sections:
        dice = Dice(offered.dice)
        yield Heading(offered.title, 2, anchor=offered.service)
        yield from _description(town, offered, dice)
        for letter in "AVUGFRO":
            yield from _field(town, offered, letter, dice, level=3)
    first = sections[0]
    dice = Dice(first.dice)
    yield from _field(town, first, "S", dice, level=2)
    yield from _contact(town, first, dice)
    yield from _dated(town, first, dice)


def _twin(town: TownYear, offered: Offering) -> Page:
    """Return a second page on the same service, which says the same or contradicts in fee or contact."""
    dice, words = Dice(offered.dice), pool("services")[offered.service]
    blocks: list[Block] = [Text(next(text for text in words["text"] if text != dice.one(words["text"], "text")))]
    if "G" in offered.fields:
        fee = (offered.fee or 0) + 7 if offered.twin == "fee" else offered.fee
        blocks.append(Text(said("G", dice, fee=fee) if fee else said("free", dice)))
    if offered.form.kind not in ("none",):
        blocks.append(Links((form_link(offered),)))
    named = contact(town, offered, town.people["other"] if offered.twin == "contact" else None)
    if named:
        blocks += [Heading(heading("contact", dice)), named]
    return Page(f"twin:{offered.service}", offered.title, tuple(blocks), "wirtschaft", "service", label="Seite")
