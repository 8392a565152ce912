"""The door to a record: add, judge, keep up; what can be asked stands in `questions` and `standing_questions`."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from comity.coder import check_date
from comity.core.text import Document
from comity.core.trace import Coding
from comity.errors import InputError, SettingsError
from comity.imports.formats import READERS
from comity.pipeline import Engine, load_engine
from comity.readers.items import Item
from comity.record import ask, upkeep, verify
from comity.record.foreign import Imported, take_over
from comity.record.intake import Articles, Intake, begin, items_of, now, take_in
from comity.record.rework import bring_up_to_date
from comity.record.shape import JudgementRow
from comity.record.standing_questions import StandingQuestions


class Record(StandingQuestions):
    """Delta tables, in a folder or an object store, that keep what articles say. Many may read while one writes, from any number of processes.

    >>> import tempfile
    >>> record = Record(tempfile.mkdtemp() + "/record")
    >>> record.add([Document("France condemned the coup in Niger.", "2023-07-31")]).added
    1
    >>> [(c.event_type, c.status) for coding in record.codings() for c in coding.claims]
    [('ACCUSE', 'happened')]
    """

    @cached_property
    def _engine(self) -> Engine:
        return load_engine(self.settings)

    def add(
        self,
        articles: Articles,
        published: str | None = None,
        workers: int = 1,
        columns: Mapping[str, str] | None = None,
        cluster: str | None = None,
    ) -> Intake:
        """Code and keep what the record does not hold yet. What was added, what was known and what failed is in the answer.

        articles: files, folders and documents, one or several; `columns` names those of tables (field to column), `published` is the date
        of articles without one. `cluster` is the address of a dask scheduler whose workers code, or "local". The same text of the same address and date is never taken in twice; a changed text of a known address
        or source id becomes a new revision.
        """
        *_, last = self.add_steps(items_of(articles, check_date(published), columns or {}, lambda _: None), workers, cluster)
        return last

    def add_steps(self, items: Iterable[Item], workers: int = 1, cluster: str | None = None) -> Iterator[Intake]:
        """Like `add`, from items, yielding the state after each batch that was written."""
        yield from take_in(self._lake, items, self._engine, self.text_mode, begin(self.settings), workers, cluster)

    def import_file(self, file: str | Path, dataset: str) -> Imported:
        """Take over the rows of a file of another data set (gdelt, icews, polecat, phoenix) as claims of theirs, beside Comity's own.

        No question meets them unless its `dataset` names theirs. A row that the record has already is left alone; rows that cannot be
        read are among the `failures`. Raises InputError for a file of another kind.
        """
        if dataset not in READERS:
            raise SettingsError(f"dataset is {dataset!r}; expected one of {', '.join(READERS)}.")
        wrong: list[InputError] = []
        *_, last = self.import_steps(dataset, READERS[dataset](Path(file), wrong.append), wrong)
        return last

    def import_steps(self, dataset: str, codings: Iterable[Coding], wrong: list[InputError]) -> Iterator[Imported]:
        """Like `import_file`, from what a reader of `comity.imports` makes of a file, yielding the state after each batch.

        `wrong` is where that reader puts rows that cannot be read; they are taken out again when they are kept.
        """
        yield from take_over(self._lake, dataset, codings, wrong)

    def work_out_events(self, workers: int = 1) -> None:
        """Bring the table of events up to date, as the first question for events would; `workers` processes where all is worked out anew.

        Processes begin by reading the script that started them: with several, call it below `if __name__ == "__main__":`.
        """
        bring_up_to_date(self._lake, self._rules, workers)

    def judge(self, one: str, two: str, same: bool | None, by: str | None = None, note: str | None = None) -> None:
        """Say of two claims, by id, that they tell of one act or that they do not; None takes back what was said of them, so that the rules
        decide again. It is kept beside the claims and changes none of them."""
        there = {r[0] for r in self._lake.fetch(ask.known(self._lake, None, "claims").sql("SELECT id FROM claims"))}
        for id in (one, two):
            if id not in there:
                raise SettingsError(
                    f"{id!r} is no claim of this record; expected the id of a claim, as `comity claims --format jsonl` shows them."
                )
        if one == two:
            raise SettingsError(f"{id!r} is given twice; expected two different claims.")
        with self._lake.place.locked():
            self._lake.append("judgements", [JudgementRow(min(one, two), max(one, two), same, by, note, now())])

    def verify(self, articles: Iterable[Document] = ()) -> verify.Checked:
        """Check every quote and text; `articles` stand in for texts that the record does not keep."""
        return verify.verify(self._lake, articles)

    def failures(self) -> list[dict[str, Any]]:
        """Every input that could not be read or coded, by time."""
        return self._lake.records(f'SELECT * FROM {self._lake.sources("failures")["failures"]} ORDER BY "at", name')

    def runs(self) -> list[dict[str, Any]]:
        """Every call of `add`: when it began and ended, by which version, with which counts."""
        return self._lake.records(f'SELECT * FROM {self._lake.sources("runs")["runs"]} ORDER BY "at"')

    def compact(self) -> upkeep.Compacted:
        """Join small files into large ones and drop what a killed run left behind; answers stay the same, at every `as_of`."""
        return upkeep.compact(self._lake)

    def vacuum(self, hours: int = upkeep.KEEP_HOURS) -> int:
        """Delete files that no table has needed for `hours`; the number of files. Answers stay the same, at every `as_of`."""
        return upkeep.vacuum(self._lake, hours)
