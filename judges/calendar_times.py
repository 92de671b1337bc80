#!/usr/bin/env python3
"""Judges when meetings take place: each start, as other libraries expand the file alone, is the one we say (F1).

    judges/calendar_times.py FILE.ics|DIR...

Beside NAME.ics stands NAME.txt with our own starts in UTC, one a line. Zones are renamed first, so that the reader
has to go by the VTIMEZONE in the file and not by a zone database of its own.
"""

import re
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import icalendar
import recurring_ical_events

from verdict import files


def foreign_starts(raw: bytes, zone: str, last: datetime) -> list[datetime]:
    # A name of its own for each file: the reader remembers zones by name.
    renamed = re.sub(r"TZID([:=])[^:\r]+", rf"TZID\1{zone}", raw.decode())
    calendar = icalendar.Calendar.from_ical(renamed)
    first = datetime(2026, 1, 1, tzinfo=timezone.utc)
    events = recurring_ical_events.of(calendar).between(first, last + timedelta(minutes=1))
    return sorted(event.decoded("DTSTART").astimezone(timezone.utc) for event in events)


def complaint(path: Path) -> str | None:
    ours = [datetime.fromisoformat(line) for line in path.with_suffix(".txt").read_text().split()]
    theirs = foreign_starts(path.read_bytes(), f"Nowhere-{path.stem}", ours[-1])
    if ours == theirs:
        return None
    apart = [pair for pair in zip(ours, theirs) if pair[0] != pair[1]]
    return f"{len(ours)} starts, {len(theirs)} by the file; the first apart: {apart[:1]}"


def main() -> int:
    paths = files(sys.argv[1:], ".ics")
    if not paths:
        sys.exit(f"usage: {sys.argv[0]} FILE.ics|DIR...")
    reasons = [f"{path}: {reason}" for path in paths if (reason := complaint(path))]
    print("\n".join([*reasons, f"{len(paths)} calendars expanded, {len(reasons)} refused"]))
    return 1 if reasons else 0


if __name__ == "__main__":
    sys.exit(main())
