"""The Settings room: looks, sync, protection, data and privacy."""
