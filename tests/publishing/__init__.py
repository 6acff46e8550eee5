"""Tests of kg/publishing."""
