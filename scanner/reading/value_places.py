"""Who is competent and where: units, postal addresses, opening hours."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scanner.reading.facts import CONTENT, Value
from scanner.reading.lines import Lines
from scanner.reading.vocabulary import Vocabulary

_MOST = 200
_LONGEST_NAME = 100
_AFTER_NAME = re.compile(r"\S*@|https?:|[\d(/+ ]*\d{3}")


class Places:
    """Finds them by the expressions of a criteria set."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary
        self._other_unit = vocabulary.pattern("unit_not")
        self._person = vocabulary.pattern("contact_salutation")

    def units(self, lines: Lines) -> Iterator[Value]:
        """Yield names of municipal units; offices of the state and of others are none."""
        seen: set[tuple[str, int]] = set()
        for start, end, draft in lines.find(self._words.pattern("value_unit")):
            name = lines.text[start:end].partition("\n")[0].strip(" ,-–:/")
            if name in self._other_unit or (name.lower(), draft.section) in seen or len(seen) >= _MOST:
                continue
            seen.add((name.lower(), draft.section))
            yield lines.value("unit", draft, name)

    def names_unit(self, text: str) -> bool:
        """Whether a text under a heading that asks for the competent unit can be its name."""
        text = _AFTER_NAME.split(text)[0].strip(" ,:;–-")
        if not 2 < len(text) <= _LONGEST_NAME or text[-1] in "!?.":
            return False
        return text not in self._person and text not in self._other_unit

    def streets(self, lines: Lines) -> Iterator[Value]:
        """Yield streets with a number."""
        other = self._words.pattern("street_not")
        seen: set[int] = set()
        for start, end, draft in lines.find(self._words.pattern("value_street")):
            text = lines.text[start:end]
            if id(draft) not in seen and "\n" not in text and text not in other:
                seen.add(id(draft))
                yield lines.value("address", draft, lines.text[start : end + 60].partition("\n")[0])

    def postcodes(self, lines: Lines) -> Iterator[Value]:
        """Yield post codes with a town, where no street stands in the same block; that of a post box is none."""
        street = self._words.pattern("value_street")
        before, after = self._words.pattern("postcode_not"), self._words.pattern("after_postcode_not")
        seen: set[int] = set()
        for start, end, draft in lines.find(self._words.pattern("value_postcode")):
            line, at = lines.line(start), start - lines.start_of(start)
            if id(draft) in seen or street.search(line) or before.search(line[:at][-60:]) or after.search(line[at:]):
                continue
            seen.add(id(draft))
            yield lines.value("address", draft, lines.text[start:end])

    def hours(self, lines: Lines) -> Iterator[Value]:
        """Yield opening hours, not those of markets, pools and events."""
        other = self._words.pattern("hours_not")
        seen: set[int] = set()
        for start, end, draft in lines.find(self._words.pattern("value_hours")):
            headings = " ".join(lines.headings(draft)) if draft.region in CONTENT else ""
            if id(draft) in seen or len(seen) >= _MOST or other.search(f"{lines.sentence(start, end)} {headings}"):
                continue
            seen.add(id(draft))
            yield lines.value("hours", draft, lines.text[start : lines.span(lines.index_at(end - 1))[1]])
