"""Downloads for the catalogue: ask an interface, and keep what came as an import is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from criteria.errors import UserError
from criteria.kompass.fim import parse_fim
from criteria.kompass.pvog import parse_open_pvog, parse_pvog
from criteria.kompass.reported import ars_of
from criteria.kompass.snapshots import Content
from criteria.municipality import Municipality
from criteria.services import Service
from scanner.run.asking import asking
from scanner.run.kompass import FIM, OPEN_PVOG, Imported, kept, source_of
from scanner.run.settings import Settings
from spiders.kompass import Get, download, fim_pages, open_pvog_pages, pvog_answers


def fetch(
    kind: str, towns: Sequence[Municipality], services: Sequence[Service], settings: Settings, today: date
) -> Imported:
    """Download from an interface and keep what came.

    Args:
        kind: fim, open-pvog or pvog.
        towns: whom PVOG is asked about.
        services: whose keys PVOG's search is asked for.
        settings: addresses of the interfaces, delay, who asks.
        today: the day that the answers stand for.

    Raises:
        UserError: the interface can't be had, or answers something else; nothing is kept then.
    """
    source = source_of(kind, "", today)
    areas = [ars_of(town) for town in towns]
    keys = [service.leika_key for service in services if service.leika_key and service.business]

    async def work(get: Get) -> Content:
        if kind == FIM:
            return parse_fim(await fim_pages(get, settings.kompass_fim), source)
        if kind == OPEN_PVOG:
            return parse_open_pvog(await open_pvog_pages(get, settings.kompass_open_pvog, areas), source)
        wanted = [(ars, key) for ars in areas for key in keys]
        return parse_pvog(await pvog_answers(get, settings.kompass_pvog, wanted), source)

    content = download(work, asking(settings))
    if not len(content):
        raise UserError("nothing came", where=source.title, hint="nothing was imported; is the address right?")
    return kept(content, settings.home, None if kind == FIM else areas)
