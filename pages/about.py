"""About the atlas: rules, coverage, gaps, borders, citation, licence."""

from atlas.live.about import show_about
from atlas.ui.cached import catalog, selection
from atlas.ui.foot import show_foot, source_box
from atlas.ui.frame import show_described, show_title
from atlas.views.coverage import all_records
from atlas.words import gettext

everything = selection(all_records(catalog()))
show_title(gettext("About this atlas"))
show_described(everything)
show_about(catalog())
show_foot(source_box(everything))
