"""Evidence: words of the journal linked to the sentences of a vision that they fulfil."""
