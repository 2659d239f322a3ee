"""A flip that starts from words anywhere in the app, and their way back."""
