"""The formats: trilateral and multilateral groupings, organisations, and what is said of all at once."""

from atlas.ui.foot import show_foot, source_box
from atlas.ui.formats import formats_box, go_to_record, show_formats
from atlas.ui.frame import show_sentence, show_title
from atlas.ui.view import current_view
from atlas.words import gettext

view = current_view()
go_to_record(view)
show_title(gettext("Formats and organisations"))
selection = show_sentence(view)
show_formats(view)
show_foot(formats_box(selection, view), source_box(selection))
