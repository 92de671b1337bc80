#!/usr/bin/env python3
"""Judges calendar objects as `icalendar` reads and `recurring_ical_events` expands them (R-68, F1).

    judges/calendar_part.py FILE.ics|DIR...

One event that happens at least once, with all that a calendar program needs to take an update for what it is.
"""

from datetime import timedelta
from typing import Iterator

import icalendar
import recurring_ical_events

from verdict import judge

METHODS = ("REQUEST", "CANCEL", "PUBLISH")
WANTED = ("UID", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY", "ORGANIZER")
LONGEST_LINE = 75  # bytes, RFC 5545
HORIZON = timedelta(days=800)


def complaints(text: str | bytes, method: str | None) -> Iterator[str]:
    """`method` is what the mail's Content-Type says; nothing for a file that came without a mail."""
    raw = text.encode() if isinstance(text, str) else text
    yield from of_lines(raw)
    try:
        calendars = icalendar.Calendar.from_ical(raw, multiple=True)
    except ValueError as error:
        yield f"icalendar refuses it: {error}"
        return
    if len(calendars) != 1:
        yield f"{len(calendars)} calendars, one is wanted"
        return
    calendar = calendars[0]

    said = str(calendar.get("METHOD", "")) or None
    if method is not None and said != method:
        yield f"METHOD is {said}, the mail's part says {method}"
    if said is not None and said not in METHODS:
        yield f"METHOD is {said}, one of {', '.join(METHODS)} is wanted"
    for name in ("VERSION", "PRODID"):
        if name not in calendar:
            yield f"the calendar has no {name}"
    for component in calendar.walk():
        for name, error in component.errors:
            yield f"{component.name} {name}: {error}"
    events = calendar.walk("VEVENT")
    # A published file may have several series (RFC 5546, 3.2.1); all else is about one.
    names = sorted({str(event.get("UID")) for event in events}) if said == "PUBLISH" else [None]
    for name in names or [None]:
        those = [event for event in events if name is None or str(event.get("UID")) == name]
        yield from of_events(calendar, those, said)


def of_lines(raw: bytes) -> Iterator[str]:
    # The mail's own transfer may have made line ends of its own; length survives it.
    longest = max(len(line) for line in raw.replace(b"\r\n", b"\n").split(b"\n"))
    if longest > LONGEST_LINE:
        yield f"a line of {longest} bytes, {LONGEST_LINE} are allowed before folding"


def of_events(
    calendar: icalendar.Calendar, events: list[icalendar.Event], method: str | None
) -> Iterator[str]:
    masters = [event for event in events if "RECURRENCE-ID" not in event]
    # One meeting of a series may come alone, moved or called off (RFC 5546, 3.2.2 and 3.2.5).
    if len(masters) != 1 and not (not masters and len(events) == 1 and method != "PUBLISH"):
        yield f"{len(masters)} master events, one is wanted"
        return
    if len({str(event.get("UID")) for event in events}) != 1:
        yield "the events have more than one UID"
    master = (masters or events)[0]
    for name in WANTED:
        if name not in master:
            yield f"the event has no {name}"
            return
    if "DTEND" not in master and "DURATION" not in master:
        yield "the event has no end"
    # Without a status only the attendees named are uninvited (RFC 5546, 3.2.5).
    if method == "CANCEL" and master.get("STATUS", "CANCELLED") != "CANCELLED":
        yield f"the event is cancelled, but its STATUS is {master.get('STATUS')}"
    if method == "REQUEST" and "ATTENDEE" not in master:
        yield "a request without an attendee"
    for event in events:
        yield from of_zones(calendar, event)
    yield from of_occurrences(calendar, master)


def of_zones(calendar: icalendar.Calendar, event: icalendar.Event) -> Iterator[str]:
    described = {str(zone.get("TZID")) for zone in calendar.walk("VTIMEZONE")}
    for name in ("DTSTART", "DTEND", "RECURRENCE-ID"):
        zone = event[name].params.get("TZID") if name in event else None
        if zone is not None and zone not in described:
            yield f"{name} is in {zone}, which the calendar does not describe"


def of_occurrences(calendar: icalendar.Calendar, master: icalendar.Event) -> Iterator[str]:
    start = master.decoded("DTSTART")
    window = (start - timedelta(days=1), start + HORIZON)
    expanded = recurring_ical_events.of(calendar, skip_bad_series=False).between(*window)
    occurrences = [each for each in expanded if each.get("UID") == master.get("UID")]
    if not occurrences and master.get("STATUS") != "CANCELLED":
        yield "it never happens"
    if "RRULE" not in master and len(occurrences) > 1:
        yield f"it happens {len(occurrences)} times without a rule"


if __name__ == "__main__":
    judge("calendar", ".ics", lambda raw: complaints(raw, None))
