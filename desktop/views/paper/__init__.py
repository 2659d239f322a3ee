"""The room of the daily paper."""
