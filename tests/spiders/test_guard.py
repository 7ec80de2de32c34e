from __future__ import annotations

import asyncio
import socket
from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.archive.records import Failure
from spiders.failures import FetchError
from spiders.guard import Guard, PinnedResolver, refuse_private, refuse_private_name

URL = "http://www.musterdorf.example/"
PRIVATE = [
    "10.0.0.0/8",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "0.0.0.0/8",
]


def refused(host: str, *addresses: str, allowed: tuple[str, ...] = ()) -> bool:
    try:
        refuse_private(URL, host, addresses, [ip_network(text) for text in allowed])
    except FetchError as error:
        return error.failure is Failure.PRIVATE
    return False


@given(st.sampled_from(PRIVATE), st.integers(0, 2**32 - 1))
def test_private_addresses_are_refused_in_every_wrapping(network: str, number: int) -> None:
    inside = ip_network(network)
    address = IPv4Address(int(inside.network_address) + number % inside.num_addresses)
    wrapped = [
        f"::ffff:{address}",
        str(IPv6Address(b"\x00\x64\xff\x9b" + bytes(8) + address.packed)),
        str(IPv6Address(b"\x20\x02" + address.packed + bytes(10))),
    ]
    assert all(refused("a.example", one) for one in (str(address), *wrapped))


@pytest.mark.parametrize(
    "address", ["::1", "::", "fe80::1", "fd00:ec2::254", "224.0.0.1", "ff02::1", "255.255.255.255", "198.18.0.1"]
)
def test_what_is_not_on_the_internet_is_refused(address: str) -> None:
    assert refused("a.example", address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1"])
def test_what_is_on_the_internet_is_not(address: str) -> None:
    assert not refused("a.example", address)


def test_one_private_address_among_public_ones_is_enough() -> None:
    assert refused("a.example", "93.184.216.34", "10.0.0.1")


def test_the_operators_networks_are_open_and_no_others() -> None:
    assert not refused("a.example", "10.1.2.3", "::ffff:10.1.2.3", allowed=("10.1.0.0/16",))
    assert refused("a.example", "10.2.2.3", allowed=("10.1.0.0/16",))


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST.", "a.localhost", "drucker.local", "metadata.google.internal", "[::1]", "0177.0.0.1"],
)
def test_names_and_spellings_of_here_are_refused_behind_a_proxy(host: str) -> None:
    with pytest.raises(FetchError):
        refuse_private_name(URL, host, [])


@pytest.mark.parametrize("host", ["www.musterdorf.example", "localhost.musterdorf.example", "93.184.216.34"])
def test_other_names_are_the_proxys_business(host: str) -> None:
    refuse_private_name(URL, host, [])


class Lookups:
    """A resolver's answers, one after the other."""

    def __init__(self, *answers: list[str] | Exception) -> None:
        self.answers, self.asked = list(answers), 0

    async def __call__(self, *_: object, **__: object) -> list[tuple[object, ...]]:
        self.asked += 1
        answer = self.answers[min(self.asked, len(self.answers)) - 1]
        await asyncio.sleep(0.01)
        if isinstance(answer, Exception):
            raise answer
        return [(2, 1, 6, "", (address, 0)) for address in answer]

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", self)


async def test_a_name_is_looked_up_once_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    lookups = Lookups(["93.184.216.34", "93.184.216.34"])
    lookups.install(monkeypatch)
    guard = Guard()
    found = await asyncio.gather(*(guard.admit(URL, "a.example", []) for _ in range(5)))
    assert found == [("93.184.216.34",)] * 5
    assert lookups.asked == 1


async def test_a_name_that_turns_private_later_is_never_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    Lookups(["93.184.216.34"], ["10.0.0.1"]).install(monkeypatch)
    guard = Guard()
    await guard.admit(URL, "a.example", [])
    monkeypatch.setattr("spiders.guard._KEPT_SECONDS", -1)
    with pytest.raises(FetchError, match=r"private: .* 10\.0\.0\.1"):
        await guard.admit(URL, "a.example", [])
    assert _resolved(guard, "a.example") == ["93.184.216.34"]
    assert _resolved(guard, "b.example") == []


@pytest.mark.parametrize(
    ("error", "transient"),
    [
        (socket.gaierror(socket.EAI_NONAME, "no"), False),
        (socket.gaierror(socket.EAI_AGAIN, "later"), True),
        (UnicodeError("label too long"), False),
    ],
)
async def test_a_name_that_does_not_resolve_is_dns(monkeypatch, error: Exception, transient: bool) -> None:
    Lookups(error).install(monkeypatch)
    with pytest.raises(FetchError) as caught:
        await Guard().admit(URL, "a.example", [])
    assert (caught.value.failure, caught.value.transient) == (Failure.DNS, transient)


def _resolved(guard: Guard, host: str) -> list[str]:
    """What the reactor would connect to."""
    found: list[str] = []

    class Receiver:
        def resolutionBegan(self, _: object) -> None:
            pass

        def addressResolved(self, address) -> None:
            found.append(address.host)

        def resolutionComplete(self) -> None:
            pass

    PinnedResolver(guard, None).resolveHostName(Receiver(), host, 80)  # type: ignore[arg-type]
    return found
