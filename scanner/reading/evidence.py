"""Whether a service asks for evidence: papers that have to come with the application."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from criteria.words import Lexicon, fold
from scanner.model.answer import Answer
from scanner.reading.facts import Block, Section
from scanner.reading.negation import sentences

_ITEMS = re.compile(r"[,;\n•]|\s(?:und|sowie|oder|bzw\.)\s")


def asks_for_evidence(blocks: Sequence[Block], sections: Iterable[Section], lexicon: Lexicon) -> Answer:
    """Return whether a service's text asks for evidence.

    Under a heading that announces papers every entry is evidence unless it is an identity paper, the form itself, or
    brought along to a visit; in running text a verb of handing in and the name of a paper are needed. A text that names
    none asks for none; without a text it is unknown.

    Args:
        blocks: the text of the service.
        sections: the sections that lie in it, with `first` and `last` as positions in `blocks`.
        lexicon: the words of the criteria set.
    """
    if not blocks:
        return Answer.UNKNOWN
    if any(says_none_is_needed(block.text, lexicon) for block in blocks):
        return Answer.NO
    if any(_is_evidence(item, strict, lexicon) for item, strict in _listed(blocks, sections, lexicon)):
        return Answer.YES
    asked = any(_asked_in(sentence, lexicon) for block in blocks for sentence in sentences(block.text, lexicon))
    return Answer.YES if asked else Answer.NO


def says_none_is_needed(text: str, lexicon: Lexicon) -> bool:
    """Whether a sentence of a text says that no evidence is needed."""
    machine = lexicon.expression("no_evidence_needed")
    none = (sentence for sentence in sentences(text, lexicon) if machine.search(fold(sentence)))
    return any(not takes_no_files(sentence, lexicon) for sentence in none)


def takes_no_files(text: str, lexicon: Lexicon) -> bool:
    """Whether a sentence of a text says that a form takes no files: that none has to be sent is another thing."""
    none, needless = lexicon.expression("no_uploads"), lexicon.expression("needless")
    folded = (fold(sentence) for sentence in sentences(text, lexicon))
    return any(none.search(sentence) and not needless.search(sentence) for sentence in folded)


def _listed(blocks: Sequence[Block], sections: Iterable[Section], lexicon: Lexicon) -> Iterator[tuple[str, bool]]:
    """Yield the entries under headings over papers, each with whether the heading speaks of nothing but papers."""
    papers, needs = lexicon.expression("evidence_heading"), lexicon.expression("needs_heading")
    visit = lexicon.expression("for_the_visit")
    for section in sections:
        folded = fold(section.heading)
        strict = papers.search(folded) is not None
        if (strict or needs.search(folded)) and not visit.search(folded):
            for block in blocks[section.first : section.last]:
                if not visit.search(fold(block.text)):
                    yield from ((item, strict) for item in _ITEMS.split(block.text))


def _is_evidence(item: str, strict: bool, lexicon: Lexicon) -> bool:
    folded = str(lexicon.expression("identity_papers").sub(" ", fold(item)))
    if lexicon.expression("evidence_papers").search(folded):
        return True
    if folded != fold(item):
        return False
    told = bool(re.search(r"\w{4}", folded))
    return strict and told and not lexicon.expression("no_evidence").search(folded)


def _asked_in(sentence: str, lexicon: Lexicon) -> bool:
    folded = fold(sentence)
    names = lexicon.expression("evidence_papers").search(folded) is not None
    asked = lexicon.expression("evidence_verbs").search(folded) is not None
    return names and asked and not lexicon.expression("for_the_visit").search(folded)
