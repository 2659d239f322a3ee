"""The local side of sync: capture, ledger and application of rows."""
