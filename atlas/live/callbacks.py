"""Callbacks that a second click does not break off.

Streamlit looks for waiting reruns whenever a callback touches the session or the address, and leaves the
callback where it stands if there is one. What the reader did first would be half done or lost.
"""

import functools
from collections.abc import Callable
from typing import ParamSpec

from streamlit.runtime.scriptrunner import RerunException, get_script_run_ctx

P = ParamSpec("P")


def whole(act: Callable[P, None]) -> Callable[P, None]:
    """Return `act` so that it runs to its end; a rerun asked for meanwhile comes right after it.

    Parameters
    ----------
    act : callable
        A callback. It may be run again from its beginning, so it sets values and does not count.
    """

    @functools.wraps(act)
    def run(*arguments: P.args, **named: P.kwargs) -> None:
        held = []
        while True:
            try:
                act(*arguments, **named)
                break
            except RerunException as waiting:
                held.append(waiting.rerun_data)
        context = get_script_run_ctx()
        if context is not None and context.script_requests is not None:
            for rerun in held:
                context.script_requests.request_rerun(rerun)

    return run
