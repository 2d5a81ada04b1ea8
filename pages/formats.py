"""The formats: trilateral and multilateral groupings, organisations, and what is said of all at once."""

from atlas.ui.formats import go_to_record, show_formats, show_formats_twin
from atlas.ui.frame import show_footer, show_sentence, show_sources, show_title
from atlas.ui.view import current_view
from atlas.words import gettext

view = current_view()
go_to_record(view)
show_title(gettext("Formats and organisations"))
selection = show_sentence(view)
show_formats(view)
show_formats_twin(selection, view)
show_sources(selection)
show_footer()
