"""What a link that offers to apply leads to: the pages behind it, and whether they work."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from criteria.words import Lexicon, fold
from scanner.archive.records import Failure
from scanner.reading.documents import says_pdf
from scanner.reading.facts import CONTENT, Form, Link, PageFacts, Quality, Region
from scanner.reading.form_reader import INPUTS, asks_password, asks_something
from scanner.reading.seen import Seen
from scanner.reading.site_types import OfferState
from scanner.reading.urls import identity

_MESSAGE = 7  # fields at most: name, mail, phone, subject, text, copy, consent
_LEAST_LOOSE = 2  # fields that stand in no form and are one all the same
_WALL = 150  # words that a page has at most that only asks to log in
_NOTICE = 60  # words that a page has at most that only says that something is gone
FOLLOWED = 2  # times that "Weiter" is followed
_SEEN = frozenset({Quality.CONTENT, Quality.LOGIN, Quality.EMPTY})
_GONE = frozenset({Failure.DNS.value, Failure.REDIRECT_LOOP.value})


@dataclass(frozen=True)
class Target:
    """What is behind a link; `chain` is its first page and what "Weiter" led to, empty where it was not seen."""

    seen: Seen
    link: Link
    chain: tuple[PageFacts, ...]

    @property
    def first(self) -> PageFacts | None:
        """The page the link itself leads to."""
        return self.chain[0] if self.chain else None

    @cached_property
    def url(self) -> str:
        """Where the link ends, behind redirects."""
        return self.first.url if self.first is not None and self.first.status < 400 else self.link.url

    @cached_property
    def key(self) -> str:
        """The identity under which the target is counted once per run."""
        return identity(self.url)

    @cached_property
    def state(self) -> OfferState:
        """Whether it works; what was not seen is unseen, never dead."""
        if self.first is None:
            reason = self.seen.unseen.get(identity(self.link.url), "")
            if reason == Failure.ROBOTS.value:
                return OfferState.ROBOTS
            return OfferState.DEAD if reason in _GONE else OfferState.UNSEEN
        if self.first.quality is Quality.ERROR:
            return OfferState.DEAD if self.first.status in (404, 410) or self.first.status >= 500 else OfferState.UNSEEN
        if self.first.quality is Quality.SOFT_404 or self._fell_back_to_start or self._says_gone:
            return OfferState.SOFT_404
        if not self._was_read(self.first):
            return OfferState.UNSEEN
        wrong = says_pdf(self.link) and self.first.pdf is None and not self.forms
        return OfferState.WRONG_TYPE if wrong else OfferState.WORKS

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The forms of the chain in which an application could be made."""
        return tuple(form for page in self.chain for form in page.forms if self._applies(form))

    @cached_property
    def on_form_server(self) -> bool:
        """Whether it is on a server that holds nothing but forms."""
        return self.seen.on_form_server(self.url)

    @cached_property
    def asks_login(self) -> bool:
        """Whether a login stands before the first field."""
        if self.forms or not self.chain:
            return False
        if any(page.quality is Quality.LOGIN or any(map(asks_password, page.forms)) for page in self.chain):
            return True
        needed = self.seen.set.lexicon.expression("login_needed")
        said = any(needed.search(fold(block.text)) for page in self.chain for block in page.blocks)
        return said or (self.on_form_server and any(map(self._leads_to_account, self.chain)))

    def _leads_to_account(self, page: PageFacts) -> bool:
        links = (link.url for link in page.links if link.region in CONTENT)
        return page.words <= _WALL and any(self.seen.set.platforms.matches(url, ("account",)) for url in links)

    @cached_property
    def starts_by_button(self) -> bool:
        """Whether the last page goes on by a button without fields, which is not pressed."""
        leads_on = self.seen.set.lexicon.expression("leads_on")
        forms = (form for page in self.chain[-1:] for form in page.forms if form.region in CONTENT)
        return any(leads_on.search(fold(button)) for form in forms for button in form.buttons)

    def _was_read(self, first: PageFacts) -> bool:
        """Whether the answer shows what it has: a short page that waits for a script may be a login all the same."""
        if first.quality is Quality.SHELL or (first.quality is Quality.EMPTY and first.needs_script):
            return bool(self.forms) or self.asks_login
        return first.quality in _SEEN

    @property
    def _says_gone(self) -> bool:
        """Whether a short page without fields says that the form is not there, as form servers do with status 200."""
        if self.first is None or self.first.words > _NOTICE or self.forms or self.first.pdf is not None:
            return False
        gone = self.seen.set.lexicon.expression("form_gone")
        return any(gone.search(fold(block.text)) for block in self.first.blocks if block.region in CONTENT)

    @property
    def _fell_back_to_start(self) -> bool:
        """Whether a link into the depth of a site ended on a start page: gone, without saying so."""
        assert self.first is not None
        asked, got = urlsplit(self.link.url), urlsplit(self.first.url)
        deep = asked.path.strip("/") or asked.query
        return bool(deep) and not got.path.strip("/") and not got.query and asked.hostname == got.hostname

    def _applies(self, form: Form) -> bool:
        if not asks_something(form) or form.region not in CONTENT or (_is_loose(form) and not self.on_form_server):
            return False
        lexicon = self.seen.set.lexicon
        about = fold(f"{form.about} {' '.join(form.buttons)} {urlsplit(form.action).path.rpartition('/')[2]}")
        return lexicon.expression("other_form").search(about) is None and not is_message(form, lexicon)


