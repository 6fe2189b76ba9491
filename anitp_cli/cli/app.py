"""The program: its commands, each imported when it is called, and the one handler of failures."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from anitp_cli import __version__
from anitp_cli.cli.output import ClosedPipeError, note, set_up_streams
from anitp_cli.errors import AnitpError

COMMANDS = {
    "due": "due:due",
    "timeline": "timeline:timeline",
    "who": "who:who",
    "expand": "expand:expand",
    "list": "list:list_activities",
    "show": "show:show",
    "plan": "plan:plan_data",
    "check": "check:check_plan",
}
HELP_NAMES = {"help_option_names": ["-h", "--help"]}
BUG = 70
# The base of everything that the parser of the command line raises. Typer names only this leaf of it, in every version.
CallError: type[Any] = typer.BadParameter.__mro__[2]


class _Lazy(MutableMapping[str, Any]):
    """The commands by name; one is imported when it is looked up."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401  # a class of typer's that it does not name in public
        if name not in self._made:
            module, _, function = COMMANDS[name].partition(":")
            single = typer.Typer(rich_markup_mode=None, add_completion=False, context_settings=HELP_NAMES)
            single.command(name)(getattr(import_module(f"anitp_cli.cli.{module}"), function))
            self._made[name] = get_command(single)
        return self._made[name]

    def __setitem__(self, name: str, command: Any) -> None:  # noqa: ANN401
        self._made[name] = command

    def __delitem__(self, name: str) -> None:
        del self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class _Commands(TyperGroup):
    def __init__(self, **settings: Any) -> None:  # noqa: ANN401
        super().__init__(**settings)
        self.commands = _Lazy()


app = typer.Typer(
    cls=_Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=HELP_NAMES,
    no_args_is_help=True,
)


def _print_version(wanted: bool) -> None:  # noqa: FBT001  # the signature that typer calls
    if wanted:
        typer.echo(f"anitp {__version__}")
        raise typer.Exit


@app.callback()
def anitp(
    _version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Show the version and exit.")
    ] = False,
) -> None:
    """Ask a government action plan what is due, who owes it and what it says.

    Results go to standard output, notes and errors to standard error.
    Exit codes: 0 done, 1 a gate or check found something, 2 a wrong call,
    3 a file that cannot be read or written, 70 a bug.
    """


def main() -> None:
    """Run the program and exit."""
    sys.exit(run())


def run(arguments: list[str] | None = None) -> int:
    """Run the program with arguments, by default those of the process, and give its exit code."""
    set_up_streams()
    try:
        result = get_command(app)(args=arguments, prog_name="anitp", standalone_mode=False)
    except ClosedPipeError as error:
        return error.exit_code
    except AnitpError as error:
        where = f"{error.place}: " if error.place else ""
        note(f"anitp: error: {where}{error.message}")
        return error.exit_code
    except CallError as error:
        return _refuse_call(error)
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except Exception as error:
        if os.environ.get("ANITP_DEBUG"):
            raise
        note(
            f"anitp: bug: {type(error).__name__}: {error}; please report it with what you typed "
            "(ANITP_DEBUG=1 shows where it happened)"
        )
        return BUG
    return result if isinstance(result, int) else 0


def _refuse_call(error: Any) -> int:  # noqa: ANN401
    """Say what is wrong with the call; a call without a command gets the help."""
    if type(error).__name__ == "NoArgsIsHelpError":
        for line in error.format_message().splitlines():
            note(line)
        return 2
    command = error.ctx.command_path if error.ctx else "anitp"
    note(f'anitp: error: {error.format_message().rstrip(".?")}; see "{command} --help"')
    return 2
