"""Records of planted acts."""

import pytest

from comity import Record, Settings
from comity.evaluate.planted import articles
from comity.lexicon.ontology import load_ontology
from comity.record.intake import begin, take_codings


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
