"""Resolves links as browsers do (WHATWG URL), for pages that were written for browsers."""

import ada_url


def absolute(base: str, href: str) -> str:
    """Make a link absolute; '' where it is no valid address of http or https."""
    try:
        url = ada_url.URL(href, base=base or None)
    except ValueError:
        return ""
    return url.href if url.protocol in {"http:", "https:"} else ""
