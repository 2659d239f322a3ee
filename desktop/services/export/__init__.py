"""Everything a member wrote, in one file that other programs open."""
