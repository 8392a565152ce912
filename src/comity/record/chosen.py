"""Which of the claims of today a question asks for: found in arrays, the same that SQL would find."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from comity.core.query import OWN, Period, Query
from comity.record.arrays import Arrays, Flags
from comity.record.ask import Quads
from comity.record.listed import NEVER, Ints, Places, day_number


def in_arrays(query: Query) -> bool:
    """Whether a question is one of today's own claims, which the arrays hold."""
    return query.as_of is None and query.dataset == (OWN,) and query.min_origins == 1


def chosen(arrays: Arrays, query: Query, quads: Quads, found: Callable[[str], list[str]]) -> Places:
    """The rows of the claims that a question asks for, by id. `found` gives the ids of the documents that hold some words."""
    kept: Flags = np.ones(len(arrays), np.bool_)

    def holding(column: str, *wanted: str) -> Flags:
        return arrays.lists[column].holding(wanted, len(arrays))

    if query.actor:
        kept &= holding("actor_keys", *query.actor)
    if query.recipient:
        kept &= holding("recipient_keys", *query.recipient) | (arrays.reciprocal & holding("actor_keys", *query.recipient))
    if query.between:
        acts, meets = ([holding(column, party) for party in query.between] for column in ("actor_keys", "recipient_keys"))
        kept &= (acts[0] & meets[1]) | (acts[1] & meets[0]) | (arrays.reciprocal & acts[0] & acts[1])
    for column, wanted in (("event_type", query.type), ("mode", query.mode), ("status", query.status), ("site", query.publisher)):
        if wanted:
            kept &= arrays.words[column].among(wanted)
    for column, wanted in (("sectors", query.sector), ("context", query.context), ("place_keys", query.place)):
        if wanted:
            kept &= holding(column, *wanted)
    if query.quad:
        kept &= _of_quads(arrays, query, quads)
    if query.min_confidence:
        kept &= arrays.confidence >= query.min_confidence
    if query.background is not None:
        kept &= arrays.background == query.background
    kept &= _within(query.date, arrays.claims.date, arrays.last_day)
    kept &= _within(query.reported, arrays.claims.reported, arrays.claims.reported)
    if query.text:
        kept &= arrays.words["document_id"].among(found(query.text))
    return np.flatnonzero(kept)


def _of_quads(arrays: Arrays, query: Query, quads: Quads) -> Flags:
    """The claims of the quad classes that a question asks for, in its scheme."""
    keys = {key for (scheme, key), quad in quads.items() if scheme == query.scheme and quad in query.quad}
    words = arrays.words["event_type" if query.scheme == "plover" else "cameo_code"]
    return words.among([name for name in words.names if (name if query.scheme == "plover" else name[:2]) in keys])


def classes(arrays: Arrays, scheme: str, quads: Quads) -> NDArray[np.int8]:
    """The quad class of every claim in a scheme; 0 where that has none for it."""
    if scheme == "plover":
        return arrays.quad
    words = arrays.words["cameo_code"]
    of = np.array([*(quads.get((scheme, name[:2]), 0) for name in words.names), 0], np.int8)  # the last stands for NONE
    found: NDArray[np.int8] = of[words.codes]
    return found


def _within(period: Period, first: Ints, last: Ints) -> Flags:
    """Where the time between two days overlaps a period."""
    kept: Flags = np.ones(len(first), np.bool_)
    if period.start:
        kept &= last >= day_number(period.start)
    if period.end:
        kept &= (first <= day_number(period.end)) & (first != NEVER)
    return kept
