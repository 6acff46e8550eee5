"""The tests of kg."""
