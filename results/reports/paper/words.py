"""The words of a printed page, mark by mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf
from pikepdf import Dictionary, Pdf, String

_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.S)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.S)
_HEX = re.compile(rb"<([0-9A-Fa-f]+)>")


def words_of(pdf: Pdf) -> dict[tuple[int, int], str]:
    """Return what is written in each mark, by page (from 0) and MCID."""
    found: dict[tuple[int, int], str] = {}
    for number, page in enumerate(pdf.pages):
        for mark, words in _words(page):
            found[number, mark] = found.get((number, mark), "") + words
    return found


def _words(page: pikepdf.Page) -> Iterator[tuple[int, str]]:
    fonts: Any = page.Resources.get("/Font", {})
    signs = {name: signs_of(font) for name, font in fonts.items()}
    marks: list[int | None] = []
    font: Mapping[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page, "BDC BMC EMC Tf Tj TJ"):
        operator, operands = str(instruction.operator), instruction.operands
        if operator in ("BDC", "BMC"):
            held = operands[1] if len(operands) > 1 else None
            marks.append(int(held.MCID) if isinstance(held, Dictionary) and "/MCID" in held else None)
        elif operator == "EMC":
            marks.pop()
        elif operator == "Tf":
            font = signs.get(str(operands[0]), {})
        elif marks and marks[-1] is not None:
            parts = [operands[0]] if operator == "Tj" else [one for one in operands[0] if isinstance(one, String)]
            yield marks[-1], "".join(_read(bytes(part), font) for part in parts)


def _read(codes: bytes, signs: Mapping[int, str]) -> str:
    return "".join(signs.get(int.from_bytes(codes[at : at + 2]), "") for at in range(0, len(codes), 2))


def signs_of(font: Dictionary) -> dict[int, str]:
    """Return what each code (2 bytes) of a font stands for, as its map to Unicode says; empty where it has none."""
    if "/ToUnicode" not in font:
        return {}
    text = font.ToUnicode.read_bytes()
    signs: dict[int, str] = {}
    for block in _CHARS.findall(text):
        codes = _HEX.findall(block)
        signs.update({int(code, 16): _sign(sign) for code, sign in zip(codes[::2], codes[1::2], strict=True)})
    for block in _RANGES.findall(text):
        codes = _HEX.findall(block)
        for first, last, sign in zip(codes[::3], codes[1::3], codes[2::3], strict=True):
            start, begin = int(first, 16), _sign(sign)
            for code in range(start, int(last, 16) + 1):
                signs[code] = begin[:-1] + chr(ord(begin[-1]) + code - start)
    return signs


def _sign(code: bytes) -> str:
    return bytes.fromhex(code.decode()).decode("utf-16-be", "replace")
