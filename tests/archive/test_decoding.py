from __future__ import annotations

import gzip
import zlib

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from scanner.archive.decoding import decode

RAW = zlib.compressobj(wbits=-15)
ENCODERS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.ZstdCompressor().compress,
    "identity": bytes,
    "": bytes,
}
COMPRESSED = ["gzip", "deflate", "br", "zstd"]


@given(st.sampled_from(sorted(ENCODERS)), st.binary(max_size=5000))
def test_what_was_encoded_comes_back_whole(encoding: str, body: bytes) -> None:
    result = decode(ENCODERS[encoding](body), encoding)
    assert result.data == body
    assert result.whole
    assert not result.capped


@given(st.sampled_from(COMPRESSED), st.binary(min_size=40, max_size=3000), st.data())
def test_a_cut_body_is_never_called_whole(encoding: str, body: bytes, data: st.DataObject) -> None:
    encoded = ENCODERS[encoding](body)
    cut = encoded[: data.draw(st.integers(1, len(encoded) - 1))]
    result = decode(cut, encoding)
    assert not result.whole
    assert body.startswith(result.data)


@given(st.sampled_from(COMPRESSED), st.binary(max_size=300))
def test_no_bytes_of_a_server_break_decoding(encoding: str, body: bytes) -> None:
    decode(body, encoding)


def test_deflate_without_the_zlib_frame_is_read() -> None:
    machine = zlib.compressobj(wbits=-15)
    assert decode(machine.compress(b"Gewerbe" * 50) + machine.flush(), "deflate").data == b"Gewerbe" * 50


def test_several_gzip_members_are_one_body() -> None:
    assert decode(gzip.compress(b"Gewerbe") + gzip.compress(b"amt"), "gzip").data == b"Gewerbeamt"


def test_encodings_are_undone_in_the_order_they_were_applied() -> None:
    assert decode(gzip.compress(zlib.compress(b"zweimal")), "deflate, gzip").data == b"zweimal"


def test_a_page_that_only_claims_to_be_compressed_is_taken_as_it_is() -> None:
    assert decode(b"<p>Guten Tag</p>", "gzip").data == b"<p>Guten Tag</p>"


@pytest.mark.parametrize("encoding", COMPRESSED)
def test_a_bomb_stops_at_the_limit(encoding: str) -> None:
    result = decode(ENCODERS[encoding](b"\0" * 5_000_000), encoding, limit=1000)
    assert len(result.data) == 1000
    assert result.capped
    assert result.whole
