"""Sound and pictures on this computer: fetched once, encrypted, there without a network."""
