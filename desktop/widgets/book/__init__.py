"""A vision as a book: its faces, its ornament, its text on a screen and on paper."""
