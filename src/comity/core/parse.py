"""A parsed sentence: columns of tokens in a dependency style close to Universal Dependencies.

Differences from UD, all kept from the English parser because they say more: a copula heads its clause
(`attr`, `acomp` hang on it), `neg` and `prt` are labels of their own, and conjuncts hang on the previous conjunct.
A preposition is a `case` child of its noun, and the noun carries it in `cases`: in "arms to Russia",
Russia is `nmod` of arms with case "to".
"""

from dataclasses import dataclass, field

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})


@dataclass(frozen=True, slots=True)
class Parse:
    """The tokens of one sentence. Token `i` is `words[i]` at `starts[i]..ends[i]` of the document's text.

    `heads[i]` is the index of the governor; a root is its own head. `cases[i]` is the preposition, lower case, or "".
    """

    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    cases: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    children: tuple[tuple[int, ...], ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        below: list[list[int]] = [[] for _ in self.words]
        for i, head in enumerate(self.heads):
            if head != i:
                below[head].append(i)
        object.__setattr__(self, "children", tuple(map(tuple, below)))

    def __len__(self) -> int:
        return len(self.words)

    def with_dep(self, i: int, *deps: str) -> list[int]:
        """The children of token `i` that have one of these labels, in text order."""
        return [c for c in self.children[i] if self.deps[c] in deps]

    def conjuncts(self, i: int) -> list[int]:
        """The tokens coordinated with `i` after it, in text order, `i` not among them."""
        found: list[int] = []
        for c in self.children[i]:
            if self.deps[c] == "conj":
                found.append(c)
                found.extend(self.conjuncts(c))
        return found

    def first_conjunct(self, i: int) -> int:
        """The first member of the coordination that `i` belongs to; `i` itself where there is none."""
        while self.deps[i] == "conj":
            i = self.heads[i]
        return i

    def subtree(self, i: int) -> list[int]:
        """Token `i` and all below it, in text order."""
        found, stack = [], [i]
        while stack:
            j = stack.pop()
            found.append(j)
            stack.extend(self.children[j])
        return sorted(found)

    def ancestors(self, i: int) -> list[int]:
        """The governors of `i`, nearest first, up to the root."""
        found: list[int] = []
        while self.heads[i] != i and len(found) < len(self.heads):
            i = self.heads[i]
            found.append(i)
        return found

    def is_verb(self, i: int) -> bool:
        return self.tags[i].startswith("V")

    def is_noun(self, i: int) -> bool:
        return self.tags[i].startswith("N")

    def is_passive(self, i: int) -> bool:
        """Whether verb `i` is passive: has a passive subject or auxiliary, or is a bare past participle after its noun."""
        if any(self.deps[c] in ("nsubj:pass", "aux:pass") for c in self.children[i]):
            return True
        if any(self.deps[c] == "obl:agent" and not self.is_verb(c) for c in self.children[i]):  # not "protested by marching"
            return not (self.with_dep(i, "nsubj") and self.with_dep(i, "obj"))  # "Chile hailed the rescue by marines"
        if self.tags[i] == "VBN" and self.deps[i] == "conj" and not any(self.deps[c] in ("nsubj", "aux") for c in self.children[i]):
            return self.is_verb(self.heads[i]) and self.is_passive(self.heads[i])
        finite = any(self.deps[c] in ("aux", "nsubj") for c in self.children[i])  # "a denial that forces had attacked"
        return self.tags[i] == "VBN" and self.deps[i] in ("acl", "amod") and not finite
