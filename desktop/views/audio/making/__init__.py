"""Making audio: one's own voice, files that are brought along, what is read aloud and kept."""
