"""What a server works out beside its pages: one network's blocs after the other, and of those that wait only the last that was asked for."""

from threading import Event
from types import SimpleNamespace

from comity.serve.web.shelf import Shelf


class Divider:
    """Works until it is let go, and remembers what it was asked."""

    def __init__(self):
        self.asked, self.begun, self.go = [], Event(), Event()

    def ask(self, network, seconds, patience):
        self.asked.append(network.date)
        self.begun.set()
        assert self.go.wait(10)
        return f"blocs of {network.date}"


def of(month):
    return SimpleNamespace(parties=tuple(range(40)), date=f"2020-{month:02}-28", start="2019-01-01", ties=())


def waited_for(shelf, network):
    for _ in range(200):
        found = shelf.divided(network)
        if found is not None:
            return found
        Event().wait(0.02)
    raise AssertionError("no blocs")


def test_whoever_moves_on_through_the_months_waits_for_the_last_only():
    divider = Divider()
    shelf = Shelf(None, 1.0, None, divider)
    assert shelf.divided(of(1)) is None and divider.begun.wait(10)
    for month in (2, 3, 4):
        assert shelf.divided(of(month)) is None
    divider.go.set()
    assert waited_for(shelf, of(4)) == "blocs of 2020-04-28" and waited_for(shelf, of(1)) == "blocs of 2020-01-28"
    assert divider.asked == ["2020-01-28", "2020-04-28"]
    assert waited_for(shelf, of(2)) == "blocs of 2020-02-28"
