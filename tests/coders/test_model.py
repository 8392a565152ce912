"""The trained reader: its opinions, their independence of company, and what happens when its files are damaged."""

import shutil

import pytest

import comity
from comity.coders.model import MODEL, TOKENIZER, Pair, load_model
from comity.config import DATA, Settings
from comity.errors import DataError

MODELS = DATA / "models"
SENTENCES = [
    ("Norway sent forty field kitchens to Mozambique after the floods.", "Norway", "Mozambique", "AID"),
    ("Ukrainian drones struck an oil depot of the Russian army near Rostov, officials said.", "Ukrainian drones", "the Russian army", "ASSAULT"),
    ("Kenya and Somalia signed a treaty on their sea border.", "Kenya", "Somalia", "SUPPORT"),
    ("Police in Lagos arrested nine union leaders on Sunday.", "Police in Lagos", "nine union leaders", "COERCE"),
    ("Chad accused Sudan of arming the rebels who raided two border towns.", "Chad", "Sudan", "ACCUSE"),
    ("Peru shares a long border with Brazil.", "Peru", "Brazil", "none"),
]  # fmt: skip


def pair(text: str, actor: str, recipient: str) -> Pair:
    a, r = text.index(actor), text.index(recipient)
    return Pair(text, (a, a + len(actor)), (r, r + len(recipient)))


@pytest.fixture(scope="module")
def model():
    return load_model(MODELS)


@pytest.mark.parametrize(("text", "actor", "recipient", "expected"), SENTENCES, ids=[s[3] for s in SENTENCES])
def test_plain_sentences_are_read_rightly(model, text, actor, recipient, expected):
    opinion = model.read([pair(text, actor, recipient)])[0]
    assert opinion.best == expected, opinion.types


def test_shares_are_probabilities(model):
    for opinion in model.read([pair(*s[:3]) for s in SENTENCES]):
        for shares in (opinion.types, opinion.plover, opinion.statuses):
            assert all(0 <= p <= 1 for p in shares.values())
            assert sum(shares.values()) == pytest.approx(1, abs=0.02)


def test_an_opinion_does_not_depend_on_its_company(model):
    alone = [model.read([pair(*s[:3])])[0] for s in SENTENCES]
    together = model.read([pair(*s[:3]) for s in SENTENCES] * 3)
    assert together == alone * 3


def test_either_side_may_be_missing(model):
    text = "Forty people were killed when a bomb went off in the market."
    span = (0, len("Forty people"))
    assert model.read([Pair(text, None, span)])[0].best == "ASSAULT"
    assert model.read([Pair(text, None, None)])[0].types.keys() == model.read([Pair(text, span, None)])[0].types.keys()


def test_the_shipped_files_are_small():
    assert (MODELS / MODEL).stat().st_size + (MODELS / TOKENIZER).stat().st_size < 20_000_000


@pytest.mark.parametrize("name", [MODEL, TOKENIZER])
@pytest.mark.parametrize("harm", ["missing", "cut", "other"])
def test_a_damaged_model_says_what_to_do(tmp_path, name, harm):
    shutil.copytree(MODELS, tmp_path / "models")
    file = tmp_path / "models" / name
    if harm == "missing":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:1000] if harm == "cut" else b"{}")
    with pytest.raises(DataError, match="--no-model") as failure:
        load_model(tmp_path / "models")
    assert str(tmp_path / "models") in str(failure.value)


def test_without_the_model_the_record_is_complete_only_smaller():
    text = "Norway sent food aid to Mozambique. Kenya and Somalia signed a treaty on their sea border."
    claims = comity.Coder(Settings(model=False)).code(text).claims
    assert [c.event_type for c in claims] == ["AID", "SUPPORT"]
    assert {c.coder for c in claims} == {"patterns"}
