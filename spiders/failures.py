"""Why a fetch failed, in one exception with one word of `Failure`."""

from __future__ import annotations

import re

from OpenSSL import SSL
from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    UnsupportedURLSchemeError,
)
from service_identity import CertificateError, VerificationError
from twisted.internet import error as network
from twisted.web.client import ResponseFailed

from scanner.archive.records import Failure

_TLS = (SSL.Error, VerificationError, CertificateError)
_TIMEOUTS = (DownloadTimeoutError, network.TimeoutError, network.TCPTimedOutError)
_UNREACHABLE = (CannotResolveHostError, DownloadConnectionRefusedError, network.ConnectError)
_TUNNEL_STATUS = re.compile(r"'status': (\d{3})")


class FetchError(IgnoreRequest):
    """What was wanted could not be seen; reaches the spider's errback as ``failure.value``.

    `transient` tells whether another try at once may do better. `again` is the number of seconds after which it is
    worth asking again, None where the failure is final.
    """

    def __init__(
        self, failure: Failure, url: str, detail: str = "", *, transient: bool = False, again: float | None = None
    ) -> None:
        super().__init__(f"{failure.value}: {url} {detail}".rstrip())
        self.failure, self.url, self.detail, self.transient, self.again = failure, url, detail, transient, again


class StoppedError(IgnoreRequest):
    """The run is being stopped: nothing is known of the request, it stays to be done."""


def failed(error: Exception, url: str, *, proxied: bool) -> FetchError:
    """Return what an exception of Scrapy's handler means. Of a proxy, failing to reach it is the proxy's failure."""
    causes = tuple(_causes(error))
    if tls := next((cause for cause in causes if isinstance(cause, _TLS)), None):
        return FetchError(Failure.TLS, url, _tls_detail(tls))
    if tunnel := next((cause for cause in causes if isinstance(cause, TunnelError)), None):
        return proxy_failed(url, int(_found(_TUNNEL_STATUS, str(tunnel)) or 0))
    if any(isinstance(cause, _TIMEOUTS) for cause in causes):
        return FetchError(Failure.TIMEOUT, url, transient=True)
    if any(isinstance(cause, UnsupportedURLSchemeError) for cause in causes):
        return FetchError(Failure.REFUSED, url, "no address that can be fetched")
    if any(isinstance(cause, _UNREACHABLE) for cause in causes):
        dns = isinstance(error, CannotResolveHostError)
        kind = Failure.PROXY if proxied else Failure.DNS if dns else Failure.REFUSED
        return FetchError(kind, url, "no connection")
    return FetchError(Failure.REFUSED, url, "closed without an answer", transient=True)


def proxy_failed(url: str, status: int) -> FetchError:
    """Return what a proxy's own answer means: with 502 it can't reach the host, with 407 it wants a login."""
    return FetchError(Failure.PROXY, url, f"the proxy answered {status}", transient=status in (503, 504))


def _causes(error: BaseException) -> list[BaseException]:
    found = [error]
    if isinstance(error, ResponseFailed):
        found += [cause for reason in error.reasons for cause in _causes(reason.value)]
    if error.__cause__ is not None:
        found += _causes(error.__cause__)
    return found


def _tls_detail(error: BaseException) -> str:
    if isinstance(error, SSL.Error) and error.args and error.args[0]:
        return "; ".join(str(part[-1]) for part in error.args[0])
    return "the certificate is of another host"


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group(1) if match else ""
