"""The program, and the one handler of its failures."""

import os
import sys
from typing import Annotated, Any

import typer
from typer.main import get_command

from anitp_cli import __version__
from anitp_cli.cli.commands import COMMANDS, HELP_NAMES, command_path, commands_of
from anitp_cli.cli.output import ClosedPipeError, abandon, is_closed_pipe, note, set_up_streams
from anitp_cli.errors import AnitpError, OutputError, PlanError

USAGE, BUG, INTERRUPTED = 2, 70, 130
# The base of everything that the parser of the command line raises. Typer names only this leaf of it, in every version.
CallError: type[Any] = typer.BadParameter.__mro__[2]


app = typer.Typer(
    cls=commands_of(COMMANDS),
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


def run(arguments: list[str] | None = None) -> int:
    """Run the program with arguments, by default those of the process, and give its exit code."""
    set_up_streams()
    words = sys.argv[1:] if arguments is None else arguments  # on Windows typer itself puts files for "*"
    try:
        result = get_command(app)(args=words, prog_name="anitp", standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except (Exception, SystemExit) as error:
        if os.environ.get("ANITP_DEBUG") and _is_bug(error):
            raise
        return _exit_code(error, words)
    return result if isinstance(result, int) else 0


def _is_bug(error: BaseException) -> bool:
    return not isinstance(error, (AnitpError, CallError, SystemExit))


def _exit_code(error: BaseException, arguments: list[str]) -> int:
    """Say on standard error what went wrong, where there is anything to say, and give the exit code for it."""
    if isinstance(error, ClosedPipeError):
        return error.exit_code
    if isinstance(error, AnitpError):
        return _fail(error)
    if isinstance(error, CallError):
        return _refuse_call(error, arguments)
    if isinstance(error, SystemExit):
        return _end_of_help(error)
    if isinstance(error, (OSError, MemoryError)):
        return _fail_system(error)
    note(
        f"anitp: bug: {type(error).__name__}: {error}; please report it with what you typed "
        "(ANITP_DEBUG=1 shows where it happened)"
    )
    return BUG


def _fail(error: AnitpError) -> int:
    where = f"{error.place}: " if error.place else ""
    note(f"anitp: error: {where}{error.message}")
    return error.exit_code


def _fail_system(error: OSError | MemoryError) -> int:
    """Say what the system refused: memory, a file of which nobody took care, or the stream to which typer writes."""
    if isinstance(error, MemoryError):
        return _fail(PlanError("there is not enough memory for this plan"))
    if error.filename is not None:
        return _fail(OutputError(f"{error.filename}: {error.strerror}"))
    abandon(sys.stdout)
    if is_closed_pipe(error):
        return ClosedPipeError.exit_code
    return _fail(OutputError(f"standard output cannot be written: {error.strerror}"))


def _end_of_help(error: SystemExit) -> int:
    """Typer writes help and completion itself, and ends with 1 where their reader went away."""
    if type(sys.stdout).__name__ == "PacifyFlushWrapper":
        abandon(sys.stdout)
        return ClosedPipeError.exit_code
    return error.code if isinstance(error.code, int) else 0


def _refuse_call(error: Any, arguments: list[str]) -> int:  # noqa: ANN401
    """Say what is wrong with the call; a call without a command gets the help."""
    if type(error).__name__ == "NoArgsIsHelpError":
        for line in error.format_message().splitlines():
            note(line)
        return USAGE
    note(f'anitp: error: {error.format_message().rstrip(".?")}; see "{command_path(arguments)} --help"')
    return USAGE
