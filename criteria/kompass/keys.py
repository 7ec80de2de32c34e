"""LeiKa keys: 14 digits, catalogue (99, NRW's own 77), group 3, service 3, Verrichtung 3, detail 3."""

from __future__ import annotations

import re

WHOLE, VERRICHTUNG, SERVICE = 14, 11, 8
DIGITS = (WHOLE, VERRICHTUNG, SERVICE)
_KEY = re.compile(r"(?:99|77)\d{12}")
_BETWEEN = re.compile(r"[\s.\-_/]|[\u00a0\u202f]")
_EXPONENT = re.compile(r"[\d.,]+E\+?\d+", re.IGNORECASE)


def normal_key(written: str) -> str:
    """Return a key as 14 digits; nothing where it is none. Signs between the digits and a URN before them do not matter."""
    tail = written.strip().rpartition(":")[2]
    digits = _BETWEEN.sub("", tail)
    return digits if _KEY.fullmatch(digits) else ""


def is_rounded(written: str) -> bool:
    """Whether a spreadsheet has rounded the key to an exponent (9.9050012104E+13), so that digits are lost."""
    return bool(_EXPONENT.fullmatch(written.strip()))


def common_digits(one: str, other: str) -> int:
    """Return on how many digits two keys agree: 14, 11, 8 or 0.

    Keys of NRW (77) are running numbers without parts, so they agree as a whole or not at all.
    """
    for digits in DIGITS:
        if stem(one, digits) and stem(one, digits) == stem(other, digits):
            return digits
    return 0


def stem(key: str, digits: int) -> str:
    """Return the first digits of a key, nothing where the key has no parts that could be compared so."""
    return key if digits == WHOLE else key[:digits] if key.startswith("99") else ""


def group_of(key: str) -> str:
    """Return the Leistungsgruppierung (3 digits), nothing for keys without parts."""
    return key[2:5] if key.startswith("99") else ""


def verrichtung_of(key: str) -> str:
    """Return the Verrichtungskennung (3 digits), nothing for keys without parts."""
    return key[8:11] if key.startswith("99") else ""
