"""Turn Markdown into HTML that is safe to show, within bounds of time and size."""
