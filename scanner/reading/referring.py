"""Whether a text only says that another authority is competent (METHOD.md: referral)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from criteria.registry import Municipality
from criteria.words import Lexicon, fold
from scanner.reading.negation import sentences
from scanner.reading.owner import core_name

_LITTLE = 40  # words beside the referral that make a description
_SOME = 90  # words of a page whose matter is referred as a whole


@dataclass(frozen=True)
class Referrer:
    """Tells referrals of one municipality by the words of a criteria set."""

    municipality: Municipality
    lexicon: Lexicon

    def refers(self, service: str, text: str, words: int, named: Callable[[str], frozenset[str]]) -> bool:
        """Return whether a text leaves a service to another authority.

        Args:
            service: the service.
            text: what is told of it.
            words: how many words of it are about the service.
            named: tells the services that a sentence names.
        """
        told = [sentence for line in text.split("\n") for sentence in sentences(line, self.lexicon)]
        about = {sentence: named(sentence) for sentence in told if self._leaves_it(fold(sentence))}
        referring = [sentence for sentence, services in about.items() if service in services or not services]
        if not referring:
            return False
        rest = words - sum(len(sentence.split()) for sentence in referring)
        whole = any(self._is_whole(sentence, service in about[sentence]) for sentence in referring)
        return rest < (_SOME if whole else _LITTLE)

    def _leaves_it(self, folded: str) -> bool:
        """Whether a sentence leaves the matter to another authority, and not an act before or after it."""
        return self._names_other(folded) and not self._has("other_acts", folded)

    def _names_other(self, folded: str) -> bool:
        """Whether a sentence calls another authority competent, or says that the municipality is not."""
        if self._has("denies_competence", folded):
            return True
        if self._has("own_share", folded):
            return False
        return self._has("says_competent", folded) and (self._has(self._others, folded) or self._other_town(folded))

    def _is_whole(self, sentence: str, named: bool) -> bool:
        """Whether a sentence is about the matter as a whole, not about a case or a part of it."""
        folded = fold(sentence)
        partly = self._has("only_for_a_case", folded) or (self._has("only_for_a_part", folded) and not named)
        return self._has("denies_competence", folded) or not partly

    @property
    def _others(self) -> str:
        return "other_authority_of_kreis" if self.municipality.league == "kreis" else "other_authority_of_town"

    def _other_town(self, folded: str) -> bool:
        own = core_name(self.municipality.name, self.lexicon).split(" ")[0]
        found = self.lexicon.expression("named_town").search(folded)
        return self.municipality.league != "kreis" and found is not None and found.group(1) != own

    def _has(self, name: str, folded: str) -> bool:
        return self.lexicon.expression(name).search(folded) is not None
