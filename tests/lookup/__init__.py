"""Tests of looking publications up."""
