"""The reference of all commands and options as Markdown: ``python -m scanner.cli.reference > docs/commands.md``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import typer
from typer.core import TyperCommand, TyperGroup


def reference(app: typer.Typer) -> str:
    """Return one section per command, with usage, help text, arguments and options."""
    command = cast("TyperGroup", typer.main.get_command(app))
    lines = ["# Commands", "", "Made by `make docs` from the command line itself; a test holds it true.", ""]
    for section in _sections(command, typer.Context(command, info_name="g2b")):
        lines += section
    return "\n".join(lines).rstrip() + "\n"


def _sections(command: TyperCommand | TyperGroup, context: typer.Context) -> Iterator[list[str]]:
    usage = " ".join(command.collect_usage_pieces(context))
    yield [f"## {context.command_path}", "", command.help or "", "", f"    {context.command_path} {usage}", ""]
    yield [*_parameters(command, context), ""]
    for name, part in _parts(command, context):
        yield from _sections(part, typer.Context(part, info_name=name, parent=context))


def _parts(
    command: TyperCommand | TyperGroup, context: typer.Context
) -> Iterator[tuple[str, TyperCommand | TyperGroup]]:
    if isinstance(command, TyperGroup):
        for name in command.list_commands(context):
            yield name, cast("TyperCommand | TyperGroup", command.get_command(context, name))


def _parameters(command: TyperCommand | TyperGroup, context: typer.Context) -> list[str]:
    shown = []
    for parameter in command.get_params(context):
        if record := parameter.get_help_record(context):
            shown.append(f"- `{record[0]}` {record[1]}".rstrip())
    return shown


if __name__ == "__main__":
    from scanner.cli import app

    print(reference(app), end="")
