"""The desktop's media keys and controls, on Linux: MPRIS on the session bus."""
