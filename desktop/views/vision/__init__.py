"""The Vision room: versions and parts at the left, one way of having a version at the right."""
