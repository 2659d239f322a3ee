"""What goes to the server: new rows, edits, deletions, and what its answers change here."""
