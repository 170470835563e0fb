"""Ask search engines to leave a copy for review alone; a published site has no such file."""

from __future__ import annotations

from peerchallenge.sources import Output


def outputs(*, drafts: bool) -> tuple[Output, ...]:
    """Give `robots.txt` for a copy that shows drafts."""
    return (Output(path="robots.txt", data=b"User-agent: *\nDisallow: /\n"),) if drafts else ()
