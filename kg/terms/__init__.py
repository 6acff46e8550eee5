"""The words by which texts are found: stems, parts of compounds, and the bridge between Dutch and English."""
