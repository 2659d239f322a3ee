"""What a room writes on: a page of its own, its side and what guards it while it is unsaved."""
