"""Two to five entities side by side: what they share, what only one of them has, and when."""

from atlas.compare import select_any
from atlas.ui.compare import ask_compared, show_comparison, show_suggestions
from atlas.ui.frame import show_footer, show_sentence, show_sources, show_title
from atlas.ui.view import current_view
from atlas.words import gettext

view = current_view()
show_title(gettext("Compare"))
selection = show_sentence(view)
ask_compared(view)
if len(view.compared) < 2:
    show_suggestions(selection, view)
else:
    show_comparison(selection, view.compared)
    show_sources(select_any(selection, view.compared))
show_footer()
