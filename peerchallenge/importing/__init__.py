"""From Word, Excel, CSV and PDF to files for a person to look through; it invents, fetches and overwrites nothing."""
