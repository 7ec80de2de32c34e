"""The reference of all commands and options as Markdown: ``python -m scanner.cli.reference > docs/commands.md``."""

from __future__ import annotations

from collections.abc import Iterator

import click
import typer


def reference(app: typer.Typer) -> str:
    """Return one section per command, with usage, help text, arguments and options."""
    command = typer.main.get_command(app)
    lines = ["# Commands", "", "Made by `make docs` from the command line itself; a test holds it true.", ""]
    with click.Context(command, info_name="g2b") as context:
        for section in _sections(command, context):
            lines += section
    return "\n".join(lines).rstrip() + "\n"


def _sections(command: click.Command, context: click.Context) -> Iterator[list[str]]:
    usage = " ".join(command.collect_usage_pieces(context))
    yield [f"## {context.command_path}", "", command.help or "", "", f"    {context.command_path} {usage}", ""]
    yield [*_parameters(command, context), ""]
    for name, part in getattr(command, "commands", {}).items():
        with click.Context(part, info_name=name, parent=context) as inner:
            yield from _sections(part, inner)


def _parameters(command: click.Command, context: click.Context) -> list[str]:
    shown = []
    for parameter in command.get_params(context):
        if record := parameter.get_help_record(context):
            shown.append(f"- `{record[0]}` {record[1]}".rstrip())
    return shown


if __name__ == "__main__":
    from scanner.cli import app

    print(reference(app), end="")
