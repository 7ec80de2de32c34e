"""Which of a page's forms asks the site's own search, and how it is asked."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from criteria.words import fold
from scanner.archive.records import Engine
from scanner.reading.facts import Field, Form, PageFacts, Quality, Region
from scanner.reading.seen import Seen
from scanner.reading.site_types import Kind

_TYPED = frozenset({"text", "search", ""})
_HEAVY = frozenset({"textarea", "password", "file", "email", "tel", "date", "datetime-local", "month", "time"})
_HELPERS = frozenset({"hidden", "submit", "button", "image", "reset", "select", "checkbox", "radio"})
_TOP = frozenset({Region.HEADER, Region.NAV})
_NO_ENDPOINT = re.compile(r"\.(?:svg|png|jpe?g|gif|css|js|ico|webp)(?:$|\?)", re.I)
_SUGGEST_NAMES = ("term", "q", "query")
_BROWSERS_OWN = "autocomplete"  # tells the browser whether to offer what was typed before, nothing of the site


def is_site_search(form: Form, page: PageFacts, seen: Seen) -> bool:
    """Whether a form asks the site's own search (not a calendar, job, library, newsletter or consent input)."""
    field = typed_field(form)
    if field is None or form.region is Region.CONSENT or any(other.kind in _HEAVY for other in form.fields):
        return False
    lexicon = seen.set.lexicon
    words = _before_examples(" ".join(_words_of(form, field)), seen)
    whole = lexicon.expression("whole_search").search(words) is not None
    if lexicon.expression("other_search").search(f"{'' if whole else words} {_around(form, page, seen)}"):
        return False
    if field.kind == "search" or _role(form) == "search":
        return True
    return lexicon.expression("search_words").search(words) is not None


def typed_field(form: Form) -> Field | None:
    """Return the one input that a term is typed into, None where there is none or there are several."""
    typed = [field for field in form.fields if field.kind in _TYPED]
    named = [field for field in typed if field.kind == "search"] or typed
    return named[0] if len(named) == 1 else None


def engine_of(form: Form, page: PageFacts, seen: Seen) -> Engine:
    """Return the search that a form of a page asks; its id is the same on every page that has the form."""
    field = typed_field(form) or Field("", "text")
    action = form.action.split("#")[0]
    scripted = not action or form.action.endswith("#") or not field.name
    blocked = "captcha" if _asks_captcha(form, seen) else ""
    own = seen.side(action or page.url)
    if not own:
        own, blocked = seen.side(page.url) or "main", "third_party"
    target = urlsplit(action or page.url)
    return Engine(
        id=f"{own}:{target.hostname}{target.path}?{field.name}",
        page=page.url,
        action=action or page.url,
        field=field.name,
        kind="script" if scripted else "post" if form.method.lower() == "post" else "get",
        own=own,
        charset=form.charset,
        fixed=_fixed(form, field),
        suggest=suggest_address(form, page.url, seen),
        blocked=blocked,
    )


def find_engines(seen: Seen) -> tuple[Engine, ...]:
    """Return the searches that the pages read so far offer, one per action and field.

    The main site's come first, and of these the one that stands on most pages; a form on the page of an event, job or
    news list is a search of that list.
    """
    found: dict[str, Engine] = {}
    seen_on: dict[str, int] = {}
    for key, page in seen.pages.items():
        if page.quality is not Quality.CONTENT:
            continue
        for form in page.forms:
            if is_site_search(form, page, seen) and not _of_a_list(form, key, seen):
                engine = engine_of(form, page, seen)
                seen_on[engine.id] = seen_on.get(engine.id, 0) + 1 + (key == seen.home) * len(seen.pages)
                found.setdefault(engine.id, engine)
    order = sorted(found.values(), key=lambda engine: (engine.own != "main", bool(engine.blocked), -seen_on[engine.id]))
    return tuple(order)


