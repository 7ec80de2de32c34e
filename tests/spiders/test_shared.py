from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from criteria.errors import UserError
from scanner.archive.records import Failure
from spiders.exchanging import Outcome
from spiders.shared import Shared
from tests.archive.making import exchange

URL = "http://formulare.example/gewerbe"
FOUND = Outcome(
    (exchange("/r", b"", status=302), exchange("/form", bytes(range(256)), encoding="gzip")), ("http://x/",)
)
DEAD = Outcome(failure=Failure.DNS, detail="weg", at=URL)


class Source:
    def __init__(self, *outcomes: Outcome | Exception) -> None:
        self.outcomes, self.asked = list(outcomes), 0

    async def __call__(self) -> Outcome:
        outcome = self.outcomes[self.asked]
        self.asked += 1
        await asyncio.sleep(0.001)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


@pytest.mark.parametrize("outcome", [FOUND, DEAD])
async def test_what_was_fetched_comes_back_as_it_was(tmp_path: Path, outcome: Outcome) -> None:
    path = tmp_path / "run" / "shared.sqlite"
    shared, source = Shared(path), Source(outcome)
    assert await asyncio.gather(*(shared.once(URL, source) for _ in range(4))) == [outcome] * 4
    shared.close()
    again = Shared(path)
    assert await again.once(URL, source) == outcome
    assert source.asked == 1
    again.close()


async def test_what_may_pass_is_asked_again() -> None:
    shared, source = Shared(None), Source(Outcome(failure=Failure.ROBOTS, again=60.0), FOUND)
    assert (await shared.once(URL, source)).again == 60
    assert await shared.once(URL, source) == FOUND
    shared.close()


async def test_who_breaks_off_leaves_it_to_the_next() -> None:
    shared, source = Shared(None), Source(RuntimeError("stopped"), FOUND)
    first, second = await asyncio.gather(*(shared.once(URL, source) for _ in range(2)), return_exceptions=True)
    assert isinstance(first, RuntimeError)
    assert second == FOUND
    shared.close()


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "shared").write_text("something else entirely " * 50)
    with pytest.raises(UserError, match="can't be used") as caught:
        Shared(tmp_path / "shared")
    assert caught.value.where == str(tmp_path / "shared")
