"""From a register of authorities to the list of councils; its known faults are mended or asked about."""
