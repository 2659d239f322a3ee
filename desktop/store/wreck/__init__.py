"""Reading a damaged database page by page, without SQLite: whatever page is sound is read."""
