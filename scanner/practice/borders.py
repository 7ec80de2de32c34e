"""Invents borders for the invented towns: cells around points, those of a Kreis side by side, somewhere in the sea."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import cos, pi, radians, sin, sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import Voronoi

from scanner.practice.content.dice import Dice
from scanner.practice.content.model import Town

SOURCE = "Erfundene Grenzen der Übungsregion / invented borders of the practice region"
_CENTRE = (3.0, 55.0)  # in the North Sea, where nobody takes them for real ones
_CELL = 0.1  # degrees of latitude from one town to the next
_TURN = pi * (3 - sqrt(5))  # the golden angle: points spread evenly over a disc, whatever their number
_SHAKE = 0.55

Points = NDArray[np.float64]


def write_borders(path: Path, towns: Sequence[Town]) -> Path:
    """Write the borders of the towns as GeoJSON (RFC 7946, WGS 84) with AGS, name and source; return the path.

    The same towns get the same borders. A Kreis has none of its own: it is what its towns cover.
    """
    made = {"type": "FeatureCollection", "attribution": SOURCE, "features": _features(towns)}
    path.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")), "utf-8")
    return path


def _features(towns: Sequence[Town]) -> list[dict[str, object]]:
    placed = [town for town in towns if town.league != "kreis"]
    points = _points(len(placed), Dice(placed[0].seed if placed else ""))
    homes = _shared_out(placed, points, list(range(len(placed))))
    drawn = Voronoi(points)
    return [_feature(town, drawn, homes[town.ags]) for town in placed]


def _points(count: int, dice: Dice) -> Points:
    """Return a point for each town on a sunflower spiral, and around them those that only bound the outer cells."""
    around = 6 * int(sqrt(count)) + 12
    spiral = [(sqrt(at + 0.5), at * _TURN) for at in range(count + around)]
    shaken = [
        (r * cos(turn) + _SHAKE * (dice.share("x", at) - 0.5), r * sin(turn) + _SHAKE * (dice.share("y", at) - 0.5))
        for at, (r, turn) in enumerate(spiral)
    ]
    return np.array(shaken)


def _shared_out(towns: Sequence[Town], points: Points, free: list[int], across: int = 0) -> dict[str, int]:
    """Return the point of each town: the Kreise are halved and halved again, each half gets one side of the points."""
    kreise = sorted({town.kreis for town in towns})
    order = sorted(free, key=lambda at: (points[at][across], at))
    if len(kreise) < 2:
        return {town.ags: at for town, at in zip(towns, order, strict=True)}
    first = set(kreise[: len(kreise) // 2])
    low, high = [t for t in towns if t.kreis in first], [t for t in towns if t.kreis not in first]
    near, far = order[: len(low)], order[len(low) :]
    return _shared_out(low, points, near, 1 - across) | _shared_out(high, points, far, 1 - across)


def _feature(town: Town, drawn: Voronoi, at: int) -> dict[str, object]:
    corners = [drawn.vertices[corner] for corner in drawn.regions[drawn.point_region[at]]]
    ring = [_degrees(corner) for corner in _left_turning(corners, drawn.points[at])]
    return {
        "type": "Feature",
        "id": town.ags,
        "properties": {"ags": town.ags, "name": town.title, "kind": town.kind},
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
    }


def _left_turning(corners: list[Points], centre: Points) -> list[Points]:
    """Return the corners counter-clockwise, as RFC 7946 wants an outer ring."""
    return sorted(corners, key=lambda corner: float(np.arctan2(corner[1] - centre[1], corner[0] - centre[0])))


def _degrees(corner: Points) -> tuple[float, float]:
    lon = _CENTRE[0] + float(corner[0]) * _CELL / cos(radians(_CENTRE[1]))
    return round(lon, 5), round(_CENTRE[1] + float(corner[1]) * _CELL, 5)
