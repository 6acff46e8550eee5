"""The ontology, shapes and themes of kg, as package data."""
