"""Requests as text, so that they outlive the process."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from scrapy import Request, Spider

from scanner.archive.records import Purpose

_OWN = ("ledger", "capture")  # put there by the fetch path, not by the spider


def purpose_of(request: Request) -> Purpose:
    """Return why a request is made."""
    return Purpose(request.meta.get("purpose", Purpose.PAGE))


def key_of(request: Request) -> str:
    """Return what makes a request the same as another one."""
    if key := request.meta.get("key"):
        return str(key)
    parts = [
        request.method,
        purpose_of(request),
        request.meta.get("term", ""),
        request.url,
        request.body.decode("latin-1"),
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def save_request(request: Request) -> str:
    """Return a request as JSON; callback and errback by the name of the spider's method."""
    facts: dict[str, Any] = {"url": request.url, "priority": request.priority}
    optional = {
        "method": request.method if request.method != "GET" else "",
        "body": request.body.decode("latin-1"),
        "headers": [
            [name.decode("latin-1"), value.decode("latin-1")]
            for name, values in request.headers.items()
            for value in values
        ],
        "meta": {name: value for name, value in request.meta.items() if name not in _OWN},
        "callback": getattr(request.callback, "__name__", ""),
        "errback": getattr(request.errback, "__name__", ""),
    }
    return json.dumps(facts | {name: value for name, value in optional.items() if value})


def load_request(text: str, spider: Spider, *, number: int) -> Request:
    """Return the request that was saved, bound to a spider, with its number in the ledger."""
    facts = json.loads(text)
    return Request(
        facts["url"],
        method=facts.get("method", "GET"),
        body=facts.get("body", "").encode("latin-1"),
        headers=[(name.encode("latin-1"), value.encode("latin-1")) for name, value in facts.get("headers", [])],
        meta={**facts.get("meta", {}), "ledger": number},
        priority=facts["priority"],
        callback=getattr(spider, facts["callback"]) if "callback" in facts else None,
        errback=getattr(spider, facts["errback"]) if "errback" in facts else None,
        dont_filter=True,
    )
