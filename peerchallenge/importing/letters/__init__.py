"""From the text of a letter to the files of a challenge; it invents nothing."""
