"""What all crawls of a run work with: the browser, the planner, and who is told."""

from __future__ import annotations

from dataclasses import dataclass, field

from spiders.browser import Browser
from spiders.chromium import find_chromium
from spiders.jobs import TEXTS, CrawlSettings, Event, OnEvent, Told
from spiders.options import user_agent
from spiders.planning import Planner


@dataclass
class Staff:
    """One for each run. Without a `browser` pages that need one are marked as not seen."""

    tell: OnEvent
    browser: Browser | None = None
    planner: Planner = field(default_factory=Planner)
    of_one: bool = False  # belongs to the one spider that has it, and leaves with it

    @classmethod
    def hired(cls, settings: CrawlSettings, tell: OnEvent, *, of_one: bool = False) -> Staff:
        """Return the staff for a run; says once what it has to do without.

        Raises:
            UserError: a browser is named that is not there, or nobody stands behind the run.
        """
        agent = user_agent(settings.operator, settings.contact)
        found = find_chromium(settings.chromium) if settings.render else None
        if found is None:
            if settings.render:
                tell(Event(Told.NOTE, text=TEXTS.say("note.no_browser")))
            return cls(tell, of_one=of_one)
        browser = Browser(found, agent)
        if not browser.sandboxed:
            tell(Event(Told.NOTE, text=TEXTS.say("note.no_sandbox")))
        return cls(tell, browser, of_one=of_one)

    async def leave(self) -> None:
        """Close the browser and end the workers."""
        self.planner.close()
        if self.browser is not None:
            await self.browser.stop()
