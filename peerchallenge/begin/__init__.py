"""Begin a file: ask for what it needs and write a skeleton that builds; it never writes over anything."""
