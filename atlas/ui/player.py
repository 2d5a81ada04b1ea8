"""Playing through the years: each step changes the filter of years, and so every page that shows it."""

from dataclasses import replace

from atlas.live.player import show_player
from atlas.model import View
from atlas.ui.cached import catalog, year_counts
from atlas.ui.view import current_view, set_filters
from atlas.views.player import build_player_state, read_step


def show_years_player(view: View) -> None:
    """Show the player of years, a closed strip until the reader opens it; nothing where all is one year."""
    if catalog().first_year == catalog().last_year:
        return
    counts = year_counts(replace(view.filters, years=None))
    show_player(catalog(), build_player_state(view.filters, counts), on_years=_change_years)


def _change_years(sent: object) -> None:
    filters = read_step(sent, current_view().filters, catalog())
    if filters is not None:
        set_filters(filters)
