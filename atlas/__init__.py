"""The atlas: from documented facts to map, network and page."""
