"""In what state an occurrence is on a day, computed on each run and never stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from anitp_cli.model import Occurrence, State


def state_of(occurrence: Occurrence, today: date) -> State:
    """What is known of an occurrence on `today`.

    Overdue is what was due before today with nothing on file; what is due today is not overdue, and what has no
    due date never is.
    """
    if occurrence.due is None:
        return "permanent"
    return "overdue" if occurrence.due < today else "upcoming"


def days_overdue(occurrence: Occurrence, today: date) -> int:
    """By how many days the due date has passed; 0 where it has not."""
    return max(0, (today - occurrence.due).days) if occurrence.due else 0
