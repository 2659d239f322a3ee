"""The documented tables as SQLModel classes, one file per area."""
