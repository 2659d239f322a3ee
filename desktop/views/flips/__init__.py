"""The room of the frequency flips: from contrast to clarity."""
