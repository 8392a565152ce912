"""Records for tests: the engine is loaded once, texts are small."""

import pytest

from comity import Document, Record, Settings
from comity.pipeline import load_engine

TEXTS = (
    "France condemned the coup in Niger on Monday.",
    "Iran expelled the German ambassador.",
    "Chinese President Xi Jinping met Russian Foreign Minister Sergey Lavrov in Beijing on Tuesday.",
    "The United States imposed sanctions on Venezuela. It rained in Paris.",
    "Egypt urged Ethiopia to halt the dam. Ethiopia rejected the request.",
)


@pytest.fixture(scope="session")
def engine():
    return load_engine(Settings(model=False))


@pytest.fixture()
def make_record(tmp_path, engine):
    """Opens a record, by default the same one each time, with the engine already loaded."""

    def make(name="record", **options):
        record = Record(tmp_path / name, Settings(model=False), **options)
        record.__dict__["_engine"] = engine
        return record

    return make


@pytest.fixture()
def documents():
    return [Document(text, "2023-07-31", url=f"http://example.org/{n}") for n, text in enumerate(TEXTS)]
