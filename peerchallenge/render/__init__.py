"""Turn pages into files with Jinja: page → output."""
