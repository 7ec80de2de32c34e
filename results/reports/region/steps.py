"""The five steps from nothing to all by which numbers of 0..100 are shaded: never the shade alone, always the number."""

from __future__ import annotations

STEPS = 5
WIDTH = 100 / STEPS


def step(value: float) -> int:
    """Return the step (0..4) of a value of 0..100; a border belongs to the upper one, 100 to the last."""
    return min(STEPS - 1, max(0, int(value / WIDTH)))


def bounds(at: int) -> tuple[int, int]:
    """Return where a step begins and ends."""
    return int(at * WIDTH), int((at + 1) * WIDTH)


def legend_steps() -> list[tuple[int, int, int]]:
    """Return each step with its bounds."""
    return [(at, *bounds(at)) for at in range(STEPS)]
