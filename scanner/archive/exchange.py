"""One request and its answer as they went over the wire: what the fetch path hands to the archive."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Exchange:
    """A request and what came back.

    `body` is as received: still content-encoded, but without transfer encoding. `truncated` is the reason for which
    we stopped reading in the words of WARC-Truncated (length, time), or disconnect where the other side cut it short.
    `seconds` is the time from the request to the end of the answer, `source` the address in a web archive that showed it.
    """

    url: str
    status: int
    fetched: datetime
    headers: Headers = ()
    body: bytes = field(default=b"", repr=False)
    method: str = "GET"
    reason: str = ""
    protocol: str = "HTTP/1.1"
    request_headers: Headers = ()
    request_body: bytes = field(default=b"", repr=False)
    truncated: str = ""
    seconds: float = 0.0
    address: str = ""
    source: str = ""

    @property
    def incomplete(self) -> bool:
        """Whether the other side cut the answer short: it may be kept, but never judged."""
        return self.truncated == "disconnect"

    def header(self, name: str) -> str:
        """Return the first header of that name in any case, or an empty string."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")
