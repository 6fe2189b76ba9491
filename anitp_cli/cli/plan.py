"""`anitp plan`: what plan is loaded."""

from anitp_cli.cli import options
from anitp_cli.cli.output import Output
from anitp_cli.cli.session import Session
from anitp_cli.views.plan import plan_view


def plan_data(
    plan: options.PlanDir = None,
    today: options.Today = None,
    no_cache: options.NoCache = False,
    format_: options.Format = None,
    output: options.OutputFile = None,
    color: options.Color = None,
) -> None:
    """What plan is loaded, and from where."""
    session = Session(plan, today, is_cached=not no_cache)
    target = Output.chosen(format_, output, color)
    target.write(plan_view(session.plan, lambda: session.envelope({})))
