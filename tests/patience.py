"""How long tests wait for what must come, in seconds: one number for all of them.

A wait that ends well takes as long as it takes, whatever the limit; only a fault waits to the end.
A limit that a busy computer can reach would be a fault of its own.
"""

from __future__ import annotations

PATIENCE = 60.0
