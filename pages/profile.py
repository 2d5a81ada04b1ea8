"""The profile of the entity in focus; the overview of the hub when there is none."""

from atlas.ui.foot import show_foot, source_box
from atlas.ui.frame import show_sentence, show_title
from atlas.ui.profile import (
    go_to_record,
    profile_title,
    select_profile,
    show_way_out,
    show_whole_profile,
)
from atlas.ui.view import current_view

view = current_view()
go_to_record(view)
show_title(profile_title(view))
selection = show_sentence(view)
own = select_profile(selection, view)
show_whole_profile(selection, view)
show_way_out(own, view)
show_foot(source_box(own))
