"""Whole forms, and the rows they are made of."""
