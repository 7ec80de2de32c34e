"""What the commands of ``g2b kompass`` share: their texts, and the catalogue of a call."""

from __future__ import annotations

import typer

from criteria.kompass.catalogue import Catalogue
from criteria.kompass.loading import load_catalogue
from criteria.loading import folder_of
from criteria.services import load_services
from scanner.cli.options import language, settings_of
from scanner.model.texts import Texts

TEXTS = Texts("scanner.cli", "kompass")


def say(key: str, /, **values: object) -> str:
    """Return a text of the catalogue's commands in the language of this call."""
    return TEXTS.say(key, language(), **values)


def catalogue_of_call(context: typer.Context) -> Catalogue:
    """Return the catalogue of this call: what comes with the scanner, the criteria set's services, and imports."""
    settings = settings_of(context)
    folder = folder_of(settings.criteria)
    return load_catalogue(load_services(folder / "services.csv"), settings.home, name=folder.name)
