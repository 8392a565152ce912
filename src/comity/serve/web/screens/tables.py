"""Plain tables about the record itself: who published, what was read when, what failed."""

from fastapi import Request

from comity.core.wire import as_plain
from comity.serve.web.answers import View
from comity.serve.web.asking import AsOf
from comity.serve.web.shelf import Shelf


def sources(request: Request, as_of: AsOf = None) -> View:
    """Who published the articles of the record: number of articles, of claims, first and last day."""
    shelf: Shelf = request.app.state.shelf
    rows = shelf.record.publishers(shelf.record.query(as_of=as_of).as_of)
    columns = ("publisher", "articles", "claims", "first", "last")
    return _table("Sources", columns, [[r[c] for c in columns] for r in rows], "Nobody has published anything here yet.")


def runs(request: Request) -> View:
    """Every time articles were added: when, by which version, how many."""
    shelf: Shelf = request.app.state.shelf
    columns = ("at", "state", "comity", "added", "revised", "known", "failed")
    return _table("Runs", columns, [[r[c] for c in columns] for r in reversed(shelf.record.runs())], "Nothing was added yet.")


def failures(request: Request) -> View:
    """Every input that could not be read, and why."""
    shelf: Shelf = request.app.state.shelf
    columns = ("at", "name", "message")
    return _table("Failures", columns, [[r[c] for c in columns] for r in reversed(shelf.record.failures())], "Nothing failed.")


def _table(title: str, columns: tuple[str, ...], rows: list[list[object]], nothing: str) -> View:
    data = [dict(zip(columns, as_plain(row), strict=True)) for row in rows]
    return View(title, "table.html", {"rows": data}, columns, rows, {"columns": columns, "rows": rows, "nothing": nothing})
