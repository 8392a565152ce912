"""The trained reader: its opinions, their independence of company, and what happens when its files are damaged."""

import json
import shutil
from dataclasses import replace

import pytest

from comity.coders.model import MODEL, TOKENIZER, Pair, load_model
from comity.coders.seal import sealed
from comity.config import DATA
from comity.errors import DataError
from comity.lexicon.ontology import load_ontology

MODELS = DATA / "models"
ONTOLOGY = load_ontology(DATA / "ontology")
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
    return load_model(MODELS, ONTOLOGY)


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
@pytest.mark.parametrize("harm", ["missing", "cut", "other", "flipped"])
def test_a_damaged_model_says_what_to_do(tmp_path, name, harm):
    shutil.copytree(MODELS, tmp_path / "models")
    file = tmp_path / "models" / name
    if harm == "missing":
        file.unlink()
    else:
        whole = file.read_bytes()
        middle = len(whole) // 2  # of the model: one weight, which nothing but the checksum tells from another
        harmed = {"cut": whole[:1000], "other": b"{}", "flipped": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]}
        file.write_bytes(harmed[harm])
    with pytest.raises(DataError, match="--no-model") as failure:
        load_model(tmp_path / "models", ONTOLOGY)
    assert str(tmp_path / "models" / name) in str(failure.value)


def test_a_model_without_its_seal_is_refused(tmp_path):
    shutil.copytree(MODELS, tmp_path / "models")
    file = tmp_path / "models" / MODEL
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(DataError, match="checksum"):
        load_model(tmp_path / "models", ONTOLOGY)


def test_sealing_again_changes_nothing():
    model, tokenizer = ((MODELS / name).read_bytes() for name in (MODEL, TOKENIZER))
    assert sealed(model, tokenizer) == model
    assert sealed(sealed(model, b"another"), tokenizer) == model


def test_a_whole_file_that_is_no_model_says_what_to_do(tmp_path):
    shutil.copytree(MODELS, tmp_path / "models")
    file = tmp_path / "models" / MODEL
    file.write_bytes(sealed(b"no network", (MODELS / TOKENIZER).read_bytes()))
    with pytest.raises(DataError, match="--no-model"):
        load_model(tmp_path / "models", ONTOLOGY)


def test_a_model_of_another_ontology_or_vocabulary_says_so(tmp_path):
    with pytest.raises(DataError, match="speaks of PROTEST"):
        load_model(MODELS, replace(ONTOLOGY, types={t: k for t, k in ONTOLOGY.types.items() if t != "PROTEST"}))
    shutil.copytree(MODELS, tmp_path / "models")
    file = tmp_path / "models" / TOKENIZER
    told = json.loads(file.read_text(encoding="utf-8"))
    told["model"]["vocab"]["unheardof"] = len(told["model"]["vocab"])
    file.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(DataError, match="does not belong to the model"):
        load_model(tmp_path / "models", ONTOLOGY)


def test_both_sides_of_a_long_sentence_are_seen(model):
    """The network reads 160 tokens: of a longer sentence the part around the two, and of two too far apart nothing."""
    act = "Police in Lagos arrested nine union leaders"
    filler = "who had walked for days through rain and mud and past closed shops and burnt cars, " * 14
    late = f"After the lorry drivers, {filler}had gone home, {act} on Sunday."
    early = f"{act} on Sunday before the lorry drivers, {filler}had gone home."
    assert [o.best for o in model.read([pair(t, "Police in Lagos", "nine union leaders") for t in (late, early)])] == ["COERCE", "COERCE"]
    assert model.read([pair(f"Norway, {filler}met Chad.", "Norway", "Chad")]) == [None]


def test_without_the_model_the_record_is_complete_only_smaller(coder, pattern_coder):
    text = "\n\n".join(s[0] for s in SENTENCES)
    alone, both = pattern_coder.code(text).claims, coder.code(text).claims
    assert {c.coder for c in alone} == {"patterns"} and len(alone) <= len(both)
