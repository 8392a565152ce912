"""What the day of a report says of the acts in it: a bound where nothing dates them."""

from dataclasses import replace
from datetime import date

from comity.core.when_where import EventDate
from comity.situate.dates.act import NEWS_DAYS, Dated
from comity.situate.dates.spans import Span


def bound_by_report(said: Dated, when: EventDate, published: date) -> Dated | None:
    """The bound that the day of a report sets to an act without a date, with the words that name the day; None where it sets none.

    What is told as done was done by then: "said on Sunday it had detained six". What is promised lies ahead of the publication, but where it was
    promised long before the news ahead of that day: "announced in 1995 that he would resign".
    """
    told, span = said.date, said.span
    if when.basis != "publication" or not span.first or not span.last or span.last >= published:
        return None
    if when.end is None:
        old = (published - span.last).days > NEWS_DAYS
        ahead = EventDate(told.start, None, "unknown", "inherited", told.text, told.anchor)
        return replace(said, date=ahead, span=Span(span.first, None, "unknown")) if old else None
    if when.start is not None:
        return None
    return replace(
        said, date=EventDate(None, told.end, "unknown", "publication", told.text, told.anchor), span=Span(None, span.last, "unknown")
    )
