"""How this peer is used."""

from pathlib import Path

from bench.peers.leaflet import FILES, READER, click_country
from bench.peers.navigation import BACK, LEAVE
from bench.subject import Subject, click_label

SUBJECTS = [
    Subject(
        name="folium-rebuilt",
        label="st_folium, rebuilt at each rerun",
        app=Path(__file__).with_name("app.py"),
        static=FILES,
        reader=READER,
        toggle=click_label("Cyber security"),
        choose={code: click_country(code) for code in ("PAK", "TUR")},
        leave=LEAVE,
        back=BACK,
    )
]
