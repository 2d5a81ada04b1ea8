"""All areas one after another on one running atlas, with a neighbour who goes on reading."""

from dataclasses import dataclass

from tests.browser.server import Server
from tests.fuzz.crowd import fuzz_crowd
from tests.fuzz.folders import fuzz_folders
from tests.fuzz.machine import fuzz_api, fuzz_api_without_server, fuzz_paths
from tests.fuzz.messages import fuzz_messages
from tests.fuzz.pages import Neighbour, fuzz_pages, fuzz_pages_in_apptest
from tests.fuzz.sockets import fuzz_sockets
from tests.fuzz.tally import Tally


@dataclass(frozen=True)
class Counts:
    """How many cases of each area."""

    pages: int
    apptest: int
    api: int
    asgi: int
    paths: int
    messages: int
    sockets: int
    held: int
    folders: int

    def share(self, part: float) -> "Counts":
        return Counts(**{name: max(1, int(number * part)) for name, number in vars(self).items()})


WHOLE = Counts(
    pages=11_000,
    apptest=450,
    api=5_000,
    asgi=4_500,
    paths=2_000,
    messages=1_000,
    sockets=2_500,
    held=3_000,
    folders=450,
)


def fuzz_without_server(catalog, counts: Counts, seed: int) -> list[Tally]:
    """What needs no running atlas."""
    return [
        fuzz_pages_in_apptest(catalog, counts.apptest, seed),
        fuzz_api_without_server(catalog, counts.asgi, seed),
        fuzz_folders(counts.folders, seed),
    ]


async def fuzz_server(url: str, catalog, counts: Counts, seed: int) -> list[Tally]:
    """What a stranger can send to a running atlas; the last tally is the neighbour's."""
    async with Neighbour(url, "another reader meanwhile") as neighbour:
        tallies = [
            await fuzz_pages(url, catalog, counts.pages, seed),
            await fuzz_api(url, catalog, counts.api, seed),
            await fuzz_paths(url, counts.paths, seed),
            await fuzz_messages(url, counts.messages, seed),
            await fuzz_sockets(url, counts.sockets, seed),
            await fuzz_crowd(url, counts.held),
        ]
    return [*tallies, neighbour.tally]


def count_connections(server: Server) -> Tally:
    """Whom the server talked to meanwhile: nobody."""
    tally = Tally("connections of the server to other machines", cases=1)
    for line in server.connections:
        tally.blame("disturbed", line, "asked another machine")
    return tally
