"""Catchup answers one question: what came out while I was away? Run it with `catchup`."""

__version__ = "0.1.0"
