"""The small windows for a quick entry and a quick check-in, called from anywhere."""
