"""The local mirror: the encrypted database and everything that reads and writes it."""
