"""Every writer by its name in the settings: add one by adding its module and a line here."""

from collections.abc import Callable, Mapping

from catchup.types import Writer
from summarize.extractive import Extractive

WRITERS: Mapping[str, Callable[[], Writer]] = {"extract": Extractive}
