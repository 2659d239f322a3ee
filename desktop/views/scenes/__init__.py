"""The room of the scenes: short visualisations, by category."""
