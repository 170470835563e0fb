"""The one place where the results of pure functions are remembered, by the whole of what went into them."""