def _is_loose(form: Form) -> bool:
    """Whether inputs without a form of their own are switches, or a single one that a script asks something with."""
    typed = [field for field in form.fields if field.kind in INPUTS]
    ticked = all(field.kind in ("radio", "checkbox") for field in typed)
    return not form.action and not form.method and (ticked or len(typed) < _LEAST_LOOSE)


def is_message(form: Form, lexicon: Lexicon) -> bool:
    """Whether a form only sends a message: who, where from, and a free text."""
    typed = [field for field in form.fields if field.kind not in ("hidden", "submit", "button", "image", "reset")]
    free = [field for field in typed if field.kind == "textarea"]
    named = lexicon.expression("message_field")
    return (
        len(free) == 1 and len(typed) <= _MESSAGE and named.search(fold(f"{free[0].label} {free[0].name}")) is not None
    )


def target_of(seen: Seen, link: Link) -> Target:
    """Return what a link leads to as far as it was read; "Weiter" is followed at most twice."""
    chain = _read(seen, link.url)
    while chain and len(chain) <= FOLLOWED and not any(map(_has_inputs, chain)):
        onward = next((found for step in leads_on(seen, chain[-1]) if (found := _read(seen, step.url))), ())
        if not onward or onward[0].url in {page.url for page in chain}:
            break
        chain = (*chain, *onward)
    return Target(seen, link, chain[: FOLLOWED + 1])


def _read(seen: Seen, url: str) -> tuple[PageFacts, ...]:
    found = seen.targets.get(identity(url))
    if found:
        return found
    page = seen.pages.get(seen.key(url))
    return () if page is None else (page,)


def _has_inputs(page: PageFacts) -> bool:
    return any(asks_something(form) and form.region in CONTENT and len(form.fields) > 1 for form in page.forms)


def leads_on(seen: Seen, page: PageFacts) -> list[Link]:
    """Return the links of a page that lead on in an assistant ("Weiter", "Antrag starten"), best first."""
    machine = seen.set.lexicon.expression("leads_on")
    login = seen.set.platforms
    found = [
        link
        for link in page.links
        if link.region in (Region.MAIN, Region.ASIDE)
        and machine.search(fold(link.text))
        and identity(link.url) != identity(page.url)
        and not login.matches(link.url, ("account", "payment", "social"))
    ]
    return sorted(found, key=lambda link: urlsplit(link.url).hostname != urlsplit(page.url).hostname)