def hints_at_suggestions(form: Form, seen: Seen) -> bool:
    """Whether the markup of a search says that something is suggested while typing."""
    told = {name: value.lower() for name, value in form.data}
    if told.get("aria-autocomplete") in ("list", "both") or told.get("role") == "combobox" or "list" in told:
        return True
    named = fold(f"{form.about} {' '.join(name for name in told if name != _BROWSERS_OWN)}")
    return seen.set.lexicon.expression("suggest_names").search(named) is not None


def suggesting(seen: Seen) -> frozenset[str]:
    """Return the ids of the searches whose markup or scripts say that they suggest, with an address for it or without."""
    forms = ((form, page) for page in seen.pages.values() for form in page.forms)
    hinted = (one for one in forms if "suggestions" in one[1].uses or hints_at_suggestions(one[0], seen))
    return frozenset(engine_of(form, page, seen).id for form, page in hinted if is_site_search(form, page, seen))


def suggest_address(form: Form, base: str, seen: Seen) -> str:
    """Return where suggestions are asked, with ``{term}`` for what was typed; empty where the markup names no address.

    It is the address that a data attribute of the search holds, one with a telling name first. Pages rarely say how the
    parameter is called (their script does), so it is sent under each usual name at once.
    """
    tells = seen.set.lexicon.expression("suggest_names")
    found = [(tells.search(fold(name)) is None, value) for name, value in form.data if _is_address(value)]
    return _with_term(urljoin(base, min(found)[1]), typed_field(form)) if found else ""


def _with_term(address: str, field: Field | None) -> str:
    for sign in ("%QUERY%", "%QUERY", "%query%", "{query}", "{term}", "{q}", "###QUERY###", "__QUERY__", "[query]"):
        if sign in address:
            return address.replace(sign, "{term}")
    if address.endswith("="):
        return address + "{term}"
    names = dict.fromkeys([*_SUGGEST_NAMES, *([field.name] if field and field.name else [])])
    return address + ("&" if "?" in address else "?") + "&".join(f"{name}={{term}}" for name in names)


def _is_address(value: str) -> bool:
    starts = value.startswith(("/", "http://", "https://", "?", "./"))
    return starts and " " not in value and value != "/" and not _NO_ENDPOINT.search(value)


def _fixed(form: Form, field: Field) -> tuple[tuple[str, str], ...]:
    kept = (other for other in form.fields if other.name and other.name != field.name)
    return tuple((other.name, other.value) for other in kept if other.kind in ("hidden", "select"))


def _before_examples(text: str, seen: Seen) -> str:
    """Return the folded text up to "z. B.": what could be typed does not say what is searched."""
    return str(seen.set.lexicon.expression("examples").split(fold(text))[0])


def _words_of(form: Form, field: Field) -> tuple[str, ...]:
    path = urlsplit(form.action).path.replace("/", " ").replace("-", " ").replace("_", " ").replace(".", " ")
    shown = form.text[:400]
    for option in (option for other in form.fields for option in other.options):
        shown = shown.replace(option, " ")
    return (form.about, path, field.name, *form.buttons, shown, field.help, field.label)


def _around(form: Form, page: PageFacts, seen: Seen) -> str:
    """Return the folded heading over a form in the main content: what a plain "Suchen" there searches."""
    if form.region in _TOP or not 0 <= form.section < len(page.sections):
        return ""
    heading = page.sections[form.section].heading
    return "" if seen.set.lexicon.expression("search_words").search(fold(heading)) else fold(heading)


def _of_a_list(form: Form, key: str, seen: Seen) -> bool:
    in_list = seen.is_kind(key, Kind.NEWS, Kind.EVENT, Kind.JOB, Kind.COUNCIL, Kind.STAFF, Kind.RECORD)
    return form.region is Region.MAIN and in_list and not seen.is_kind(key, Kind.SEARCH, Kind.HOMEPAGE)


def _role(form: Form) -> str:
    return "search" if "search" in form.about.lower().split() else ""


def _asks_captcha(form: Form, seen: Seen) -> bool:
    return seen.set.lexicon.list("captcha").search(f"{form.about} {form.text}") is not None
