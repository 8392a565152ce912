"""A small sketch of a text's wording: a fixed quarter of its five-word sequences, as hashes.

Which quarter is kept depends on the hash alone, so the share of one text's sketch that another has tells how much of it was copied.
"""

import re
from collections.abc import Sequence
from hashlib import blake2b

from comity.core.text import Span

LENGTH = 5
KEPT = 4
_WORD = re.compile(r"[^\W_]+")


def sketch(text: str, boilerplate: Sequence[Span] = ()) -> tuple[int, ...]:
    """The kept hashes of a text's word sequences outside its boilerplate, sorted."""
    words = [m[0].lower() for m in _WORD.finditer(text) if not any(s.holds(*m.span()) for s in boilerplate)]
    grams = (" ".join(words[i : i + LENGTH]) for i in range(max(1, len(words) - LENGTH + 1)))
    hashes = {int.from_bytes(blake2b(g.encode("utf-8"), digest_size=8).digest(), "big", signed=True) for g in grams if g}
    return tuple(sorted(h for h in hashes if h % KEPT == 0))
