"""TLS in the region: http leads to https, twins meet, certificates are signed by the test authority, one has run out."""

import http.client
import ssl

import pytest

from scanner.practice.country.country import Country
from scanner.practice.server import serve_answers

pytestmark = pytest.mark.server
SECURE, PLAIN, EXPIRED, DOWN = 21, 22, 38, 4


@pytest.fixture(scope="module")
def country():
    return Country(2022)


@pytest.fixture(scope="module")
def practice(country):
    with serve_answers(country) as served:
        yield served


def asked(practice, host, path="/"):
    """Ask through a tunnel, trusting the test authority only; return status, headers and body."""
    context = ssl.create_default_context(cadata=practice.authority.decode())
    connection = http.client.HTTPSConnection("127.0.0.1", practice.port, context=context, timeout=10)
    connection.set_tunnel(host, 443)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, dict(answer.headers), answer.read()
    finally:
        connection.close()


def test_plain_http_leads_to_https_and_the_bare_name_to_www(country, practice):
    town = country.towns[SECURE]
    reply = country.answer(f"www.{town.slug}.example", "GET", "/impressum")
    assert (reply.status, reply.headers["Location"]) == (301, f"https://www.{town.slug}.example/impressum")
    status, headers, _ = asked(practice, f"{town.slug}.example")
    assert (status, headers["Location"]) == (301, f"https://www.{town.slug}.example/")


def test_a_page_comes_by_tls_and_asks_to_be_asked_so_again(country, practice):
    town = country.towns[SECURE]
    status, headers, body = asked(practice, f"www.{town.slug}.example")
    assert status == 200
    assert "max-age" in headers["Strict-Transport-Security"]
    assert town.name.encode() in body
    assert any(request.host == f"www.{town.slug}.example" for request in practice.log.requests)


def test_a_certificate_that_has_run_out_is_refused_by_whoever_checks(country, practice):
    with pytest.raises(ssl.SSLCertVerificationError, match="expired"):
        asked(practice, f"www.{country.towns[EXPIRED].slug}.example")


def test_a_town_without_tls_has_no_tunnel(country, practice):
    with pytest.raises(OSError, match="502"):
        asked(practice, f"www.{country.towns[PLAIN].slug}.example")


def test_nobody_has_tls_in_2019():
    country = Country(2019)
    assert not any(country.certificate(f"www.{town.slug}.example") for town in country.towns)


def test_a_host_that_is_down_hangs_up_on_whoever_asks_without_the_proxy(country, practice):
    connection = http.client.HTTPConnection("127.0.0.1", practice.port, timeout=10)
    connection.request("GET", "/", headers={"Host": f"www.{country.towns[DOWN].slug}.example"})
    with pytest.raises(ConnectionError):
        connection.getresponse()
    connection.close()
