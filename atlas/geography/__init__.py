"""Boundaries: `borders` reads them, `build_borders` builds them by `border_policy`."""
