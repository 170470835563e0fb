"""Count when things were due and hold against it what happened; it reads no file and knows no clock."""
