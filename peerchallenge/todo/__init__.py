"""Say what is left to do, for the preview alone; nothing here is ever part of a published site."""
