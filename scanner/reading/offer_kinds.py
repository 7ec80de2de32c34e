"""What a link on a service page or an overview is: a form PDF, an online form, a deep link, or no way to apply."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from criteria.platforms import Platform
from criteria.words import fold
from scanner.reading.documents import is_form_document, is_other_file, says_pdf
from scanner.reading.facts import CONTENT, Form, PageFacts, Quality
from scanner.reading.form_reader import asks_something
from scanner.reading.mentions import Mention, with_covered
from scanner.reading.namer import Namer
from scanner.reading.naming import file_words
from scanner.reading.purposes import turns_leaves
from scanner.reading.seen import Seen
from scanner.reading.site_types import Kind, OfferKind, OfferState
from scanner.reading.targets import Target, is_message

_SEPA = "sepa"
_PORTALS = ("state_portal", "federal_portal")
_NEVER = ("account", "payment", "social", "council", "procurement", "booking", "geo", "land", "analytics", "translator")
_GONE = (OfferState.DEAD, OfferState.SOFT_404, OfferState.ROBOTS, OfferState.UNSEEN)
_LEAST_FIELDS = 2


@dataclass(frozen=True)
class Judge:
    """Decides what a target is for a service."""

    seen: Seen
    names: Namer

    def kind(self, target: Target, mention: Mention) -> OfferKind | None:
        """Return the kind of offer, None where the link is no way to apply for the service."""
        platforms, day, url = self.seen.set.platforms, self.seen.as_of, target.url
        if platforms.ended(url, day) is not None:
            return OfferKind.ENDED if self._is_a_way(mention) else None
        if is_other_file(url) or self._never(mention.link.url) or self._never(url):
            return None
        if (portal := platforms.match(url, day, _PORTALS)) is not None:
            return self._of_state(target, mention, portal)
        if self._is_document(target):
            return OfferKind.PDF if self._is_form_of(target, mention) else None
        if self._is_own_portal_start(url, mention):
            return OfferKind.PORTAL_START
        return OfferKind.ONLINE if self._is_online_form(target, mention) else None

    def applies_in_page(self, form: Form, page: PageFacts) -> bool:
        """Whether a form inside a service page is the application itself: several fields, no contact form."""
        typed = [field for field in form.fields if field.kind not in ("hidden", "submit", "button", "image", "reset")]
        about = fold(f"{form.about} {' '.join(form.buttons)} {form.text[:200]}")
        section = page.sections[form.section].heading if 0 <= form.section < len(page.sections) else ""
        other = (
            is_message(form, self.seen.set.lexicon)
            or self._says("other_form", about)
            or self._says("generic_form", f"{about} {fold(section)}")
        )
        if turns_leaves(form):
            return False
        return asks_something(form) and len(typed) > _LEAST_FIELDS and not other and self._says("apply", about)

    def _says(self, name: str, folded: str) -> bool:
        return self.seen.set.lexicon.expression(name).search(folded) is not None

    def _never(self, url: str) -> bool:
        known = self.seen.set.platforms.matches(url, _NEVER)
        return bool(known) or self._says("no_offer_address", url.lower())

    def _is_a_way(self, mention: Mention) -> bool:
        """Whether a link to something ended is given as a way to apply, not to say that it has ended."""
        said = fold(f"{mention.link.text} {mention.link.context}")
        return not self._says("has_ended", said)

    def _of_state(self, target: Target, mention: Mention, portal: Platform) -> OfferKind | None:
        if self.seen.set.platforms.deep_link(target.url, self.seen.as_of) is None:
            return OfferKind.PORTAL_START if mention.where == "service_page" else None
        return OfferKind.STATE if self._is_for(target, mention, portal) else None

    def _is_for(self, target: Target, mention: Mention, portal: Platform) -> bool:
        """Whether a deep link is for the service: by the catalogue, by the page behind it, else by who links it."""
        if portal.single_purpose:
            return portal.single_purpose == mention.service
        meant = {service.id for service in self.seen.set.services if _leads_to(target.url, service.state_service)}
        if mention.service in meant:
            return True
        named = self._named_by(target) | meant
        return not named or mention.service in with_covered(named, self.seen.set.lexicon)

    def _named_by(self, target: Target) -> frozenset[str]:
        shown = [self.names.find(text) for page in target.chain[:1] for text in (page.h1, page.title)]
        return frozenset().union(*shown) or self.names.find(file_words(target.url))

    def _is_document(self, target: Target) -> bool:
        if target.first is not None and target.state is OfferState.WORKS:
            return target.first.pdf is not None
        return says_pdf(target.link)

    def _is_form_of(self, target: Target, mention: Mention) -> bool:
        """Whether a document is a form of the service; a SEPA mandate and a power of attorney belong to no other."""
        page = target.first
        if not is_form_document(mention.link, mention.heading, page, self.seen.set.lexicon):
            return False
        words = fold(f"{mention.link.text} {file_words(mention.link.url)}")
        if self._says("sepa_form", words):
            return mention.service == _SEPA
        return not self._says("generic_form", fold(mention.link.text))

    def _is_own_portal_start(self, url: str, mention: Mention) -> bool:
        start = not urlsplit(url).path.strip("/") and not urlsplit(url).query
        from_main = self.seen.side(mention.page.url) == "main"
        return start and from_main and self.seen.side(url) == "portal" and mention.where == "service_page"

    def _is_online_form(self, target: Target, mention: Mention) -> bool:
        if self._is_generic(target, mention):
            return False
        if target.state in _GONE:
            return self._promises_form(target, mention)
        named = self._named_by(target) | (self.names.find(mention.link.text) & {mention.service})
        other = named and mention.service not in with_covered(named, self.seen.set.lexicon)
        if other or self._is_described_elsewhere(target):
            return False
        return self._shows_form(target, mention, bool(named))

    def _shows_form(self, target: Target, mention: Mention, named: bool) -> bool:
        if target.forms and (named or (self._fields(target) >= _LEAST_FIELDS and self._offers(target, mention))):
            return True
        if target.asks_login:
            return named or self._promises_form(target, mention)
        return target.starts_by_button and self._promises_form(target, mention)

    def _is_generic(self, target: Target, mention: Mention) -> bool:
        titles = " . ".join(text for page in target.chain[:1] for text in (page.h1 or page.title,))
        key = self.seen.key(target.url)
        noted = self.seen.is_kind(key, Kind.BOOKING, Kind.CONTACT, Kind.SEARCH, Kind.FAQ, Kind.HOMEPAGE, Kind.LEGAL)
        texts = [fold(titles), fold(mention.link.text)]
        return noted or any(self._says("generic_form", text) or self._says("booking_link", text) for text in texts)

    def _is_described_elsewhere(self, target: Target) -> bool:
        """Whether the target is itself a page that describes services, or a list: its own links are read there."""
        key = self.seen.key(target.url)
        listed = self.seen.is_kind(key, Kind.FORMS, Kind.OVERVIEW, Kind.A_TO_Z, Kind.BUNDLE, Kind.UNIT)
        if key not in self._described and not listed:
            return False
        inside = ((form, page) for page in target.chain[:1] for form in page.forms if form.region in CONTENT)
        return not any(self.applies_in_page(form, page) for form, page in inside)

    @cached_property
    def _described(self) -> frozenset[str]:
        return frozenset(page.page for pages in self.seen.services.values() for page in pages)

    def _fields(self, target: Target) -> int:
        typed = ("hidden", "submit", "button", "image", "reset")
        return sum(field.kind not in typed for form in target.forms for field in form.fields)

    def _offers(self, target: Target, mention: Mention) -> bool:
        """Whether link or page speak of applying: a calculator or a survey has fields, too."""
        shown = " . ".join(text for page in target.chain for text in (page.h1, page.title))
        buttons = " . ".join(button for form in target.forms for button in form.buttons)
        return self._says("apply", fold(f"{mention.link.text} . {shown} . {buttons}")) or self._says(
            "send_button", fold(buttons)
        )

    def _promises_form(self, target: Target, mention: Mention) -> bool:
        """Whether a link without a readable form behind it is clearly given as the way to the form."""
        server = self.seen.set.platforms.match(target.link.url, self.seen.as_of, ("form_server",))
        walled = target.first is not None and target.first.quality is Quality.LOGIN
        link = mention.link
        vague = self._says("vague_link", fold(link.text))
        words = fold(f"{link.text} {file_words(link.url) if server or walled else ''} {link.context if vague else ''}")
        return self._says("apply_strong", words) or (server is not None and self._says("apply", fold(mention.heading)))


def _leads_to(url: str, state_service: str) -> bool:
    """Whether an address is the state service of the catalogue (host and path, no scheme)."""
    if "/" not in state_service:
        return False
    parts = urlsplit(url)
    shown = f"{(parts.hostname or '').removeprefix('www.')}{parts.path}".rstrip("/") + "/"
    return shown.startswith(state_service.rstrip("/") + "/")
