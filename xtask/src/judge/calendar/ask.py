# Asks the PyPI package: reads a list of calendars, and writes of each the events (identity, start, end), or null.
import json
import sys

from icalendar import Calendar


def event(component):
    if component.errors:
        raise ValueError(component.errors)
    return [component["uid"], *(component.decoded(end).isoformat() for end in ("dtstart", "dtend"))]


def answer(text):
    try:
        return [event(component) for component in Calendar.from_ical(text).walk("VEVENT")]
    except Exception:
        return None


print(json.dumps([answer(text) for text in json.load(sys.stdin.buffer)]))
