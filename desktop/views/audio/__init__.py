"""Listening: the bar at the foot of the window, and the room of sets and tracks."""
