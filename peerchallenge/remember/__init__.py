"""The one place where the results of pure functions are remembered, by the whole of what went into them."""

FOLDER = ".peerchallenge"
"""The folder, beside the content, in which is remembered what was made before. It may be deleted at any time."""
