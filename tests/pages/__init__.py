"""Tests of the pages in a browser, on the sample workspace of the repository."""
