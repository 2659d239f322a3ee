"""The palette: everything that one can do or go to, found by a few letters; and the keys' sheet."""
