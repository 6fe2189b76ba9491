"""Deadlines: what a term of a plan says, what a date that a user types means, and when an activity is due.

    read_term("Trim. IV 2019")           the deadlines that an item of a term cell names
    read_date("2019-12", clock.today)    the days that a user's date names
    period_name(interval)                the short name of an interval: "2019-T4", "2019-06-03..2019-07-08"
    pieces("quarterly", period)          the calendar quarters that a period touches
    occurrences(activity, period)        each time that an activity is due

A text is read in four steps, each a module: `tokens` (words and signs), `grammar` (lists, ranges, rhythms, "până
la"), `forms` (the table of the spellings of one period), `intervals` (the calendar). What none of them knows is
`Refused`, with the reason that `refusals` finds. Nothing here reads the clock.
"""

from anitp_cli.deadlines.grammar import read_term
from anitp_cli.deadlines.intervals import period_name, pieces
from anitp_cli.deadlines.occurrences import occurrences
from anitp_cli.deadlines.refusals import Refused
from anitp_cli.deadlines.typed import read_date

__all__ = ["Refused", "occurrences", "period_name", "pieces", "read_date", "read_term"]
