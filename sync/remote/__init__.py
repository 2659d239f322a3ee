"""The remote side of sync: PostgREST over httpx, and a model of it in memory."""
