"""Read the folder and every file in it by itself: folder → documents with the place of every value."""
