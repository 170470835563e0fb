"""From the rows of a table to an action plan, or to what has changed since; it alters nothing that is published."""
