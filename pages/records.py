"""The list of records: search, sort, choose columns, open one."""

from atlas.ui.foot import show_foot, source_box
from atlas.ui.frame import show_sentence, show_title
from atlas.ui.records import listed_records, show_list, show_opened
from atlas.ui.view import current_view
from atlas.words import gettext

view = current_view()
show_title(gettext("Records"))
show_sentence(view)
own = listed_records(view)
if view.record:
    show_opened(own, view)
    show_foot()
else:
    show_list(own, view)
    show_foot(source_box(own))
