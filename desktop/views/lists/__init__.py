"""The lists of the rooms: rows in lines, by category or all."""
