"""What a reader of many documents gives: one item after the other, each a document or the reason why there is none."""

from dataclasses import dataclass

from comity.core.text import Document


@dataclass(frozen=True, slots=True)
class Item:
    """One article of an input. `name` says where it stands; `key` is the id its source gives it, which stays when the article changes.

    Either `document` or `error` is None.
    """

    name: str
    document: Document | None = None
    key: str | None = None
    error: str | None = None
