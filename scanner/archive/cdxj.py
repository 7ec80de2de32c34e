"""The index of an archive as other tools read it: one CDXJ line for each record, sorted by address and time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit

from scanner.archive.members import Record

_INDEXED = frozenset({"response", "revisit", "resource"})
_FORM = "application/x-www-form-urlencoded"
_DEFAULT_PORTS = {"http": 80, "https": 443}


def index_lines(records: Iterable[Record], filename: str) -> list[str]:
    """Return the lines of the records of one file, unsorted.

    A record that answers a POST is listed with its method and what was sent as part of the address, as replay tools
    look for it.

    Args:
        records: all that can be read, requests too.
        filename: what the file is called in the index.
    """
    found = list(records)
    posts = {
        item.warc.get("warc-concurrent-to", "").strip("<>"): item
        for item in found
        if item.kind == "request" and item.method == "POST"
    }
    return [_line(item, posts.get(item.id), filename) for item in found if item.kind in _INDEXED]


def sort_key(url: str) -> str:
    """Return an address with its host turned round (SURT), so that a host's addresses stand together."""
    if not url.startswith(("http:", "https:")):
        return url
    parts = urlsplit(url.lower())
    name = parts.hostname or ""
    host = name.removeprefix("www.") if name.count(".") > 1 else name
    port = parts.port if parts.port != _DEFAULT_PORTS.get(parts.scheme) else None
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    turned = ",".join(reversed(host.split(".")))
    return f"{turned}{f':{port}' if port else ''}){parts.path or '/'}{'?' + query if query else ''}"


def _line(item: Record, post: Record | None, filename: str) -> str:
    facts: dict[str, str] = {"url": item.url, "mime": _mime(item), "status": str(item.status or 200)}
    key = sort_key(item.url)
    if post is not None:
        sent = _sent(post)
        facts |= {"method": "POST", "requestBody": sent}
        sign = "&" if "?" in item.url else "?"
        key = sort_key(f"{item.url}{sign}__wb_method=POST{'&' + sent if sent else ''}")
    if digest := item.warc.get("warc-payload-digest", ""):
        facts["digest"] = digest
    facts |= {"length": str(item.length), "offset": str(item.offset), "filename": filename}
    return f"{key} {_stamp(item)} {json.dumps(facts, ensure_ascii=True)}"


def _mime(item: Record) -> str:
    if item.kind == "revisit":
        return "warc/revisit"
    named = next((value for name, value in item.http if name.lower() == "content-type"), "")
    return (named or item.warc.get("content-type", "")).partition(";")[0].strip() or "application/octet-stream"


def _sent(post: Record) -> str:
    kind = next((value for name, value in post.http if name.lower() == "content-type"), "")
    text = post.body.decode("utf-8", "replace")
    return (
        urlencode(parse_qsl(text, keep_blank_values=True))
        if kind.startswith(_FORM)
        else urlencode({"__wb_post_data": text})
    )


def _stamp(item: Record) -> str:
    return "".join(sign for sign in item.warc.get("warc-date", "") if sign.isdigit())[:14].ljust(14, "0")
