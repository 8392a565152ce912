"""Lasting relations on the time line of a pair's page: every bar lies on it, in the order of time, and unknown ends show."""

from hypothesis import given
from hypothesis import strategies as st

from comity.relate.ties import Interval
from comity.serve.web.screens.lasting import bars_of

DAYS = st.sampled_from(["1904", "1949-04-04", "1955-02", "2014-02-20", "2024-04-09"])


@given(st.lists(st.tuples(st.none() | DAYS, st.none() | DAYS, st.sampled_from(["in force", "ended", "lapsed"]))))
def test_bars_lie_on_the_line_and_show_what_is_unknown(told):
    intervals = [
        Interval("war", ("RUS",), ("JPN",), start, max(end, start or end) if end else None, state, end) for start, end, state in told
    ]
    first, bars = bars_of(intervals, "2024-04-09")
    assert len(bars) == len(intervals)
    assert (first is None) == all(not (i.start or i.end or i.seen) for i in intervals)
    for interval, bar in zip(intervals, bars, strict=True):
        assert bar.x >= 0 and bar.width > 0 and bar.x + bar.width <= 100.001
        assert bar.open_start == (interval.start is None) and bar.open_end == (interval.state == "lapsed")


def test_a_bar_begins_and_ends_where_its_dates_are():
    first, (bar, whole) = bars_of(
        [
            Interval("war", ("RUS",), ("JPN",), "2004-01-01", "2014-01-01", "ended", None),
            Interval("alliance", ("RUS",), ("JPN",), "1994-01-01", None, "in force", None),
        ],
        "2024-01-01",
    )
    assert first == "1994" and (whole.x, whole.width) == (0, 100)
    assert abs(bar.x - 100 / 3) < 0.01 and abs(bar.width - 100 / 3) < 0.01
