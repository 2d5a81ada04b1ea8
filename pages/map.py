"""The world map: who cooperates, and how much of it is documented."""

from atlas.live.world_map import show_world_map
from atlas.ui.cached import catalog, map_state
from atlas.ui.foot import entity_box, show_foot, source_box
from atlas.ui.frame import show_sentence
from atlas.ui.panel import show_focus
from atlas.ui.player import show_years_player
from atlas.ui.view import current_view, set_focus

view = current_view()
selection = show_sentence(view)
show_years_player(view)
show_world_map(catalog(), map_state(view.filters, view.focus), on_select=set_focus)
show_focus(view)
show_foot(entity_box(selection, view), source_box(selection))
