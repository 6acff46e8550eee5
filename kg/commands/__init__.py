"""One file per command: arguments in, one call of the library, rows out."""
