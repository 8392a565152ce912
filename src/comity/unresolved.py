"""Names that take part in political acts but that no table knows, by frequency: what a user's own actors file should hold."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from comity.coders.match import entries
from comity.core.actor import UNKNOWN
from comity.core.text import Document
from comity.pipeline import Engine, Read, foreign_to, read_document

ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "nmod:poss"})
SIDES = frozenset({"with", "against", "by", "to", "on", "between", "from"})
_PLAIN = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A name nobody knows: how often it stands in acts, one sentence that has it, and a line to complete for an own actors file."""

    name: str
    count: int
    sentence: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """Capitalised names in political acts: how many there are, and those that stay unresolved, most frequent first.

    A mention counts as political where it stands in a role of a word of the lexicon and a known participant takes part in the same act.
    """

    total: int
    unresolved: tuple[Unresolved, ...]

    @property
    def open(self) -> int:
        """The number of mentions left unresolved."""
        return sum(u.count for u in self.unresolved)


def find_unresolved(documents: Iterable[Document], engine: Engine) -> Mentions:
    """Count the names that face a known participant in an act, or are known themselves, and keep those without a participant."""
    total = 0
    counts: Counter[str] = Counter()
    sentences: dict[str, str] = {}
    beside: dict[str, Counter[str]] = {}
    for document in documents:
        if foreign_to(document, engine):
            continue
        for read in read_document(document, engine).reads:
            for i, name in _names_in_acts(read, document.text, engine):
                total += 1
                if _is_resolved(read, i):
                    continue
                counts[name] += 1
                sentences.setdefault(name, " ".join(document.text[read.sentence.start : read.sentence.end].split()))
                codes = {p.code for people in read.actors.heads.values() for p in people if p.code != UNKNOWN}
                beside.setdefault(name, Counter()).update(codes)
    ordered = sorted(counts, key=lambda n: (-counts[n], n))
    return Mentions(total, tuple(Unresolved(n, counts[n], sentences[n], _suggestion(n, beside[n], engine)) for n in ordered))


def _names_in_acts(read: Read, text: str, engine: Engine) -> Iterator[tuple[int, str]]:
    """(head token, name) of each proper name that stands in a role of a word of the lexicon."""
    parse = read.parse
    known = {t for m in engine.actors.find(text[read.sentence.start : read.sentence.end]) if m.readings[0].kind in ("nothing", "area")
             for t in range(len(parse)) if m.start <= parse.starts[t] - read.sentence.start < m.end}  # fmt: skip
    things = engine.language.words["calendar"] | engine.language.words["thing_name"]
    for i in range(len(parse)):
        if not parse.tags[i].startswith("NNP") or parse.deps[i] == "compound" or parse.words[i] in things or i in known:
            continue
        first = parse.first_conjunct(i)
        governor = parse.heads[first]
        in_role = parse.deps[first] in ARGUMENTS or (parse.deps[first] in ("obl", "nmod") and parse.cases[first] in SIDES)
        if (
            governor != first
            and in_role
            and entries(engine.language, parse, governor)
            and _PLAIN.search(parse.words[i])
            and _faced(read, i)
        ):
            start = i
            while start and parse.tags[start - 1].startswith("NNP") and parse.heads[start - 1] in range(start, i + 1):
                start -= 1
            name = " ".join(text[parse.starts[start] : parse.ends[i]].split())
            subject = parse.deps[first].startswith("nsubj")
            if i in read.actors.heads or subject or engine.gazetteer.best(name) is None:  # a place that is visited or left
                yield i, name


def _faced(read: Read, i: int) -> bool:
    """Whether a participant who is not just anybody stands in another role of the same word."""
    parse = read.parse
    governor = parse.heads[parse.first_conjunct(i)]
    return any(
        parse.first_conjunct(t) != parse.first_conjunct(i)
        and parse.heads[parse.first_conjunct(t)] == governor
        and any((p.start, p.end) not in read.actors.weak for p in people)
        for t, people in read.actors.heads.items()
    )


def _is_resolved(read: Read, i: int) -> bool:
    """Whether a participant covers a token."""
    at = read.parse.starts[i]
    return i in read.actors.heads or any(p.start <= at < p.end for people in read.actors.heads.values() for p in people)


def _suggestion(name: str, beside: Counter[str], engine: Engine) -> str:
    """A line for an own actors file: the side named most often in the same sentences, the sector of the name's last word."""
    last = name.split()[-1].lower()
    agent = next((a for a in engine.actors.agents.get(last, ()) if len(a.phrase) == 1), None)
    code = min(beside, key=lambda c: (-beside[c], c), default=UNKNOWN)
    sector = agent.sector if agent else "UNK"
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow((name, "organisation" if agent else "actor", code, sector, "", "", ""))
    return line.getvalue()
