"""Qt without widgets: lanes, processes, item models."""
