"""The way back from a page to the home page; it knows no page but that one and the tops of lists."""

from __future__ import annotations

from peerchallenge.pages import Crumb

HOME = Crumb(title="Home", url="/")
"""The first step of every way back."""
CHALLENGES = Crumb(title="Challenges", url="/challenges/")
COUNCILS = Crumb(title="Councils", url="/councils/")
THEMES = Crumb(title="Themes", url="/themes/")
RECOMMENDATIONS = Crumb(title="Recommendations", url="/recommendations/")
ACTIONS = Crumb(title="Actions", url="/actions/")
UPDATES = Crumb(title="Updates", url="/updates/")


def trail(top: Crumb, url: str) -> tuple[Crumb, ...]:
    """Give the way back from a page of a list: through the top of the list, unless it is the top itself."""
    return (HOME,) if url == top.url else (HOME, top)
