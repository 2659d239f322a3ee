"""The fixed parts of the window around its rooms."""
