"""Following feeds: what is new in them is fetched politely and becomes items for a record."""

import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from comity.core.text import Document
from comity.errors import InputError, RecordError
from comity.readers import read_bytes
from comity.readers.feeds import Entry, Feed, entry_item, parse_feed, read_opml
from comity.readers.fetch import Fetcher
from comity.readers.items import Item
from comity.record.place import Place

STATE = "feeds.json"


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed: the marks of its last answer, until when (seconds since 1970) it is to be left alone, and the wording
    of each of its entries when the article was fetched, so that a changed entry is fetched again."""

    etag: str | None = None
    modified: str | None = None
    until: float = 0.0
    seen: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Round:
    """One look at every feed. `states` are to be saved once the items are safely in the record."""

    states: dict[str, FeedState]
    unchanged: int = 0
    waiting: int = 0


def feed_addresses(names: Iterable[str]) -> list[str]:
    """The feeds that addresses, OPML files and text files with an address a line name. Raises InputError."""
    found: list[str] = []
    for name in names:
        if name.startswith(("http://", "https://")):
            found.append(name)
            continue
        try:
            data = Path(name).read_bytes()
        except OSError as error:
            raise InputError(
                f"{name}: cannot be read ({error.strerror}). Expected an address, an OPML file or a list of addresses."
            ) from error
        if data.lstrip().startswith(b"<"):
            found += read_opml(data, name)
        else:
            lines = (line.strip() for line in data.decode("utf-8", "replace").splitlines())
            found += [line for line in lines if line and not line.startswith("#")]
    return list(dict.fromkeys(found))


def load_states(place: Place) -> dict[str, FeedState]:
    """What a record remembers of its feeds. Raises RecordError for a broken file."""
    data = place.read(STATE)
    if data is None:
        return {}
    try:
        return {url: FeedState(**told) for url, told in json.loads(data).items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise RecordError(f"{place}/{STATE}: is broken ({error}). Delete it; the feeds are then read from the beginning.") from error


def save_states(place: Place, states: dict[str, FeedState]) -> None:
    """Remember the feeds, whole or not at all."""
    place.write(STATE, json.dumps({url: asdict(s) for url, s in sorted(states.items())}, indent=1).encode())


def new_items(addresses: Iterable[str], round: Round, fetcher: Fetcher, pages: bool) -> Iterator[Item]:
    """The articles that are new or changed in the feeds; with `pages` each is fetched, else the feed's own text is taken.

    A feed or page that fails is an item that says why, and is tried again next time.
    """
    for address in addresses:
        state = round.states.get(address, FeedState())
        if state.until > time.time():
            round.waiting += 1
            continue
        try:
            answer = fetcher.fetch(address, state.etag, state.modified)
            if answer.status == 304:
                round.unchanged += 1
                continue
            if answer.status != 200:
                round.states[address] = replace(state, until=time.time() + answer.wait)
                yield Item(address, error=f"{address}: answers {answer.status}; it will be left alone for {answer.wait:.0f} seconds.")
                continue
            feed = parse_feed(answer.data, address, answer.url)
        except InputError as error:
            yield Item(address, error=str(error))
            continue
        seen: dict[str, str] = {}
        for entry in feed.entries:
            if state.seen.get(entry.id) != entry.wording:
                item = _item(entry, feed, address, fetcher, pages)
                yield item
                if item.error is not None:
                    continue
            seen[entry.id] = entry.wording
        complete = len(seen) == len({e.id for e in feed.entries})  # else the feed is read again, for the entries that failed
        round.states[address] = FeedState(answer.etag if complete else None, answer.modified if complete else None, 0.0, seen)


def _item(entry: Entry, feed: Feed, address: str, fetcher: Fetcher, pages: bool) -> Item:
    """The article of an entry, from its page or from the feed itself."""
    key, name = f"{address}#{entry.id}", entry.url or f"{address}#{entry.id}"
    if not pages or entry.url is None:
        return replace(entry_item(entry, feed, name), key=key)
    try:
        answer = fetcher.fetch(entry.url)
        if answer.status != 200:
            return Item(name, None, key, f"{name}: answers {answer.status}. It will be tried again.")
        (page,) = read_bytes(answer.data, name)
    except InputError as error:
        return Item(name, None, key, str(error))
    return Item(name, _completed(page, entry, feed), key)


def _completed(page: Document, entry: Entry, feed: Feed) -> Document:
    """The page's document; what the page does not say, the feed may; its date goes before a dateline."""
    known = page.published is not None and page.published_from in (None, "metadata")
    return replace(
        page,
        published=page.published if known else entry.published or page.published,
        published_from=page.published_from if known or not entry.published else None,
        title=page.title or entry.title,
        url=entry.url,
        site=page.site or feed.title,
    )
