"""Asks what is still wanted: once shortly before the budget is used up, then whenever nothing is under way."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from scrapy import Request

from scanner.archive.records import Purpose
from scanner.reading.wants import Wants
from spiders.expedition import Expedition
from spiders.failures import StoppedError
from spiders.jobs import reached
from spiders.planning import Question
from spiders.recorder import Recorder
from spiders.wishes import Wishes

log = logging.getLogger(__name__)

_RESERVED = 8  # one page in eight is kept for what turns out to be wanted ...
_MOST_RESERVED = 30  # ... but not more than this
_MOST_ROUNDS = 8


class Rounds:
    """One scan's rounds.

    Args:
        expedition: what is known of the site.
        wishes: turns what is wanted into requests.
        recorder: where what the browser is asked goes.
        ask: the planner's answer to a question.
        budget: pages to fetch at most.
    """

    def __init__(
        self,
        expedition: Expedition,
        wishes: Wishes,
        recorder: Recorder,
        ask: Callable[[Question], Awaitable[Wants]],
        *,
        budget: int,
    ) -> None:
        self._expedition, self.wishes, self._recorder, self._ask = expedition, wishes, recorder, ask
        self._budget, self._reserve = budget, min(_MOST_RESERVED, budget // _RESERVED)
        self._early = False
        self._rounds = 0

    async def early(self) -> list[Request]:
        """Return what is wanted beside the queue when the budget is nearly used up; nothing at other times."""
        if self._early or self._recorder.ledger.done(Purpose.PAGE) + 1 < self._budget - self._reserve:
            return []
        self._early = True
        return self.wishes.requests(await self._wants(), pages=self._reserve, idle=False)

    async def at_rest(self) -> list[Request]:
        """Ask by script what only a script answers, and return the requests for the rest; none when all is done."""
        while reached(self._recorder.ledger.captures) and self._rounds < _MOST_ROUNDS:
            self._rounds += 1
            wants = await self._wants()
            pages = max(0, self._budget - self._recorder.ledger.done(Purpose.PAGE))
            fresh = self.wishes.requests(wants, pages=pages, idle=True)
            typed = self.wishes.typed(wants)
            for question in typed:
                shown = await self._expedition.renderer.type(question.engine, question.text, sent=question.sent)
                results = self.wishes.hits(shown) if question.sent and pages else []
                self._recorder.settle(None, results, self._expedition.state)
                fresh += results
            if fresh or not typed:
                return fresh
        return []

    async def _wants(self) -> Wants:
        job = self._expedition.job
        manifest = self._expedition.manifest(complete=False)
        try:
            wants = await self._ask(Question(job.archive, manifest, job.municipality, job.criteria))
        except StoppedError:
            raise
        except Exception:
            # What our reading stumbles over must not cost the scan of the site.
            log.exception("%s: what is still wanted can't be worked out", job.municipality.name)
            self._expedition.notes = ("problem.planning",)
            return Wants()
        self._expedition.engines = wants.engines
        return wants
