"""What an operator sets once: options win over G2B_* variables, these over ``g2b.toml`` in the home folder."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from criteria.errors import UserError
from criteria.kompass.builtin import sources_file

FILE = "g2b.toml"


class Settings(BaseSettings):
    """Settings of one installation.

    `delay` is seconds between the end of an answer and the next request to the same provider, `budget` pages of a
    municipality, `private` networks (CIDR) that may be reached although they are private, `as_of` the day that sites
    are judged by where it is not today: the practice region plays sites of other years. `past_cdx` and `past_replay`
    are the index and the raw captures of the web archive that ``--as-of`` reads, `past_window` days that a capture may
    be away from the date, `past_rate` requests a minute; `keep_days` how long
    archives are kept (0: no limit is set). `tie_width` is how many points of 100 two totals may lie apart and still be
    level ("gleichauf"), if it shall not be taken from second looks. `kompass_fim`, `kompass_open_pvog` (with ``{ars}``)
    and `kompass_pvog` are the interfaces that ``g2b kompass import --fetch`` asks.

    Mail of scheduled runs goes by `smtp_host` and `smtp_port` (0: the usual one), with `smtp_tls` and, where there is a
    `smtp_user`, its password (also in a file of its own: `smtp_password_file`); it comes from `mail_from`, `mail_operator`
    are told of runs that can't be trusted, `mail_attach` sends the workbook along. `webhook_timeout` is in seconds.
    In `office_hours` of working days live channels (chat, booking) are probed (``g2b preflight``).
    """

    model_config = SettingsConfigDict(env_prefix="G2B_", extra="forbid", frozen=True)

    home: Path
    operator: str = ""
    contact: str = ""
    database: str = ""
    archives: str = ""
    proxy: str = ""
    delay: float = Field(1.0, ge=0, le=3600)
    budget: int = Field(250, ge=1, le=100_000)
    private: Annotated[tuple[str, ...], NoDecode] = ()
    keep_days: int = Field(0, ge=0)
    chromium: str = ""
    lang: str = "de"
    criteria: str = "g2b-2026"
    as_of: date | None = None
    past_cdx: str = "https://web.archive.org/cdx/search/cdx"
    past_replay: str = "https://web.archive.org/web/{timestamp}id_/{url}"
    past_window: int = Field(183, ge=1, le=3660)
    past_rate: float = Field(15.0, gt=0, le=6000)
    tie_width: float | None = Field(None, ge=0, le=100)
    kompass_fim: str = Field(default_factory=lambda: sources_file().interfaces["fim"])
    kompass_open_pvog: str = Field(default_factory=lambda: sources_file().interfaces["open_pvog"])
    kompass_pvog: str = Field(default_factory=lambda: sources_file().interfaces["pvog"])
    smtp_host: str = ""
    smtp_port: int = Field(0, ge=0, le=65535)
    smtp_tls: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_password_file: str = ""
    mail_from: str = ""
    mail_operator: Annotated[tuple[str, ...], NoDecode] = ()
    mail_attach: bool = False
    office_hours: str = "09:00-16:00"
    webhook_timeout: float = Field(10.0, gt=0, le=300)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read options, then variables, then the file in the home folder."""
        file = TomlConfigSettingsSource(settings_cls, home_folder(init_settings().get("home")) / FILE)
        return init_settings, env_settings, file

    @field_validator("private", "mail_operator", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @property
    def database_url(self) -> str:
        """The results database: as set, else a SQLite file in the home folder."""
        return self.database or f"sqlite:///{self.home / 'g2b.sqlite'}"

    @property
    def archive_folder(self) -> Path:
        """Where archives are kept: as set, else a folder in the home folder."""
        return Path(self.archives) if self.archives else self.home / "archives"


def evidence_folder(settings: Settings, run: str) -> Path:
    """Return where pages of evidence of a run are written."""
    return settings.home / "evidence" / re.sub(r"[^\w.-]+", "_", run)


def home_folder(asked: Path | None = None) -> Path:
    """Return the home folder: as asked, else G2B_HOME, else the user's data folder."""
    named = asked or os.environ.get("G2B_HOME")
    return Path(named).expanduser().absolute() if named else user_data_path("g2b-scanner")


def load_settings(home: Path | None = None, **options: object) -> Settings:
    """Return the settings; options that are None count as not given.

    Raises:
        UserError: a value can't be used, or the file can't be read.
    """
    folder = home_folder(home)
    given = {name: value for name, value in options.items() if value is not None}
    try:
        return Settings(home=folder, **given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        hint = f"see {folder / FILE}, the variable G2B_{name.upper()} and the option --{name.replace('_', '-')}"
        raise UserError(f"setting {name!r}: {first['msg']}", hint=hint) from error
    except ValueError as error:
        raise UserError(f"the settings file can't be read: {error}", where=str(folder / FILE)) from error


def require_operator(settings: Settings) -> None:
    """Refuse a live scan that does not say who asks; UserError where operator or contact is missing."""
    missing = [name for name in ("operator", "contact") if not getattr(settings, name).strip()]
    if missing:
        raise UserError(
            "a live scan must say who asks: " + " and ".join(missing) + " not set",
            where=str(settings.home / FILE),
            hint="set G2B_OPERATOR and G2B_CONTACT, or operator and contact in that file",
        )
