"""Check-in and Events: moments on a scale to ten, their form, their list and their chart."""
