"""The atlas itself, as `make run` serves it."""
