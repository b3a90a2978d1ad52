"""One change each, never edited once released: ledgers that had it stay as it made them."""
