"""Making audio: one's own recordings and files as sets and tracks, read aloud or brought along."""
