"""What shows a sound, and where one is in it."""
