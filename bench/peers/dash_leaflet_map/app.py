"""A world map with a filter and a panel: `python app.py PORT`."""

import sys

import dash
import dash_leaflet as dl
from dash import Input, Output, callback, dcc, html
from dash_extensions.javascript import assign

from bench.peers.records import (
    DOMAIN_LABEL,
    OTHER,
    count_records,
    panel_texts,
    read_catalog,
    select_domain,
    shade,
)

_STYLE = """function(feature, context) {
  const { counts, colours } = context.hideout;
  const { iso3 } = feature.properties;
  const records = counts[iso3] ?? 0;
  return {
    fillColor: colours[records], color: "#ffffff", weight: 0.6, fillOpacity: 1,
    className: `c-${iso3 || "none"} n-${records}`,
  };
}"""

_CATALOG = read_catalog()


def build_hideout(*, chosen: bool) -> dict[str, object]:
    """Return what the style of a country is made of: records by country, colour by records."""
    counts = count_records(select_domain(_CATALOG, chosen=chosen))
    return {"counts": counts, "colours": {number: shade(number) for number in {0, *counts.values()}}}


def build_page() -> html.Div:
    """Return filter, map and panel as they stand at first."""
    countries = dl.GeoJSON(
        url="/assets/world.geojson",
        style=assign(_STYLE),
        hideout=build_hideout(chosen=False),
        id="countries",
    )
    leaflet = dl.Map(
        countries, center=[35, 45], zoom=2, attributionControl=False, style={"height": 600, "flex": 2}
    )
    return html.Div(
        [
            dcc.Checklist(options=[{"label": DOMAIN_LABEL, "value": "on"}], value=[], id="domain"),
            html.Div([leaflet, html.Div(id="panel", style={"flex": 1})], style={"display": "flex"}),
        ]
    )


@callback(Output("countries", "hideout"), Input("domain", "value"), prevent_initial_call=True)
def paint(domain: list[str]) -> dict[str, object]:
    """Return what the countries look like under the filter."""
    return build_hideout(chosen=bool(domain))


@callback(Output("panel", "children"), Input("countries", "clickData"), Input("domain", "value"))
def tell(clicked: dict[str, dict[str, str]] | None, domain: list[str]) -> list[object]:
    """Return the panel of the partner that was clicked."""
    iso3 = clicked["properties"]["iso3"] if clicked else ""
    name, size, rows = panel_texts(select_domain(_CATALOG, chosen=bool(domain)), iso3)
    records = [html.Div([html.B(heading), html.P(text)]) for heading, text in rows]
    return [html.H3(name), html.Small(size), *records]


app = dash.Dash(__name__, use_pages=True, pages_folder="")
dash.register_page("Home", path="/", layout=build_page())
dash.register_page("Other", path="/other", layout=html.P(OTHER, id="other"))
app.layout = html.Div(
    [dcc.Link("Home", href="/"), " ", dcc.Link("Other", href="/other"), dash.page_container]
)

if __name__ == "__main__":
    app.run(port=int(sys.argv[1]))
