"""A calendar as iCalendar (RFC 5545), for the programs in which people keep their days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, Event, Todo, vText

from anitp_cli.states import MET
from anitp_cli.text import visible

if TYPE_CHECKING:
    from anitp_cli.views.calendar import Entry, EntryKind, Feed


class _Text(vText):
    r"""A TEXT (RFC 5545 3.3.11). The library alone takes a backslash before "N" for a line end, and loses both."""

    def to_ical(self) -> bytes:
        return rb"\\N".join(vText(part).to_ical() for part in self.split(r"\N"))


def render(feed: Feed, kind: EntryKind) -> str:
    """The whole file: an all-day event on each due date, or a task that is due on it.

    It has no METHOD, which asks for an organizer (RFC 5546 3.2.1): it is not mail between calendars. So DTSTAMP is when
    an entry was last revised (RFC 5545 3.8.7.2), and a client that has the entry replaces it by one with a greater
    SEQUENCE, or with the same and a later DTSTAMP (RFC 5546 2.1.5).
    """
    calendar = Calendar()
    calendar.add("prodid", "-//anitp//anitp//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for name in ("name", "x-wr-calname"):  # RFC 7986, and what came before it
        calendar.add(name, _text(feed.name))
    for entry in feed.entries:
        calendar.add_component(_event(feed, entry) if kind == "event" else _todo(feed, entry))
    content: bytes = calendar.to_ical()
    return content.decode()


def _event(feed: Feed, entry: Entry) -> Event:
    event = Event()
    _describe(event, entry, f"{entry.id}.event.{feed.plan}")
    event.add("dtstart", entry.due)
    event.add("dtend", entry.due + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    for day in entry.reminders:
        event.add_component(_alarm(entry, day, {}))
    return event


def _todo(feed: Feed, entry: Entry) -> Todo:
    todo = Todo()
    _describe(todo, entry, f"{entry.id}.todo.{feed.plan}")
    todo.add("due", entry.due)
    if entry.state in MET:
        todo.add("status", "COMPLETED")
        todo.add("percent-complete", 100)
        if entry.completed:
            todo.add("completed", _midnight(entry.completed))
    else:
        todo.add("status", "IN-PROCESS" if entry.state == "partial" else "NEEDS-ACTION")
    for day in entry.reminders:
        todo.add_component(_alarm(entry, day, {"related": "END"}))  # it has no start
    return todo


def _describe(component: Event | Todo, entry: Entry, uid: str) -> None:
    component.add("uid", uid)
    component.add("dtstamp", _midnight(entry.changed))
    component.add("last-modified", _midnight(entry.changed))
    component.add("sequence", entry.records)
    component.add("summary", _text(entry.summary))
    component.add("description", _Text("\n".join(map(visible, entry.lines))))
    component.add("categories", _text(entry.category))


def _alarm(entry: Entry, day: date, parameters: dict[str, str]) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _text(entry.summary))
    alarm.add("trigger", day - entry.due, parameters)
    return alarm


def _text(text: str) -> _Text:
    """A text of one line; the form knows no control characters (3.1)."""
    return _Text(visible(text))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
