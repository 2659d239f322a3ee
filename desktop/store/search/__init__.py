"""Full-text search: what is indexed, how it is asked, and what is shown of a hit."""
