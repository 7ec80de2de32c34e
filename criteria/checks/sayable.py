"""Whether every rule can be said in both languages, so that `explain` and `why` never fall short."""

from __future__ import annotations

from collections.abc import Iterator

from criteria.errors import UserError
from criteria.explain import explain
from criteria.loading import CriteriaSet

_LANGUAGES = ("de", "en")


def problems_of_phrases(criteria_set: CriteriaSet) -> Iterator[UserError]:
    """Yield the phrases that the rules need and `phrases.yaml` has not, each once."""
    told: set[str] = set()
    for language in _LANGUAGES:
        for criterion in criteria_set.criteria:
            try:
                explain(criteria_set, criterion.id, language)
            except UserError as error:
                if str(error) not in told:
                    told.add(str(error))
                    yield error
