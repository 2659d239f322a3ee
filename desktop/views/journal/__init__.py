"""The Journal: all entries by day, the page to write on, the trash and the history of a text."""
