"""`python -m tests.fuzz`: hostile input at scale, counted in a table; exit code 1 if anything went wrong."""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tests.browser.server import running_atlas
from tests.fuzz.crowd import allow_many_files
from tests.fuzz.everything import WHOLE, count_connections, fuzz_server, fuzz_without_server
from tests.fuzz.tally import print_table
from tests.random_views import real_catalog


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=1.0, help="part of the whole, such as 0.1")
    options = parser.parse_args()
    counts = WHOLE.share(options.share)
    allow_many_files()
    with tempfile.TemporaryDirectory() as name, running_atlas(Path(name)) as server:
        tallies = asyncio.run(fuzz_server(server.url, real_catalog(), counts, options.seed))
        tallies.append(count_connections(server))
    tallies += fuzz_without_server(real_catalog(), counts, options.seed)
    print_table(tallies)
    return 0 if all(tally.is_clean() for tally in tallies) else 1


if __name__ == "__main__":
    sys.exit(main())
