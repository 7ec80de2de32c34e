"""One request over the wire: Scrapy's own HTTP/1.1 handler, with caps on size and time, and told what it hides."""

from __future__ import annotations

import time
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from scrapy import Request, signals
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Headers as ScrapyHeaders
from scrapy.http import Response
from scrapy.http.cookies import CookieJar

from scanner.archive.decoding import decode
from scanner.archive.exchange import Exchange, Headers
from spiders.exchanging import Ask
from spiders.failures import failed, proxy_failed
from spiders.options import Options

# The hard limit is for answers that stand still; one that still drips is stopped by the soft one and kept.
_STANDSTILL = 1.25
_DEFAULT = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "de,en;q=0.5",
}
_PROXY_ANSWERS = frozenset({407, 502, 503, 504})


@dataclass
class _Watch:
    """What is counted while an answer comes in."""

    most: int
    until: float
    size: int = 0
    reason: str = ""


class Transport:
    """Sends requests for one crawler; has its own connections and cookies."""

    def __init__(self, crawler: Crawler, options: Options) -> None:
        self._options = options
        self._inner = HTTP11DownloadHandler(crawler)
        self._cookies = CookieJar()
        self._proxy, self._login = _split_login(options.proxy)
        crawler.signals.connect(self._received, signals.bytes_received)

    async def send(self, ask: Ask) -> Exchange:
        """Return the answer as received, capped where it is too large or takes too long.

        Raises:
            FetchError: there is no answer. (An answer that was cut short is returned as incomplete.)
        """
        request = self._request(ask)
        started, begun = datetime.now(UTC), time.monotonic()
        try:
            response = await self._inner.download_request(request)
        except Exception as error:
            raise failed(error, ask.url, proxied=bool(self._proxy)) from error
        if self._proxy and response.status in _PROXY_ANSWERS and ask.url.startswith("http:"):
            raise proxy_failed(ask.url, response.status)
        if ask.cookies:
            self._cookies.extract_cookies(response, request)
        return self._exchange(ask, request, response, started, time.monotonic() - begun)

    async def close(self) -> None:
        """Close the connections."""
        await self._inner.close()

    def cookie_of(self, ask: Ask) -> str:
        """Return the Cookie header that would be sent, to tell one visit to an address from the next."""
        return (self._request(ask).headers.get("Cookie") or b"").decode("latin-1")

    def _request(self, ask: Ask) -> Request:
        timeout = self._options.timeout
        watch = _Watch(self._options.max_bytes, time.monotonic() + timeout)
        headers = ScrapyHeaders({**_DEFAULT, "User-Agent": self._options.agent})
        for name, value in ask.headers:
            headers[name.encode("latin-1")] = value.encode("latin-1")
        meta = {"g2b": watch, "download_timeout": timeout * _STANDSTILL}
        request = Request(ask.url, method=ask.method, headers=headers, body=ask.body, meta=meta)
        if ask.cookies:
            self._cookies.add_cookie_header(request)
        if self._proxy:
            request.meta["proxy"] = self._proxy
            if self._login:
                request.headers["Proxy-Authorization"] = self._login
        return request

    def _received(self, data: bytes, request: Request) -> None:
        watch: _Watch = request.meta["g2b"]
        watch.size += len(data)
        watch.reason = "length" if watch.size > watch.most else "time" if time.monotonic() > watch.until else ""
        if watch.reason:
            raise StopDownload(fail=False)

    def _exchange(self, ask: Ask, request: Request, response: Response, started: datetime, seconds: float) -> Exchange:
        watch: _Watch = request.meta["g2b"]
        headers, body = _pairs(response.headers), response.body[: watch.most]
        encoding = ",".join(value for name, value in headers if name.lower() == "content-encoding")
        cut = "dataloss" in response.flags or (not watch.reason and not decode(body, encoding).whole)
        return Exchange(
            url=ask.url,
            status=response.status,
            fetched=started,
            headers=headers,
            body=body,
            method=ask.method,
            protocol=response.protocol or "HTTP/1.1",
            request_headers=_pairs(request.headers),
            request_body=ask.body,
            truncated=watch.reason or ("disconnect" if cut else ""),
            seconds=seconds,
            address=str(response.ip_address) if response.ip_address and not self._proxy else "",
        )


def _pairs(headers: ScrapyHeaders) -> Headers:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values
    )


def _split_login(proxy: str) -> tuple[str, str]:
    """Return a proxy's address without login, and the header that carries it."""
    parts = urlsplit(proxy)
    login, _, address = parts.netloc.rpartition("@")
    if not login:
        return proxy, ""
    user, _, password = login.partition(":")
    token = b64encode(f"{unquote(user)}:{unquote(password)}".encode())
    return parts._replace(netloc=address).geturl(), f"Basic {token.decode()}"
