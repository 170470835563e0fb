"""Say what is wrong with the finished pages, before any is written: outputs → problems."""
