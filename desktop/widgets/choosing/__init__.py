"""What one chooses from: days, words, levels, kinds."""
