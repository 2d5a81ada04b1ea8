"""How fast the atlas answers, side by side with its peers, in a real browser."""
