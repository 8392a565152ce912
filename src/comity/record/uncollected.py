"""Making millions of values without looking for cycles among them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave Python's search for cycles out while the block runs.

    It goes through all values again and again as their number grows; for a million claims, which have no cycles, that is a third of all work.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
