"""Item models: what lists and tables show, fetched piece by piece outside the GUI thread."""
