# Asks the PyPI package, in and out as in `ask.mjs`.
import json
import sys
from datetime import date

from edtf import parse_edtf


def midnight(time):
    """The first second of a day. Python's own dates begin with the year 1: one in the same place of 400 years is taken."""
    era, year = divmod(time.tm_year, 400)
    first = date(year + 400, time.tm_mon, 1).toordinal() + (era - 1) * 146097
    return (first + time.tm_mday - 1 - date(1970, 1, 1).toordinal()) * 86400


def answer(text):
    try:
        dates = parse_edtf(text)
        first, last = dates.lower_strict(), dates.upper_strict()
    except Exception:
        return None
    # What is open is a float, an infinity. No bound has a clock time.
    return [
        None if isinstance(first, float) else midnight(first),
        None if isinstance(last, float) else midnight(last) + 86399,
    ]


# The package writes to stdout what puzzles it.
out, sys.stdout = sys.stdout, sys.stderr
print(json.dumps([answer(text) for text in json.load(sys.stdin.buffer)]), file=out)
