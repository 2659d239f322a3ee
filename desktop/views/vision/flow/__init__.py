"""The flow of a life category: transcript, ideal state, blueprint, and into the vision."""
