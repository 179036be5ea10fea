"""Chooses what is worth reading, composes a report and renders it; `catchup whatsnew` runs it."""
