"""The settings of the fetch path, checked and typed."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from platformdirs import user_cache_path
from scrapy.settings import BaseSettings

from criteria.errors import UserError

Network = IPv4Network | IPv6Network
ROBOTS_TOKEN = "G2B-Scanner"  # noqa: S105 - the name that robots.txt calls us by


@dataclass(frozen=True)
class Options:
    """What the operator set; seconds, bytes and counts as in `spiders`."""

    agent: str
    proxy: str
    delay: float
    timeout: float
    max_bytes: int
    retries: int
    retry_delay: float
    max_redirects: int
    robots_again: tuple[float, ...]
    crawl_delay_max: float
    private: tuple[Network, ...]

    @classmethod
    def of(cls, settings: BaseSettings) -> Options:
        """Return the checked settings.

        Raises:
            UserError: a value can't be used, or operator and contact are missing.
        """
        return cls(
            agent=user_agent(str(settings.get("G2B_OPERATOR") or ""), str(settings.get("G2B_CONTACT") or "")),
            proxy=checked_proxy(str(settings.get("G2B_PROXY") or "")),
            delay=_number(settings, "G2B_DELAY"),
            timeout=_number(settings, "G2B_TIMEOUT"),
            max_bytes=int(_number(settings, "G2B_MAX_BYTES")),
            retries=int(_number(settings, "G2B_RETRIES")),
            retry_delay=_number(settings, "G2B_RETRY_DELAY"),
            max_redirects=int(_number(settings, "G2B_MAX_REDIRECTS")),
            robots_again=tuple(float(seconds) for seconds in settings.getlist("G2B_ROBOTS_AGAIN")),
            crawl_delay_max=_number(settings, "G2B_CRAWL_DELAY_MAX"),
            private=networks(settings.getlist("G2B_PRIVATE")),
        )


# Signs that would end the comment of the user agent, and those that every reader of a log can read.
_PLAIN = str.maketrans({"(": "[", ")": "]", ";": ",", "\\": "/"})
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


def user_agent(operator: str, contact: str) -> str:
    """Return the honest user agent; UserError where nobody stands behind it."""
    operator, contact = _for_header(operator), _for_header(contact)
    if not operator or not contact:
        raise UserError(
            "a live scan must say who asks: operator name and contact address are not both set",
            where="G2B_OPERATOR, G2B_CONTACT",
            hint="set both; they stand in the user agent so that a site's owner can reach you",
        )
    return f"{ROBOTS_TOKEN}/{_version()} (+{operator}; {contact})"


def _for_header(text: str) -> str:
    plain = " ".join(text.split()).translate(_PLAIN).translate(_SPELLED).encode("ascii", "replace").decode("ascii")
    return "".join(sign for sign in plain if sign.isprintable()).strip()


def _version() -> str:
    try:
        return version("g2b-scanner")
    except PackageNotFoundError:
        return "0"


def software() -> str:
    """Return name and version for archives."""
    return f"{ROBOTS_TOKEN}/{_version()}"


def checked_proxy(proxy: str) -> str:
    """Return the proxy's address; UserError where it is none we can speak to."""
    if not proxy:
        return ""
    parts = urlsplit(proxy if "//" in proxy else f"http://{proxy}")
    try:
        sound = parts.scheme == "http" and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound:
        where = proxy.rpartition("@")[2]  # never shows the password
        raise UserError("this is no proxy we can use", where=where, hint="give it as http://user:password@host:port")
    return parts.geturl()


def networks(texts: list[str]) -> tuple[Network, ...]:
    """Return networks from their CIDR texts; UserError where one is none."""
    try:
        return tuple(ip_network(text.strip()) for text in texts)
    except ValueError as error:
        raise UserError(f"no network: {error}", where="G2B_PRIVATE", hint="give it like 10.1.0.0/16") from error


def split_networks(text: str) -> list[str]:
    """Return the parts of a list that is separated by commas."""
    return [part.strip() for part in text.split(",") if part.strip()]


def gate_folder(settings: BaseSettings) -> Path:
    """Return the folder of the gate's lock files, the same for all processes of this user."""
    named = settings.get("G2B_GATE")
    return Path(str(named)) if named else user_cache_path("g2b-scanner") / "gate"


def _number(settings: BaseSettings, name: str) -> float:
    value: Any = settings.get(name)
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = -1.0
    if not 0 <= number < float("inf"):
        raise UserError(f"{value!r} is not a number of 0 or more", where=name)
    return number
