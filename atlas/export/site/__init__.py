"""The static atlas: all of it as files that any server can carry."""
