"""The types of the content model: a town, what its site offers in a year, its services, their forms and contacts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

YEARS = {2019: date(2019, 6, 3), 2022: date(2022, 6, 7), 2026: date(2026, 11, 16)}
"""The years of the region, with the day each is judged by."""


@dataclass(frozen=True, slots=True)
class Town:
    """An invented municipality, as it is in all years.

    `path` is its ambition (0..3) per year, `style` how it calls its offices, `code` its dialling code, `fault` what
    keeps a scanner out or leads it astray (empty: nothing).
    """

    number: int
    name: str
    slug: str
    kind: str
    league: str
    state: str
    ags: str
    kreis: str
    postcode: str
    code: str
    street: str
    style: str
    skin: str
    path: tuple[int, int, int]
    story: str
    fault: str
    seed: str

    @property
    def title(self) -> str:
        """The name with its kind."""
        return f"{self.kind} {self.name}"

    @property
    def ags8(self) -> str:
        """The AGS with 8 digits, as form servers use it."""
        return self.ags.ljust(8, "0")


@dataclass(frozen=True, slots=True)
class Features:
    """What the site as a whole offers in one year; the values are those of `chances.yaml`."""

    search: str
    search_place: str
    order: str
    synonyms: str
    fuzzy: str
    suggests: str
    filters: str
    az: str
    az_place: str
    entry: str
    bundle: str
    marks: str
    wifoe: str
    contact_form: str
    faq: str
    live: str
    complaint: str
    booking: str
    access: str
    forms_page: str
    account: str
    payment: str
    tenders: str
    einvoice: str
    land: str
    plans: str
    rate: str
    viewport: str
    statement: str
    easy: str
    languages: str
    portal: str
    everyday: str


@dataclass(frozen=True, slots=True)
class Form:
    """A way to apply.

    `kind` is fillable, flat, signature (PDF), own (online form of the town), state (deep link), or what is none: start,
    ended, dead, soft404, other_town. `dated` is the year printed on a PDF. The rest holds for online forms: how it is
    `sent` (print, online), whether it takes files, what helps to fill it in, whether one pays in it and gets the
    notice digitally.
    """

    kind: str
    address: str = ""
    dated: int = 0
    mailable: bool = False
    sent: str = ""
    upload: bool = False
    help: bool = False
    progress: bool = False
    save: bool = False
    receipt: bool = False
    pays: bool = False
    notice: bool = False
    vendor: str = ""

    @property
    def pdf(self) -> bool:
        """Whether it is a PDF that works."""
        return self.kind in ("fillable", "flat", "signature")

    @property
    def online(self) -> bool:
        """Whether it is a working online form, own or of the state."""
        return self.kind in ("own", "state")

    @property
    def offer(self) -> bool:
        """Whether it is a form offer."""
        return self.pdf or self.online


@dataclass(frozen=True, slots=True)
class Offering:
    """What a town offers for one service in one year.

    `page` is none, referral (another body is competent), heading (nothing below it), section (of the page for all
    trade notices) or own. `fields` are letters of the ten fields that the page says (B description, A steps, V
    conditions, U papers, G fee, F time, R law, S office, O form, D date). `contact` is none, switchboard, office, phone
    or person; `office` none, unit, address, full (on the page) or linked (all on the unit's page). `twin` is a second
    page on the service: none, same, fee or contact (what differs).
    """

    service: str
    title: str
    page: str
    fields: frozenset[str]
    contact: str
    office: str
    form: Form
    evidence: bool
    fee: int | None
    weeks: int
    marked: bool
    twin: str
    carrier: str
    dice: str

    @property
    def described(self) -> bool:
        """Whether there is a service page."""
        return self.page in ("own", "section")


@dataclass(frozen=True, slots=True)
class TownYear:
    """A town in a year: everything that its site is made from, and that its worth is counted from."""

    town: Town
    year: int
    day: date
    level: int
    features: Features
    offerings: dict[str, Offering]
    basket: tuple[str, ...]
    people: dict[str, Person]
    host: str
    rate: int

    @property
    def secure(self) -> bool:
        """Whether its site speaks TLS and sends everybody there; in 2019 none did."""
        return self.year > 2019 and (self.town.number % 2 == 1 or self.town.fault == "expired")

    @property
    def scheme(self) -> str:
        """The scheme of its addresses."""
        return "https" if self.secure else "http"

    @property
    def portal_host(self) -> str:
        """The host of its service portal, empty where it has none."""
        return f"serviceportal.{self.town.slug}.example" if self.features.portal == "yes" else ""

    def mail(self, name: str) -> str:
        """Return a mail address of the town."""
        return f"{name}@{self.town.slug}.example"


@dataclass(frozen=True, slots=True)
class Person:
    """A person in an office."""

    salutation: str
    first: str
    family: str
    extension: int

    @property
    def full(self) -> str:
        """Name with salutation."""
        return f"{self.salutation} {self.first} {self.family}"
