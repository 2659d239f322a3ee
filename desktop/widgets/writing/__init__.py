"""Where one writes: texts and lines, their menu, and the keys they keep."""
