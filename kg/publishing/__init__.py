"""What leaves without names: which persons there are, and the graph with other texts in their place."""
