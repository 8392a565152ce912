"""How good the coding is: the measured figures with date and commit, and what this record itself shows."""

import re
from dataclasses import dataclass

from fastapi import Request

from comity.config import DATA
from comity.serve.web.answers import View
from comity.serve.web.asking import AsOf
from comity.serve.web.reading import reason_text
from comity.serve.web.shelf import Shelf

FIGURES = DATA / "web/quality.md"
_CELL = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, the items of a list, or a table (its first row the header) of the figures' document."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def quality(request: Request, as_of: AsOf = None) -> View:
    """Measured quality, good and bad; and of this record: statuses, reasons for silence, failures."""
    shelf: Shelf = request.app.state.shelf
    query = shelf.record.query(as_of=as_of)
    counted = shelf.counted(query)
    reasons = [(r, reason_text(r), n) for r, n in shelf.record.refusals(query.as_of)]
    state = shelf.record.state(query.as_of)
    read = blocks(FIGURES.read_text(encoding="utf-8"))
    rows = [(heading, *row) for heading, row in _flat(read)]
    return View(
        "Quality", "quality.html", {"measured": [list(r) for r in rows], "record": {"statuses": dict(counted.facets["status"]), "refusals": {r: n for r, _, n in reasons}}},
        ("section", "figure", "value"), rows, {"blocks": read, "counted": counted, "reasons": reasons, "state": state},
    )  # fmt: skip


def blocks(text: str) -> list[Block]:
    """The parts of a Markdown document of headings, paragraphs, lists and tables."""
    found: list[Block] = []
    for part in re.split(r"\n\s*\n", text.strip()):
        for chunk in re.split(r"\n(?=#)|(?<=\n)(?=- )", part):
            lines = chunk.strip().splitlines()
            if not lines:
                continue
            if lines[0].startswith("#"):
                found.append(Block(f"h{min(len(lines[0]) - len(lines[0].lstrip('#')), 3)}", lines[0].lstrip("# ")))
                lines = lines[1:]
            if lines and lines[0].startswith("|"):
                table = tuple(
                    tuple(c.strip() for c in _CELL.split(line.strip().strip("|"))) for line in lines if not re.fullmatch(r"[|\s:-]+", line)
                )
                found.append(Block("table", rows=table))
            elif lines:
                found.append(
                    Block("item" if lines[0].startswith("- ") else "p", " ".join(line.strip() for line in lines).removeprefix("- "))
                )
    return found


def _flat(read: list[Block]) -> list[tuple[str, tuple[str, str]]]:
    """Every figure of every table: its section, its row's name, its newest value with the column it stands in."""
    heading, found = "", []
    for block in read:
        if block.kind.startswith("h"):
            heading = block.text
        for row in block.rows[1:]:
            values = [f"{column}: {cell}" for column, cell in zip(block.rows[0][1:], row[1:], strict=False) if cell]
            found.append((heading, (row[0], "; ".join(values))))
    return found
