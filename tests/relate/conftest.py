"""Records for the tests of relations: of planted acts, or of texts coded by the patterns alone, loaded once."""

import pytest

from comity import Document, Record, Settings
from comity.evaluate.planted import articles
from comity.lexicon.ontology import load_ontology
from comity.pipeline import load_engine
from comity.record.intake import begin, take_codings
from comity.relate.promise_rules import load_promise_rules


@pytest.fixture(scope="session")
def ontology():
    return load_ontology(Settings().data / "ontology")


@pytest.fixture()
def planted(tmp_path, ontology):
    """Makes a record of acts, each reported by an article of its own."""

    def plant(acts, name="record"):
        record = Record(tmp_path / name, Settings(model=False))
        take_codings(record._lake, articles(acts, ontology), "full", begin(record.settings))
        return record

    return plant


@pytest.fixture(scope="session")
def engine():
    return load_engine(Settings(model=False))


@pytest.fixture()
def make_record(tmp_path, engine):
    """A record of (date, text) or (date, text, publisher), each an article of its own."""

    def make(*reports, name="record"):
        record = Record(tmp_path / name, Settings(model=False))
        record.__dict__["_engine"] = engine
        record.add([document(n, *report) for n, report in enumerate(reports)])
        return record

    return make


def document(number, published, text, publisher="alpha.org"):
    return Document(text, published, url=f"http://{publisher}/{number}", site=publisher)


@pytest.fixture(scope="session")
def promise_rules(ontology):
    return load_promise_rules(Settings().data / "rules", ontology)
