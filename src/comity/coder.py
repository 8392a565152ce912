"""The door for Python: a Coder holds everything loaded and codes texts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from comity import classify, runner
from comity.config import Settings
from comity.core.actor import Participant
from comity.core.claim import TypeScore
from comity.core.text import Document
from comity.core.trace import Coding
from comity.core.when_where import Place, publication_day
from comity.errors import SettingsError
from comity.pipeline import code_document, load_engine, participants_of
from comity.readers.boilerplate import find_boilerplate
from comity.readers.published import with_own_date
from comity.situate.places import find_places
from comity.unresolved import Mentions, find_unresolved

OFFSETS = tuple[int, int]


class Coder:
    """Codes English news text into claims. Loading takes about a second; one coder serves any number of texts.

    >>> coder = Coder()
    >>> claim = coder.code("France condemned the coup in Niger.").claims[0]
    >>> claim.event_type, claim.actor[0].code, [e.quote for e in claim.evidence if e.role == "event"]
    ('ACCUSE', 'FRA', ['condemned'])
    """

    def __init__(self, settings: Settings | None = None) -> None:
        """Load the bundled data, or that of `settings.data`. Raises DataError with file and line."""
        self._engine = load_engine(settings or Settings())

    def with_actors(self, *files: str | Path) -> "Coder":
        """A coder that also knows the actors of these CSV files; they override the bundled ones and earlier files.

        Raises DataError with file, line and allowed values for a file that is wrong; this coder stays as it is.
        """
        settings = self._engine.settings
        return Coder(replace(settings, actors=(*settings.actors, *map(Path, files))))

    def code(
        self,
        text: str,
        published: str | None = None,
        title: str | None = None,
        url: str | None = None,
        language: str | None = None,
    ) -> Coding:
        """The claims of one text. `published` is an ISO date; without it that of the dateline, of `url` or a visible one is taken.

        `Coding.document.text` is `text`, unchanged. Raises SettingsError for a date that is none or after today.
        """
        return self.code_document(make_document(text, published, title, url, language))

    def code_document(self, document: Document) -> Coding:
        """The claims of a document that a reader made."""
        return code_document(document, self._engine)

    def explain(self, document: Document) -> Coding:
        """Like `code_document`, with every parse and every losing reading in `Coding.traces`."""
        return code_document(document, self._engine, explain=True)

    def code_many(self, documents: Iterable[Document], workers: int = 1) -> Iterator[Coding]:
        """The codings of many documents, in their order, with `workers` processes.

        >>> [len(c.claims) for c in Coder().code_many([Document("Iran and Iraq signed a treaty."), Document("It rained.")])]
        [1, 0]
        """
        return runner.code_many(documents, self._engine, workers)

    def classify(self, text: str, actor: OFFSETS | None = None, recipient: OFFSETS | None = None) -> list[TypeScore]:
        """The 16 event types by how well they fit what `actor` does to `recipient` (offsets into the text), then "none".

        Promised cooperation counts as AGREE, threatened conflict as THREATEN, refused cooperation as REJECT, as in PLOVER.

        >>> Coder().classify("Egypt expelled the Qatari ambassador.", actor=(0, 5), recipient=(19, 36))[0].event_type
        'SANCTION'
        """
        for span in (actor, recipient):
            if span is not None and not 0 <= span[0] < span[1] <= len(text):
                raise SettingsError(
                    f"The offsets {span} do not lie in the text of {len(text)} characters; expected (start, end) with start < end."
                )
        return classify.classify(text, actor, recipient, self._engine)

    def participants(self, text: str, published: str | None = None) -> list[Participant]:
        """Every political actor in a phrase or text, in text order.

        >>> [(p.text, p.code, p.sector) for p in Coder().participants("French troops and the Kremlin")]
        [('French troops', 'FRA', 'MIL'), ('Kremlin', 'RUS', 'GOV')]
        """
        return participants_of(make_document(text, published), self._engine)

    def unknown_actors(self, documents: Iterable[Document]) -> Mentions:
        """The names that take part in political acts of these documents and that no table knows, most frequent first."""
        return find_unresolved(documents, self._engine)

    def places(self, text: str, published: str | None = None) -> list[Place]:
        """Every place name in a text, in text order; `use` tells a location from an actor ("Beijing said").

        With `published` names that hold for a time only (Leningrad, Salisbury in Rhodesia) are read by it.

        >>> [(p.name, p.country_code, p.use) for p in Coder().places("Beijing said talks in Cairo had ended.")]
        [('Beijing', 'CHN', 'actor'), ('Cairo', 'EGY', 'location')]
        """
        engine = self._engine
        day = make_document(text, published).day
        return list(find_places(text, engine.actors, engine.gazetteer, engine.actors.find(text), engine.language.words, published=day))


def make_document(
    text: str,
    published: str | None = None,
    title: str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Document:
    """A document of a text, its boilerplate marked, dated by itself where `published` is not given. Raises SettingsError for a date that is none."""
    return with_own_date(Document(text, check_date(published), title, url, None, language, find_boilerplate(text)))


def check_date(published: str | None) -> str | None:
    """An ISO date (a time of day is cut off). Raises SettingsError for anything else, and for a day after today."""
    if published is None:
        return None
    try:
        return publication_day(published)
    except ValueError as error:
        raise SettingsError(f"The publication date {error}.") from error
