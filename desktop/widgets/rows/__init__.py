"""The rows of every list: their view, and how each kind looks."""
