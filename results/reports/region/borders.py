"""Borders of municipalities, read from GeoJSON (RFC 7946): for a map, always with the source that must be shown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from criteria.errors import UserError
from scanner.model.texts import Texts

_TEXTS = Texts("results.reports.region", "borders")
_LARGEST = 100_000_000

Ring = tuple[tuple[float, float], ...]
"""Points (longitude, latitude) in degrees; the last one is the first."""


@dataclass(frozen=True)
class Area:
    """The ground of a municipality: outer rings and those of holes in it; `ags` has 8 digits."""

    ags: str
    rings: tuple[Ring, ...]

    @property
    def kreis(self) -> str:
        """The five digits of the AGS that name the Kreis."""
        return self.ags[:5]


@dataclass(frozen=True)
class Borders:
    """Areas by AGS of 8 digits, and the source note that stands with every map of them."""

    source: str
    areas: Mapping[str, Area]


def bundled_borders() -> Path:
    """Return the file that the project carries: the 37 towns and municipalities of the area of krz in 2021."""
    return Path(str(resources.files("criteria").joinpath("data", "krz_area.geojson")))


def read_borders(path: Path, language: str | None = None) -> Borders:
    """Read borders; UserError where the file can't be read, lacks its source, or is not in degrees (WGS 84)."""
    where = str(path)
    loaded = _loaded(path, language)
    if not isinstance(loaded, dict) or not isinstance(loaded.get("features"), list):
        raise _wrong("no_collection", where, language)
    source = str(loaded.get("attribution") or "").strip()
    if not source:
        raise _wrong("no_source", where, language)
    areas: dict[str, list[Ring]] = {}
    for number, feature in enumerate(loaded["features"], 1):
        ags, rings = _area(feature, f"{where}: features[{number}]", language)
        areas.setdefault(ags, []).extend(rings)  # an island may be a feature of its own
    return Borders(source, {ags: Area(ags, tuple(rings)) for ags, rings in sorted(areas.items())})


def _loaded(path: Path, language: str | None) -> Any:  # noqa: ANN401 - whatever the file holds
    try:
        if path.stat().st_size > _LARGEST:
            raise _wrong("too_large", str(path), language)
        return json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UserError(error.strerror or str(error), where=str(path)) from error
    except (ValueError, RecursionError) as error:  # neither UTF-8 nor JSON, or nested without end
        raise _wrong("no_json", str(path), language) from error


def _area(feature: Any, where: str, language: str | None) -> tuple[str, list[Ring]]:  # noqa: ANN401 - as above
    try:
        ags = str(feature["properties"]["ags"])
        geometry = feature["geometry"]
        kind, parts = geometry["type"], geometry["coordinates"]
    except (KeyError, TypeError) as error:
        raise _wrong("no_area", where, language) from error
    if not (ags.isascii() and ags.isdigit() and len(ags) in (5, 8)) or kind not in ("Polygon", "MultiPolygon"):
        raise _wrong("no_area", where, language)
    try:
        rings = [_ring(ring) for polygon in ([parts] if kind == "Polygon" else parts) for ring in polygon]
    except (TypeError, ValueError, IndexError) as error:
        raise _wrong("no_ring", where, language) from error
    if not all(abs(lon) <= 180 and abs(lat) <= 90 for lon, lat in _points(rings)):  # what is no number is refused, too
        raise _wrong("no_degrees", where, language)
    return ags.ljust(8, "0"), rings


def _ring(points: Any) -> Ring:  # noqa: ANN401 - as above
    ring = tuple((float(point[0]), float(point[1])) for point in points)
    if len(ring) < 4:
        raise ValueError("a ring has at least four points")
    return ring


def _points(rings: list[Ring]) -> Iterator[tuple[float, float]]:
    for ring in rings:
        yield from ring


def _wrong(key: str, where: str, language: str | None) -> UserError:
    return UserError(_TEXTS.say(key, language), where=where, hint=_TEXTS.say("hint", language))
