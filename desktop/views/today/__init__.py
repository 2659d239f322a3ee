"""Today: the day, today's entry ready for writing, and a small look back."""
