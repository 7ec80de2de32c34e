"""Undoes content encodings, and tells whether a body is whole."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass

import brotli  # type: ignore[import-untyped]
import zstandard

LIMIT = 100 * 1024 * 1024
_STEP = 65536


@dataclass(frozen=True)
class Decoded:
    """A body with its content encodings undone.

    `whole` is False where the encoded data ended early or broke (`data` is what could be read until there), `capped` is
    True where decoding stopped at the size limit.
    """

    data: bytes
    whole: bool = True
    capped: bool = False


def decode(body: bytes, encoding: str, limit: int = LIMIT) -> Decoded:
    """Return a body decoded by the value of its Content-Encoding header.

    Unknown encodings, and bodies that claim to be compressed and are not, are returned as they are.
    """
    names = [name.strip().lower() for name in encoding.split(",")]
    result = Decoded(body)
    for name in reversed(names):
        if (step := _STEPS.get(name)) and result.data:
            done = step(result.data, limit)
            result = Decoded(done.data, result.whole and done.whole, result.capped or done.capped)
    return result


def _gzip(data: bytes, limit: int) -> Decoded:
    if not data.startswith(b"\x1f\x8b"[: len(data)]):
        return Decoded(data)
    parts, size = [], 0
    while data.startswith(b"\x1f\x8b"):
        member, data = _inflate(data, zlib.MAX_WBITS | 16, limit - size)
        parts.append(member.data)
        size += len(member.data)
        if member.capped or not member.whole:
            return Decoded(b"".join(parts), member.whole, member.capped)
    return Decoded(b"".join(parts), whole=bool(parts))


def _deflate(data: bytes, limit: int) -> Decoded:
    # Some servers send raw deflate data where RFC 9110 asks for the zlib format.
    zlib_header = len(data) > 1 and data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
    return _inflate(data, zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS, limit)[0]


def _inflate(data: bytes, bits: int, limit: int) -> tuple[Decoded, bytes]:
    machine = zlib.decompressobj(bits)
    parts, size, at = [], 0, 0
    try:
        while at < len(data) and not machine.eof and size < limit:
            parts.append(machine.decompress(data[at : at + _STEP], limit - size))
            size += len(parts[-1])
            at += _STEP
    except zlib.error:
        return Decoded(b"".join(parts), whole=False), b""
    capped = size >= limit and not machine.eof
    return Decoded(b"".join(parts), machine.eof or capped, capped), machine.unused_data + data[at:]


def _brotli(data: bytes, limit: int) -> Decoded:
    machine = brotli.Decompressor()
    out = bytearray()
    try:
        out += machine.process(data, output_buffer_limit=limit)
        while not machine.is_finished() and len(out) < limit and not machine.can_accept_more_data():
            out += machine.process(b"", output_buffer_limit=limit - len(out))
    except brotli.error:
        return Decoded(bytes(out), whole=False)
    capped = len(out) >= limit and not machine.is_finished()
    return Decoded(bytes(out[:limit]), machine.is_finished() or capped, capped)


def _zstd(data: bytes, limit: int) -> Decoded:
    out = bytearray()
    try:
        with zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True) as reader:
            while len(out) < limit and (part := reader.read(min(_STEP, limit - len(out)))):
                out += part
    except zstandard.ZstdError:
        return Decoded(bytes(out), whole=False)
    capped = len(out) >= limit
    return Decoded(bytes(out), capped or _zstd_ends(data), capped)


def _zstd_ends(data: bytes) -> bool:
    machine = zstandard.ZstdDecompressor().decompressobj(read_across_frames=False)
    while data:
        machine.decompress(data)
        if not machine.eof:
            return False
        data = machine.unused_data
        machine = zstandard.ZstdDecompressor().decompressobj(read_across_frames=False)
    return True


_STEPS: dict[str, Callable[[bytes, int], Decoded]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
