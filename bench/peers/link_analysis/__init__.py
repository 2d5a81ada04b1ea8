"""st-link-analysis: a network drawn by Cytoscape in a frame."""
