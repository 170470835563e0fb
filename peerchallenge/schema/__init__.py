"""What a person may write, as typed records; nothing here reads a file or knows another document."""
