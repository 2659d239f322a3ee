"""What to begin an entry with: templates and prompts, those of the app and one's own."""
