"""The same question in other words."""
