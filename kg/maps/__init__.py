"""The network picture: one HTML file that opens without a network."""
