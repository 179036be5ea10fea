"""Serves the archive, the feeds, subscribing and leaving, and /health; `catchup serve` runs it."""

from catchup.web.app import make_app
from catchup.web.parts import Parts
from catchup.web.serving import serving

__all__ = ["Parts", "make_app", "serving"]
