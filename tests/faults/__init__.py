"""What happens when a refresh is cut off."""
