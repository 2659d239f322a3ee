"""Offline media: which files the rows name, what of them is here, what is to be fetched."""
