"""A group of commands one of which may be left out: ``g2b review RUN NAME ID`` is ``g2b review add RUN NAME ID``."""

from __future__ import annotations

from typer.core import TyperGroup


class DefaultGroup(TyperGroup):
    """Takes `default` where the first argument names no command and is no option."""

    default = "add"

    def parse_args(self, ctx, args: list[str]) -> list[str]:  # type: ignore[no-untyped-def]  # noqa: ANN001 - typer's own context
        """Put the default command in front of arguments that name none."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = [self.default, *args]
        return super().parse_args(ctx, args)
