"""Pure merges: texts by paragraph and sentence, JSON by key, rows by column."""
