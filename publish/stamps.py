"""Tells pages as the bot wrote them from all others: by a hash of the page on its last line."""

import hashlib
import re

STAMP = re.compile(rb"<!-- catchup:sha256=([0-9a-f]{64}) -->\n\Z")


def stamped(page: str) -> bytes:
    """A page with the hash of its content as its last line, a comment."""
    content = page.encode()
    return content + f"<!-- catchup:sha256={hashlib.sha256(content).hexdigest()} -->\n".encode()


def is_as_written(page: bytes) -> bool:
    """Whether a page is one of ours, and nobody has changed a byte of it since."""
    match = STAMP.search(page)
    if match is None:
        return False
    return hashlib.sha256(page[: match.start()]).hexdigest() == match[1].decode()
