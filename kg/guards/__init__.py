"""The borders: one file for each way in which outside bytes come in or our bytes go out."""
