"""What goes on beside the answers, from the start of the server to its end."""

import contextlib
from collections.abc import AsyncIterator

import anyio

from atlas.paths import drain_seconds
from atlas.server.keeper import Keeper
from atlas.server.nodelay import find_server, send_at_once
from atlas.server.stopping import stopping_on_term


@contextlib.asynccontextmanager
async def beside(keeper: Keeper) -> AsyncIterator[None]:
    """Within it, new data are taken, garbage is thawed, and SIGTERM stops the server in good order."""
    server = find_server()
    with stopping_on_term(keeper.drain, drain=drain_seconds()):
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(send_at_once, server)
            tasks.start_soon(keeper.watch)
            tasks.start_soon(keeper.garbage.watch)
            yield
            tasks.cancel_scope.cancel()
