"""Which services a heading names, by the catalogue and by reading/services.yaml."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property

from criteria.services import Service
from criteria.words import fold
from scanner.reading.literals import Literals
from scanner.reading.naming import Names, names_of, readable
from scanner.reading.seen import Seen

_HANGING = re.compile(r"(?<![\w-])[-–](?=\w)")  # "-um- und -abmeldung"
_INVERTED = re.compile(r"^\s*([^,:;]{3,60}), ([\w-]+(?: \w+)?)\s*$")  # "Bauten, fliegende"
_LONGEST = 300  # letters of a heading; what is longer is text


class Namer:
    """Tells which services a heading names; asked once per spelling."""

    def __init__(self, seen: Seen) -> None:
        self._lexicon = seen.set.lexicon
        self._services = seen.set.services
        self._telling = _lists(seen, "names")
        self._hinting = _lists(seen, "maybe")
        self._found: dict[str, frozenset[str]] = {}

    def find(self, heading: str) -> frozenset[str]:
        """Return the ids of the services that a heading names for sure."""
        heading = _without_hanging(heading)
        if heading not in self._found:
            self._found[heading] = self._find(heading)
        return self._found[heading]

    def maybe(self, heading: str) -> frozenset[str]:
        """Return those that it names by an everyday or wider word only: the text below has to name them, too."""
        heading = _without_hanging(heading)
        folded = readable(heading)
        if not folded or self._lexicon.expression("no_service_heading").search(folded):
            return frozenset()
        hinted = self._hinting.candidates(folded)
        told = {service for service in hinted if self._says("maybe", service, self._cut(service, folded))}
        return frozenset(told | self._wider.find(heading)) - self.find(heading)

    def named_in(self, text: str, service: str) -> bool:
        """Whether a running text names a service for sure."""
        return self._told(service, readable(text)) or service in self._sure.find(text)

    def _find(self, heading: str) -> frozenset[str]:
        turned = _INVERTED.sub(r"\2 \1", heading)
        return self._named(heading) | (self._named(turned) if turned != heading else frozenset())

    def _named(self, heading: str) -> frozenset[str]:
        folded = readable(heading)
        if not folded or self._lexicon.expression("no_service_heading").search(folded):
            return frozenset()
        told = {service for service in self._telling.candidates(folded) if self._told(service, folded)}
        return frozenset(told | {s for s in self._sure.find(heading) if not self._hidden(s, folded)})

    @cached_property
    def _sure(self) -> Names:
        """The names of the catalogue, everyday words left out."""
        return names_of(tuple(self._without_weak(service, keep=False) for service in self._services))

    @cached_property
    def _wider(self) -> Names:
        return names_of(tuple(self._without_weak(service, keep=True) for service in self._services))

    def _without_weak(self, service: Service, *, keep: bool) -> Service:
        synonyms = tuple(name for name in service.synonyms if (fold(name) in self._weak) is keep)
        return replace(service, name="" if keep else service.name, synonyms=synonyms)

    @cached_property
    def _weak(self) -> frozenset[str]:
        return frozenset(fold(name) for name in self._lexicon.words["weak_names"])

    def _told(self, service: str, folded: str) -> bool:
        return self._says("names", service, folded) and self._says("names", service, self._cut(service, folded))

    def _says(self, list_name: str, service: str, folded: str) -> bool:
        name = f"{list_name}_{service}"
        return name in self._lexicon.expressions and self._lexicon.expression(name).search(folded) is not None

    def _hidden(self, service: str, folded: str) -> bool:
        """Whether the name stands only in a part that means another service."""
        cut = self._cut(service, folded)
        return cut != folded and service not in self._sure.find(cut) and not self._told(service, folded)

    def _cut(self, service: str, folded: str) -> str:
        name = f"hides_{service}"
        if name not in self._lexicon.expressions:
            return folded
        return str(self._lexicon.expression(name).sub(" ", folded))


def _without_hanging(heading: str) -> str:
    return _HANGING.sub("", heading[:_LONGEST])


def _lists(seen: Seen, name: str) -> Literals:
    known = seen.set.lexicon.expressions
    return Literals({service.id: known.get(f"{name}_{service.id}", ()) for service in seen.set.services})
