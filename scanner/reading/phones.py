"""German telephone numbers in text: normalised, and whether one is a person's or the switchboard's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SEPARATORS = r"[ \u00a0/()–-]"
NUMBER = re.compile(
    rf"(?<![\d.,/:=-])(?:\+ ?49|0049|\(0)?{_SEPARATORS}{{0,3}}(?:\(0\))?{_SEPARATORS}{{0,2}}"
    rf"\d(?:{_SEPARATORS}{{0,3}}\d){{4,14}}(?![\d]|[.,:]\d|{_SEPARATORS}{{0,1}}(?:€|%))"
)
_EXTENSION = re.compile(r"(?<![\d.,/:–-])(?:(?<![^\s(])[-–] ?)?(?:\d{2,4} ?[-–/] ?)?\d{1,4}(?![\d]|[.,:]\d| ?(?:€|%))")
_GROUPS = re.compile(r"\d+")
_MOBILE = re.compile(r"01[567]\d")
_SHORTEST, _LONGEST = 6, 13


@dataclass(frozen=True, slots=True)
class Phone:
    """A number: where it stands, its digits from 0 on, and `kind` as in `Contact.phone_kind`."""

    start: int
    end: int
    digits: str
    kind: str


def numbers(text: str) -> Iterator[Phone]:
    """Yield the numbers with area code in a text."""
    for found in NUMBER.finditer(text):
        raw = found.group()
        digits = normalised(raw)
        if digits.startswith("0") and not digits.startswith("00") and _SHORTEST <= len(digits) <= _LONGEST:
            spread = bool(re.search(_SEPARATORS, raw.strip())) or raw.startswith("+")
            if spread and not _is_date(raw):
                yield Phone(found.start(), found.end(), digits, kind_of(raw))


def extensions(text: str) -> Iterator[Phone]:
    """Yield short numbers ("77-112", "112", "-12"): to be asked only where a label says that a number follows."""
    for found in _EXTENSION.finditer(text):
        groups = _GROUPS.findall(found.group())
        kind = "switchboard" if not groups[-1].strip("0") else "direct"
        yield Phone(found.start(), found.end(), "".join(groups), kind)


def normalised(raw: str) -> str:
    """Return the digits of a number as dialled within the country."""
    raw = raw.replace("(0)", "").strip()
    digits = "".join(_GROUPS.findall(raw))
    if raw.startswith("+") and digits.startswith("49"):
        return "0" + digits[2:].removeprefix("0")
    return "0" + digits[4:].removeprefix("0") if digits.startswith("0049") else digits


def kind_of(raw: str) -> str:
    """Return direct for an extension or a mobile number, switchboard for extension 0, else empty."""
    if _MOBILE.match(normalised(raw)):
        return "direct"
    national = re.sub(r"^\s*(?:\+ ?49|0049)\s*|\(0\)", " ", raw).strip()
    hyphen = re.search(r"\d\s*[-–]\s*(\d+)\s*$", national)
    groups = _GROUPS.findall(national)
    if hyphen is not None and len(_GROUPS.findall(national[: hyphen.start() + 1])) > 1:
        extension = hyphen.group(1)
    elif len(groups) == 3 and len(groups[0]) > 2:
        extension = groups[2]
    else:
        return ""
    return "direct" if extension.strip("0") else "switchboard"


def _is_date(raw: str) -> bool:
    return (
        re.fullmatch(r"\d{1,2}[/ -]+(?:\d{1,2}[/ -]+)?\d{4}|\d{1,2}[/ -]+\d{1,2}[/ -]+\d{2}", raw.strip()) is not None
    )
