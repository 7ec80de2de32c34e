"""Says losses, German or English: why a part of a score is missing, how often, and who can change it."""

from __future__ import annotations

from criteria.loading import CriteriaSet
from criteria.phrases import Phrases
from scanner.judging.sentences import number
from scanner.judging.wording import cause as why_unseen
from scanner.model.cause import Cause
from scanner.model.texts import Texts, chosen_language
from scanner.model.verdict import Changer, Loss

TEXTS = Texts(__package__, "losses")


def loss(cause: str, count: int = 1, language: str | None = None) -> str:
    """Return what a cause means, counted: "11 Links führen auf die Startseite eines Portals".

    Args:
        cause: a code of `Cause`; one that is not known, of a newer scanner, is said as the step that is not reached.
        count: how many there are, at least 1.
        language: de or en, else as the user set it.
    """
    key = f"{cause}.{'one' if count == 1 else 'other'}"
    if key not in TEXTS.keys(chosen_language(language)):
        return loss(Cause.BELOW_STEP, count, language)
    return TEXTS.say(key, language, n=number(count, language))


def changer(who: Changer | str, language: str | None = None) -> str:
    """Return who can change it: "die Kommune"."""
    return TEXTS.say(f"changer.{who}", language)


def detail(one: Loss, criteria: CriteriaSet, language: str | None = None) -> str:
    """Return what exactly is missing, an address as it is; empty where there is nothing to add.

    Args:
        one: the loss.
        criteria: whose names of fields, services and kinds of pages are used.
        language: de or en, else as the user set it.
    """
    if one.cause == Cause.NOT_SEEN:
        return why_unseen(one.detail, language)
    return Phrases(criteria, chosen_language(language)).name(one.detail) if one.detail else ""


def told(one: Loss, criteria: CriteriaSet, language: str | None = None) -> str:
    """Return a single loss with what exactly is missing: "Eine Angabe fehlt: Voraussetzungen"."""
    exactly = detail(one, criteria, language)
    what = loss(one.cause, 1, language)
    return TEXTS.say("told", language, what=what, detail=exactly) if exactly else what
