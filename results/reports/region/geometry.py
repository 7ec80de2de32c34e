"""Puts borders on paper: a simple projection, paths of SVG, lines between Kreise, and where a label has room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians

from results.reports.region.borders import Area

Point = tuple[float, float]
_LEVELS = 15
_HALF_LINE = 11.0


@dataclass(frozen=True)
class Spot:
    """Where a label stands in an area: its middle, and the width that the area has there."""

    x: float
    y: float
    room: float


@dataclass(frozen=True)
class Shape:
    """An area on paper: the `d` of an SVG path, and where its label has most room."""

    ags: str
    path: str
    spot: Spot


@dataclass(frozen=True)
class Drawing:
    """All areas in one box; `seams` is the path of the lines that part Kreise, the outer border with them."""

    width: float
    height: float
    shapes: Mapping[str, Shape]
    seams: str


def draw(areas: Iterable[Area], width: float = 1000.0) -> Drawing:
    """Return the areas in a box of a width, north at the top.

    Equirectangular with the middle latitude true to scale: over the 100 km of a region nobody can tell it from another.
    """
    areas = tuple(areas)
    points = [point for area in areas for ring in area.rings for point in ring]
    if not points:
        return Drawing(width, 0.0, {}, "")
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    shrink = cos(radians((south + north) / 2))
    scale = width / max((east - west) * shrink, 1e-9)

    def put(point: Point) -> Point:
        return round((point[0] - west) * shrink * scale, 1), round((north - point[1]) * scale, 1)

    placed = {area.ags: [[put(point) for point in ring] for ring in area.rings] for area in areas}
    shapes = {ags: Shape(ags, _path(rings), _spot(rings)) for ags, rings in placed.items()}
    return Drawing(width, round((north - south) * scale, 1), shapes, _seams(placed))


def _path(rings: list[list[Point]]) -> str:
    return "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring[:-1]) + "Z" for ring in rings)


def _seams(placed: Mapping[str, list[list[Point]]]) -> str:
    """Return the edges that have another Kreis, or nothing, on their other side."""
    sides: dict[tuple[Point, Point], set[str]] = defaultdict(set)
    count: dict[tuple[Point, Point], int] = defaultdict(int)
    for ags, rings in placed.items():
        for ring in rings:
            for one, other in pairwise(ring):
                edge = (min(one, other), max(one, other))
                sides[edge].add(ags[:5])
                count[edge] += 1
    lines = [edge for edge in sides if count[edge] == 1 or len(sides[edge]) > 1]
    return "".join(f"M{a[0]:g} {a[1]:g}L{b[0]:g} {b[1]:g}" for a, b in lines)


def _spot(rings: list[list[Point]]) -> Spot:
    """Return the middle of the widest band that is as high as two lines of a label and lies inside all the way."""
    ys = [y for ring in rings for _, y in ring]
    low, high = min(ys), max(ys)
    levels = [low + (high - low) * (at + 0.5) / _LEVELS for at in range(_LEVELS)]
    half = min(_HALF_LINE, (high - low) / _LEVELS)
    bands = [(_band(rings, level, half), level) for level in levels]
    (left, right), level = max(bands, key=lambda band: (band[0][1] - band[0][0], -band[1]))
    return Spot(round((left + right) / 2, 1), round(level, 1), round(right - left, 1))


def _band(rings: list[list[Point]], level: float, half: float) -> tuple[float, float]:
    chords = max(_chords(rings, level), key=lambda chord: chord[1] - chord[0], default=(0.0, 0.0))
    for line in (level - half, level + half):
        parts = [(max(chords[0], left), min(chords[1], right)) for left, right in _chords(rings, line)]
        chords = max(parts, key=lambda chord: chord[1] - chord[0], default=(chords[0], chords[0]))
    return chords


def _chords(rings: list[list[Point]], y: float) -> list[tuple[float, float]]:
    """Return the parts of a horizontal line that lie inside (even-odd)."""
    crossings = sorted(
        one[0] + (y - one[1]) / (other[1] - one[1]) * (other[0] - one[0])
        for ring in rings
        for one, other in pairwise(ring)
        if (one[1] <= y) != (other[1] <= y)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=False))
