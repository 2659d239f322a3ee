"""Leaf modules that everything may use: paths, settings, errors, sentences, clock."""
