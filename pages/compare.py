"""Two to five entities side by side: what they share, what only one of them has, and when."""

from atlas.compare import select_any
from atlas.ui.compare import ask_compared, rhythm_box, show_comparison, show_suggestions
from atlas.ui.foot import show_foot, source_box
from atlas.ui.frame import show_sentence, show_title
from atlas.ui.view import current_view
from atlas.words import gettext

view = current_view()
show_title(gettext("Compare"))
selection = show_sentence(view)
ask_compared(view)
if len(view.compared) < 2:
    show_suggestions(selection, view)
    show_foot()
else:
    show_comparison(selection, view.compared)
    sources = source_box(select_any(selection, view.compared))
    show_foot(rhythm_box(selection, view.compared), sources)
