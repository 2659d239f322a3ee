"""The desktop client: store, account, services and window."""
