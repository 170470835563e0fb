"""The text of a document as blocks, whatever it was written with, and as Markdown; it judges no words."""
