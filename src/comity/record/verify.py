"""Is every quote of a record literally where it says, and every text the one that was coded?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from comity.core.text import Document, digest
from comity.record.ask import known
from comity.record.lake import Lake

PAGE = 500


@dataclass(frozen=True, slots=True)
class Checked:
    """How many claims and quotes were looked at, how many quotes could not be for want of the article, and what was wrong."""

    documents: int
    claims: int
    quotes: int
    unchecked: int
    faults: tuple[str, ...]


def verify(lake: Lake, articles: Iterable[Document] = ()) -> Checked:
    """Check every committed claim, of old revisions, too. `articles` stand in for texts that the record does not keep."""
    given = {a.id: a.text for a in articles}
    asked = known(lake, None)
    claims_of = f"SELECT c.* FROM {lake.sources('claims')['claims']} c SEMI JOIN committed d ON c.batch = d.batch AND c.document_id = d.id"
    ids = [r[0] for r in lake.fetch(asked.sql("SELECT id FROM committed ORDER BY id"))]
    claims = quotes = unchecked = 0
    faults: list[str] = []
    for start in range(0, len(ids), PAGE):
        page = {"ids": ids[start : start + PAGE]}
        rows = lake.records(asked.sql("SELECT * FROM committed WHERE id IN (SELECT unnest($ids::VARCHAR[]))"), page)
        said = lake.records(asked.sql(f"{claims_of} WHERE document_id IN (SELECT unnest($ids::VARCHAR[]))"), page)
        documents = {r["id"]: r for r in rows}
        texts = {r["id"]: _text(r, given) for r in rows}
        counts = dict.fromkeys(documents, 0)
        for row in rows:
            text = texts[row["id"]]
            if text is not None and (digest(text) != row["text_hash"] or len(text) != row["length"]):
                faults.append(f"document {row['id']} ({row['source']}): the text is not the one that was coded")
        for claim in said:
            claims += 1
            counts[claim["document_id"]] += 1
            for fault in _faults(claim, documents[claim["document_id"]], texts[claim["document_id"]]):
                quotes += 1
                unchecked += fault is None
                faults += [f"claim {claim['id']}: {fault}"] if fault else []
        faults += [
            f"document {i}: {n} claims where {documents[i]['claims']} were written"
            for i, n in counts.items()
            if n != documents[i]["claims"]
        ]
    return Checked(len(ids), claims, quotes, unchecked, tuple(faults))


def _text(row: dict[str, Any], given: dict[str, str]) -> str | None:
    text: str | None = row["text"]
    return given.get(row["id"]) if text is None else text


def _faults(claim: dict[str, Any], document: dict[str, Any], text: str | None) -> Iterator[str | None]:
    """For each quote of a claim what is wrong with it: "" for nothing, None where that cannot be told without the article."""
    sentence = document["sentences"][claim["sentence"]]
    kept, offset = claim["sentence_text"], sentence["start"]
    for evidence, expected in zip(claim["evidence"], claim["hashes"], strict=True):
        start, end = evidence["start"], evidence["end"]
        if text is not None:
            there = text[start:end]
        elif kept is not None and sentence["start"] <= start and end <= sentence["end"]:
            there = kept[start - offset : end - offset]
        else:
            yield None
            continue
        right = there and digest(there) == expected and evidence["quote"] in (None, there)
        yield "" if right else f"{evidence['role']} is {there!r} at {start}-{end}, not {evidence['quote']!r}"
