"""When two addresses are the same page, and which links may not be followed.

`normalise` makes an address that can be fetched, `identity` the key under which its twins are one. The lists of names
are technical parameters of web systems, no words of a language, so they stand here and not in the criteria set.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

_SCHEMES = ("http", "https")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LONGEST = 2_000


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CONTROL = re.compile(r"[\x80-\x9f\x00-\x1f\x7f]+")
_HOLLOW = re.compile(r"https?:/*", re.I)
_ROUTE = re.compile(r"^[/!]")  # a fragment that a script reads as a path
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")

_SESSION_PATH = re.compile(r";(?:jsessionid|phpsessid|sessionid|session_id|sid)=[^/?#;]*|/\([a-z]\([^/()]*\)\)", re.I)
_SESSION_NAMES = _names("jsessionid phpsessid sessionid session_id aspsessionid cfid cftoken zenid osid fe_typo_user")
_SESSION_MAYBE = _names("sid s session sess sessid ses")
_TOKEN = re.compile(r"(?=.*\d)[0-9a-z]{16,}", re.I)

_TRACKING = re.compile(r"utm_\w+|pk_\w+|mtm_\w+|[fgmd]clid|msclkid|mc_[ce]id|_ga|_gl|etcc_\w+")
_STATE = _names(
    "chash no_cache nocache kuo bc breadcrumb breadcrumbs trail crumb navpath back backurl back_url backlink backto "
    "return returnurl return_url returnto retpath redirect referer referrer ref from_page frompage prevurl lastpage "
    "highlight hl_words sword_list sort sortby sort_by orderby order_by fontsize schriftgroesse contrast kontrast "
    "doasuserid doasuserlanguageid refererplid controlpanelcategory popup"
)
_PRINT_NAMES = _names(
    "print druck drucken printview print_view druckansicht druckversion printversion printable printmode isprint "
    "vorlesen vorlesefunktion readspeaker readaloud textversion textonly nurtext"
)
_PRINT_VALUES = _names("print druck drucken printview druckansicht printable vorlesen textonly popup pop_up")
_PRINT_CARRIERS = _names(
    "view layout mode format ansicht style media template tmpl output viewmode view_mode display displaymode darstellung "
    "ausgabe variant"
)
_PRINT_PATH = re.compile(r"/(?:print|drucken|druckansicht|druckversion|printview|printable/print)$")
_PRINT_ENDING = re.compile(r"[.,_-](?:print|druck|druckversion|druckansicht)(?=\.(?:html?|php|aspx?|jsp)$)")
_BARE_VIEWS = frozenset([("type", "98"), ("tmpl", "component"), ("layout", "default")])

_LANGUAGE_NAMES = _names("lang language locale lng sprache")
_GERMAN = re.compile(r"de(?:[-_]de)?|deu|ger", re.I)
_DEFAULT_LANGUAGE = frozenset([("l", "0"), ("la", "1")])

_BUSTERS = _names("v t ts _ ver rev m mod timestamp time cache cachebuster cb rnd rand random dc lm")
_STAMP = re.compile(r"\d{6,}|[0-9a-f]{8,}|0?\.\d{5,}|\d+(?:\.\d+)+", re.I)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|odt|ods|rtf|zip|jpe?g|png|gif|svg|txt|csv|ics)(?:/[0-9a-f-]{20,})?$", re.I)

_PORTLET = re.compile(r"p_[lopv]_\w+|p_p_\w+|p_r_p_\w+|_[\w.-]+?_\w+", re.I)
_PORTLET_FRAME = re.compile(r"p_[lopv]_\w+|p_p_(?!id$)\w+", re.I)
_PORTLET_STATE = re.compile(
    r"(?:bread|crumb|back|redirect|return|tab|delta|order|sort|state|mode|nav|reset|display|advanced|andoperator|mvc|"
    r"struts|javax|viewtype|formdate)\w*$",
    re.I,
)
_FRIENDLY = "/-/"

_INDEX = re.compile(r"/(?:index|default|home|startseite)\.(?:html?|php\d?|aspx?|jsp|jsf|do|cfm|shtml)$")
_SLASHES = re.compile(r"//+")

_ACTS_PATH = re.compile(
    r"(?:^|[/_.-])(?:logout|log-out|logoff|signout|sign-out|unsubscribe|add-to-cart|delete)(?:$|[/_.?-])", re.I
)
_ACT_NAMES = _names("action do cmd task op act event func command")
_ACT_VALUES = _names(
    "logout logoff signout delete remove add create update save send submit book order reserve vote confirm accept "
    "subscribe unsubscribe upload addtocart add_to_cart checkout"
)


def normalise(raw: str, base: str = "", charset: str = "utf-8") -> str | None:
    """Return the absolute address to fetch for a link as written, or None where it leads to no web page.

    The query is encoded in the page's charset, as browsers do; session ids are cut off; fragments go, except those that
    a script reads as a path (``#/`` and ``#!``).

    Args:
        raw: the link as written.
        base: address of the page (or its ``<base>``); not needed for an absolute link.
        charset: the page's charset.
    """
    raw = _CONTROL.sub("", raw.strip())
    scheme = raw.split(":", 1)[0].lower() if re.match(r"[a-z][a-z0-9+.-]*:", raw, re.I) else ""
    if len(raw) > _LONGEST or _HOLLOW.fullmatch(raw) or (scheme and scheme not in _SCHEMES and "." not in scheme):
        return None
    try:
        joined = urljoin(base, raw.replace("\\", "/") if "?" not in raw else raw)
        return _absolute(safe_url_string(joined.replace(" ", "%20"), encoding=_known(charset)))
    except (ValueError, UnicodeError):
        return None


def _absolute(url: str) -> str | None:
    parts = urlsplit(url)
    if parts.scheme.lower() not in _SCHEMES or not parts.hostname:
        return None
    path = _resolved(_ESCAPE.sub(lambda match: match.group().upper(), _SESSION_PATH.sub("", parts.path)))
    fragment = parts.fragment if _ROUTE.match(parts.fragment) else ""
    query = "&".join(part for part in parts.query.split("&") if not _session(*_pair(part)))
    return urlunsplit((parts.scheme.lower(), _authority(url), path, query, fragment))


def _resolved(path: str) -> str:
    path = path if path.startswith("/") else "/" + path
    return urlsplit(urljoin("http://host/", path)).path if "/." in path else path


def _known(charset: str) -> str:
    try:
        "".encode(charset or "utf-8")
    except LookupError:
        return "utf-8"
    return charset or "utf-8"


def host_of(url: str) -> str:
    """Return the host of an address in lower case, without port and trailing dot; empty where it has none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def with_scheme(text: str) -> str:
    """Return the address that a registry or a manifest names, be it whole or a host."""
    return text if "://" in text else f"https://{text.removeprefix('//')}/"


def host_key(url: str) -> str:
    """Return the host (and a port that is not the scheme's own) without ``www.``: twins of one host share it."""
    return _authority(url).removeprefix("www.")


def _authority(url: str) -> str:
    host = host_of(url)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return host
    own = port is None or port == _DEFAULT_PORTS.get(parts.scheme.lower())
    shown = f"[{host}]" if ":" in host else host
    return shown if own else f"{shown}:{port}"


@lru_cache(maxsize=65_536)
def identity(url: str) -> str:
    """Return the key under which all addresses of one page are the same, itself an address without ``www.``.

    Language prefixes stay: whether they repeat a page is the canonical link's to say.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    path = _path_key(parts.path)
    pairs = [_decoded(part) for part in parts.query.split("&") if part]
    kept = sorted({_written(name, value) for name, value in pairs if _tells(path, name, value)})
    fragment = parts.fragment.rstrip("/") if _ROUTE.match(parts.fragment) else ""
    return urlunsplit(("http", host_key(url), _quoted(path), "&".join(kept), fragment))


def strays(url: str) -> int:
    """Return how much of an address tells of a view, a visit or a session, and nothing of the page."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return 0
    path = _path_key(parts.path)
    pairs = [_decoded(part) for part in parts.query.split("&") if part]
    printed = _PRINT_PATH.search(parts.path.lower().rstrip("/")) or _PRINT_ENDING.search(parts.path.lower())
    return sum(not _tells(path, name, value) for name, value in pairs) + bool(printed)


def plain(url: str) -> str:
    """Return an address without the parameters that ask for a view to print or to hear."""
    head, mark, query = url.partition("?")
    query, sign, fragment = query.partition("#")
    kept = "&".join(part for part in query.split("&") if part and not _is_view(*_decoded(part)))
    return f"{head}{mark if kept else ''}{kept}{sign}{fragment}"


def _is_view(name: str, value: str | None) -> bool:
    return name in _PRINT_NAMES if value is None else _prints(name, value)


def _path_key(path: str) -> str:
    path, before = _decode(_SESSION_PATH.sub("", path)).replace("|", ",").lower(), ""
    while path != before:
        before = path
        path = _INDEX.sub("/", _SLASHES.sub("/", _SESSION_PATH.sub("", path)))
        path = _PRINT_ENDING.sub("", _PRINT_PATH.sub("", path.rstrip("/")))
    return path


def _decode(text: str) -> str:
    data = unquote_to_bytes(text)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _quoted(text: str) -> str:
    return quote(text, safe="/,:;@!$'()*~=-._")


def _pair(part: str) -> tuple[str, str | None]:
    name, equals, value = part.partition("=")
    return name.lower(), value if equals else None


def _decoded(part: str) -> tuple[str, str | None]:
    name, value = _pair(part.replace("+", " "))
    return _decode(name).lower(), None if value is None else _decode(value).replace("|", ",")


def _written(name: str, value: str | None) -> str:
    return _quoted(name) if value is None else f"{_quoted(name)}={_quoted(value)}"


def _session(name: str, value: str | None) -> bool:
    if name in _SESSION_NAMES:
        return True
    return name in _SESSION_MAYBE and value is not None and _TOKEN.fullmatch(value) is not None


def _tells(path: str, name: str, value: str | None) -> bool:
    """Whether a parameter tells one page from another."""
    if value is None:
        return name not in _PRINT_NAMES and not (_FILE.search(path) and _STAMP.fullmatch(name))
    return bool(value.strip()) and not (
        _session(name, value)
        or name.partition("[")[0] in _STATE
        or _TRACKING.fullmatch(name) is not None
        or _prints(name, value)
        or _default_language(name, value)
        or _busts(path, name, value)
        or _portlet_state(path, name)
    )


def _prints(name: str, value: str) -> bool:
    carried = name in _PRINT_CARRIERS and value.lower() in _PRINT_VALUES
    return name in _PRINT_NAMES or carried or (name, value.lower()) in _BARE_VIEWS


def _default_language(name: str, value: str) -> bool:
    named = name in _LANGUAGE_NAMES and _GERMAN.fullmatch(value) is not None
    return named or (name, value) in _DEFAULT_LANGUAGE


def _busts(path: str, name: str, value: str) -> bool:
    return name in _BUSTERS and bool(_FILE.search(path) or _STAMP.fullmatch(value))


def _portlet_state(path: str, name: str) -> bool:
    if not _PORTLET.fullmatch(name):
        return False
    return _FRIENDLY in path or bool(_PORTLET_FRAME.fullmatch(name) or _PORTLET_STATE.search(name))


def acts(url: str) -> bool:
    """Whether following the link would do something: log out, send, delete, act in a portlet, or leave the web."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return True
    if parts.scheme.lower() not in _SCHEMES or _ACTS_PATH.search(parts.path):
        return True
    return any(_acting(*_decoded(part)) for part in parts.query.split("&") if part)


def _acting(name: str, value: str | None) -> bool:
    if name == "p_auth" or (name == "p_p_lifecycle" and value == "1"):
        return True
    last = name.rpartition("[")[2].rstrip("]")
    return last in _ACT_NAMES and (value or "").lower() in _ACT_VALUES
