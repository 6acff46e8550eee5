"""The words by which texts are found."""
