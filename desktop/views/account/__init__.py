"""The Account room: signing in and out, and what the sync does."""
