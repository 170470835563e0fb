"""The command `serve`: a preview of what will be published, on this computer, until it is stopped."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from contextlib import closing

from peerchallenge.options import Options, Order
from peerchallenge.preview.maker import SiteMaker
from peerchallenge.preview.server import serve
from peerchallenge.remember import FOLDER
from peerchallenge.remember.store import Store


def preview(order: Order, again: Callable[[], Order], port: int, program: str, *, opens: bool) -> None:
    """Show the site until it is stopped; `opens` is whether a browser is opened at it.

    `again` gives the order anew before each build, for the day may change meanwhile. `program` is how commands begin.
    Nothing is written to the folder of the site. Raises `OSError`, in words for the reader, where the port is taken.
    """
    beside = order.content.absolute().parent
    watched = (order.content, beside / "templates", beside / "assets")

    def options() -> Options:
        now = again()
        return Options(today=now.today, embargo_day=now.embargo_day, drafts=True, base_url=now.base_url, search=False)

    def ready(address: str) -> None:
        _say(f"The preview is at {address}\nIt follows what you save. To end it, press Ctrl and C.")
        if opens:
            webbrowser.open(address)

    store = Store(beside / FOLDER)
    with closing(store), closing(SiteMaker(order.content, options, store, program)) as maker:
        maker.prepare()
        serve(maker, watched, port, _say, ready, ignored=(order.output,))


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201
