"""Keeps the crawler out of private networks: addresses are checked before, and pinned for, each connection."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any, Self

from scrapy.crawler import Crawler
from twisted.internet.address import IPv4Address as TwistedIPv4
from twisted.internet.address import IPv6Address as TwistedIPv6
from twisted.internet.base import ReactorBase
from twisted.internet.interfaces import IHostnameResolver, IHostResolution
from zope.interface import implementer  # type: ignore[import-untyped]

from scanner.archive.records import Failure
from spiders.failures import FetchError
from spiders.options import Network

_KEPT_SECONDS = 600.0
_LOOKUP_SECONDS = 20.0
_LOCAL_NAMES = ("localhost", ".localhost", ".local", ".internal", ".localdomain", ".home.arpa")

Address = IPv4Address | IPv6Address


class Guard:
    """Resolves hosts once for all crawlers and refuses those that stand in private networks.

    A name with one private address among public ones is refused as well: which one is taken is not ours to choose.
    """

    def __init__(self) -> None:
        self._pins: dict[str, tuple[float, tuple[str, ...]]] = {}
        self._lookups: dict[str, asyncio.Lock] = {}

    async def admit(self, url: str, host: str, allowed: Iterable[Network]) -> tuple[str, ...]:
        """Return the addresses of a host that may be connected to, and pin them for the next minutes.

        Raises:
            FetchError: private, or the name does not resolve (transient where the resolver could not tell).
        """
        async with self._lookups.setdefault(host, asyncio.Lock()):
            addresses = self._fresh(host) or await _look_up(url, host)
            refuse_private(url, host, addresses, allowed)
            return self._pin(host, addresses)

    async def trust(self, url: str, host: str) -> None:
        """Pin the addresses of the operator's proxy, wherever it stands; FetchError where its name does not resolve."""
        async with self._lookups.setdefault(host, asyncio.Lock()):
            self._pin(host, self._fresh(host) or await _look_up(url, host))

    def _fresh(self, host: str) -> tuple[str, ...]:
        since, addresses = self._pins.get(host, (0.0, ()))
        return addresses if time.monotonic() - since < _KEPT_SECONDS else ()

    def _pin(self, host: str, addresses: tuple[str, ...]) -> tuple[str, ...]:
        if addresses != self._fresh(host):
            self._pins[host] = (time.monotonic(), addresses)
        return addresses

    def pinned(self, host: str) -> tuple[str, ...]:
        """Return the addresses that a host was let through with, none where it never was."""
        return self._pins.get(host, (0.0, ()))[1]


def refuse_private(url: str, host: str, addresses: Iterable[str], allowed: Iterable[Network]) -> None:
    """Raise FetchError where one of the addresses is private and in none of the allowed networks."""
    allowed = tuple(allowed)
    for address in map(ip_address, addresses):
        if _is_private(address) and not any(_within(address, network) for network in allowed):
            raise FetchError(Failure.PRIVATE, url, f"{host} is {address}, a private address")


def refuse_private_name(url: str, host: str, allowed: Iterable[Network]) -> None:
    """Check a host that a proxy resolves: an address written out (in any spelling), or a name that says it is local."""
    if (literal := _literal(host)) is not None:
        refuse_private(url, host, (str(literal),), allowed)
    elif f".{host.lower().rstrip('.')}".endswith(_LOCAL_NAMES) or host.lower() == "localhost":
        raise FetchError(Failure.PRIVATE, url, f"{host} names this machine or its network")


def _is_private(address: Address) -> bool:
    inner = _embedded(address)
    return not address.is_global or address.is_multicast or (inner is not None and _is_private(inner))


def _within(address: Address, network: Network) -> bool:
    inner = _embedded(address)
    return address in network or (inner is not None and inner in network)


def _embedded(address: Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 address stands for (mapped, 6to4, NAT64)."""
    if isinstance(address, IPv4Address):
        return None
    if address.packed.startswith(b"\x00\x64\xff\x9b" + bytes(8)):
        return IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address.sixtofour


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        pass
    try:  # 127.1, 0x7f000001 and 2130706433 are all this machine
        return IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


async def _look_up(url: str, host: str) -> tuple[str, ...]:
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(_LOOKUP_SECONDS):
            found = await loop.getaddrinfo(host.strip("[]"), None, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        unsure = error.errno == socket.EAI_AGAIN
        raise FetchError(Failure.DNS, url, f"{host} does not resolve", transient=unsure) from error
    except UnicodeError as error:
        raise FetchError(Failure.DNS, url, f"{host[:80]} is no host name") from error
    except TimeoutError as error:
        raise FetchError(Failure.DNS, url, f"no answer to the question for {host}", transient=True) from error
    return tuple(dict.fromkeys(str(address[0]).partition("%")[0] for *_, address in found))


@implementer(IHostnameResolver)
class PinnedResolver:
    """The reactor's resolver: knows only what the guard let through, so that no connection gets past it."""

    def __init__(self, guard: Guard, reactor: ReactorBase) -> None:
        self._guard, self._reactor = guard, reactor

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:  # noqa: ARG003 - the signature is Scrapy's
        """Build it as Scrapy builds a resolver."""
        return cls(GUARD, reactor)

    def install_on_reactor(self) -> None:
        """Put it in the place of the reactor's own resolver."""
        self._reactor.installNameResolver(self)  # type: ignore[arg-type]

    def resolveHostName(  # noqa: N802 - the names are Twisted's
        self,
        resolutionReceiver: Any,  # noqa: ANN401, N803 - an IResolutionReceiver, whose methods have no self
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type] | None = None,  # noqa: ARG002, N803
        transportSemantics: str = "TCP",  # noqa: ARG002, N803
    ) -> Resolution:
        """Tell the receiver the pinned addresses at once."""
        resolution = Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)
        for address in self._guard.pinned(hostName):
            kind = TwistedIPv6 if ":" in address else TwistedIPv4
            resolutionReceiver.addressResolved(kind("TCP", address, portNumber))
        resolutionReceiver.resolutionComplete()
        return resolution


@implementer(IHostResolution)
class Resolution:
    """A resolution that was over when it began."""

    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Nothing is under way."""


GUARD = Guard()  # of the process, as its reactor is
