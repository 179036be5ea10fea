"""Reads what a feed itself says about when to ask again: RSS ttl, skipHours and skipDays.

Only the head of the document is looked at, before its first item, and as bytes: this is done with
every answer, also where the body is unchanged and never parsed.
"""

import re
from datetime import timedelta

HEAD = 16 * 1024
FIRST_ENTRY = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>/]")
TTL = re.compile(rb"<ttl(?:\s[^<>]*)?>\s*(?:<!\[CDATA\[)?\s*([0-9]{1,7})\s*[\]<]")
SKIPPED = re.compile(rb"<skip(Hours|Days)\s*>(.*?)</skip\1\s*>", re.DOTALL)
HOUR = re.compile(rb"<hour\s*>\s*([0-9]{1,2})\s*</hour\s*>")
DAY = re.compile(rb"<day\s*>\s*(mon|tue|wed|thu|fri|sat|sun)[a-z]*\s*</day\s*>", re.IGNORECASE)


def wishes(body: bytes) -> tuple[timedelta, tuple[str, ...]]:
    """Return the least time between visits and what to skip: days ("sat"), hours of GMT ("05h")."""
    first = FIRST_ENTRY.search(body, 0, HEAD)
    head = body[: first.start() if first else HEAD]
    if b"<ttl" not in head and b"<skip" not in head:
        return timedelta(0), ()
    ttl = TTL.search(head)
    skips: list[str] = []
    for _, inside in SKIPPED.findall(head):
        # Hour 24 is what some write for midnight (RSS 0.91 counted from 1).
        skips += [f"{int(hour) % 24:02}h" for hour in HOUR.findall(inside)]
        skips += [day.decode().lower() for day in DAY.findall(inside)]
    return timedelta(minutes=int(ttl[1]) if ttl else 0), tuple(dict.fromkeys(skips))
