"""Every command by name, each imported when it is called."""

from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from anitp_cli.errors import UsageError
from anitp_cli.values import NamedTuple


class Group(NamedTuple):
    """Commands under a common name."""

    help: str
    commands: Mapping[str, str]


COMMANDS: dict[str, str | Group] = {
    "due": "due:due",
    "status": "status:show_status",
    "timeline": "timeline:timeline",
    "report": "report:report",
    "calendar": "calendar:calendar",
    "export": "export:export",
    "who": "who:who",
    "expand": "expand:expand",
    "list": "list:list_activities",
    "show": "show:show",
    "evidence": Group(
        "What was reported: when, by whom, with which source; and what nobody has reported.",
        {
            "list": "evidence.list:list_evidence",
            "add": "evidence.add:add_evidence",
            "import": "evidence.import_:import_evidence",
            "missing": "evidence.missing:missing_evidence",
        },
    ),
    "page": "page:page",
    "plan": "plan:plan_data",
    "check": "check:check_plan",
    "schema": "schema:schema",
}
HELP_NAMES = {"help_option_names": ["-h", "--help"]}
# Of these the last one holds, as everywhere: an alias or a script sets them, and the line that is typed has its way.
_SET_ANEW = frozenset(("plan", "today", "format_", "output", "color"))


class _Lazy(MutableMapping[str, Any]):
    """Commands by name; one is imported when it is looked up."""

    def __init__(self, known: Mapping[str, str | Group]) -> None:
        self._known = known
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401  # a class of typer's that it does not name in public
        if name not in self._made:
            what = self._known[name]
            self._made[name] = get_command(_group(what) if isinstance(what, Group) else _single(name, what))
        return self._made[name]

    def __setitem__(self, name: str, command: Any) -> None:  # noqa: ANN401
        self._made[name] = command

    def __delitem__(self, name: str) -> None:
        del self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def commands_of(known: Mapping[str, str | Group]) -> type[TyperGroup]:
    """The class of a group that has these commands."""

    class Commands(TyperGroup):
        def __init__(self, **settings: Any) -> None:  # noqa: ANN401
            super().__init__(**settings)
            self.commands = _Lazy(known)

    return Commands


def command_path(arguments: list[str]) -> str:
    """The command that was called, as it is typed: "anitp evidence add"."""
    path = ["anitp"]
    known: Mapping[str, str | Group] = COMMANDS
    for word in arguments:
        if word in known:
            path.append(word)
            what = known[word]
            known = what.commands if isinstance(what, Group) else {}
    return " ".join(path)


class _Command(TyperCommand):
    """A command that refuses to drop one of two `--who` without a word."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  # typer's context, of which it names another in public
        """Take the words that were typed.

        Raises:
            UsageError: an option stands there twice of which only one can hold.
        """
        if not ctx.resilient_parsing:
            _, _, given = self.make_parser(ctx).parse_args(list(args))
            for one in given:
                is_single = isinstance(one, TyperOption) and not (one.multiple or one.is_flag or one.name in _SET_ANEW)
                if is_single and given.count(one) > 1:
                    message = f"{one.opts[0]} is given {given.count(one)} times, and only one can hold; give it once"
                    raise UsageError(message)
        return super().parse_args(ctx, args)


def _single(name: str, where: str) -> typer.Typer:
    module, _, function = where.partition(":")
    app = typer.Typer(rich_markup_mode=None, add_completion=False, context_settings=HELP_NAMES)
    app.command(name, cls=_Command)(getattr(import_module(f"anitp_cli.cli.{module}"), function))
    return app


def _group(group: Group) -> typer.Typer:
    app = typer.Typer(
        cls=commands_of(group.commands),
        rich_markup_mode=None,
        add_completion=False,
        context_settings=HELP_NAMES,
        no_args_is_help=True,
    )
    app.callback(help=group.help)(_nothing)
    return app


def _nothing() -> None:
    """What stands before the commands of a group takes no options."""
