"""Tests of finding publications for questions."""
