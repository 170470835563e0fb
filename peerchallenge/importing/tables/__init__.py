"""Tables as rows of cells, whatever they were written with; it judges no words."""
