"""The Life Vision: its versions, the flow of each category, and how two versions differ."""
