"""Lays out the static site: one module a page, pure functions of what the site holds."""

from publish.site.building import files_of
from publish.site.content import Content, SourceLine

__all__ = ["Content", "SourceLine", "files_of"]
