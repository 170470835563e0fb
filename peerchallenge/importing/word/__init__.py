"""What a Word document holds and shows; it judges no words."""
