"""What the window says in other languages: how it is extracted, translated and filled in."""
