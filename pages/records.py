"""The list of records: search, sort, choose columns, open one."""

from atlas.ui.frame import show_footer, show_sentence, show_sources, show_title
from atlas.ui.records import listed_records, show_list, show_opened
from atlas.ui.view import current_view
from atlas.words import gettext

view = current_view()
show_title(gettext("Records"))
show_sentence(view)
own = listed_records(view)
if view.record:
    show_opened(own, view)
else:
    show_list(own, view)
    show_sources(own)
show_footer()
