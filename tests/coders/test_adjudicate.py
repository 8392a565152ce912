"""What becomes of a reading when a second reader agrees, doubts, corrects, fills a side or speaks where patterns are silent.

The opinions are given, so that each rule is seen alone; what the shipped network really says is tested in test_model.py.
"""

from dataclasses import dataclass, replace

import pytest

from comity.coders.model import Opinion
from comity.config import Settings
from comity.core.text import Document
from comity.pipeline import code_document, load_engine

ACCUSED = "France condemned Niger."


@dataclass(frozen=True)
class Sure:
    """A reader that says one type of every pair with one share, and nothing of the rest."""

    says: str
    share: float = 1.0
    mode: str = ""
    about: tuple[str, str] | None = None

    def read(self, pairs):
        return [self._one(p) for p in pairs]

    def _one(self, pair):
        marked = tuple(pair.text[s[0] : s[1]] if s else "" for s in (pair.actor, pair.recipient))
        if self.about not in (None, marked):
            return None
        shares = dict.fromkeys([*ENGINE.ontology.types, "none"], 0.0) | {self.says: self.share}
        return Opinion(shares, shares, {self.mode: 1.0}, {"happened": 1.0})


ENGINE = load_engine(Settings(model=False))


def coded(text, reader, explain=False):
    return code_document(Document(text, "2023-08-01"), replace(ENGINE, model=reader), explain=explain)


def test_agreement_raises_confidence_and_changes_nothing_else():
    alone, agreed = (coded(ACCUSED, reader).claims[0] for reader in (None, Sure("ACCUSE")))
    assert agreed.confidence > alone.confidence and agreed == replace(alone, confidence=agreed.confidence)
    assert coded(ACCUSED, Sure("ACCUSE", 0.4)).claims[0].confidence < alone.confidence


def test_no_opinion_leaves_the_reading_alone():
    assert coded(ACCUSED, Sure("AID", about=("nobody", "nobody"))).claims == coded(ACCUSED, None).claims


def test_a_reading_between_which_nothing_happens_is_refused_and_kept_as_losing():
    coding = coded(ACCUSED, Sure("none"), explain=True)
    assert not coding.claims
    (refused,) = coding.rejections
    assert refused.reason == "model_none" and "none 1.00" in refused.detail and refused.rule.startswith("ACCUSE")
    assert {r.kept for r in coding.traces[0].readings if r.start == refused.start} == {False}
    assert coded(ACCUSED, Sure("none", 0.5)).claims


def test_a_corrected_type_names_both_readers_and_keeps_the_losing_reading():
    coding = coded("The bombs of Norway killed people of Chad.", Sure("AID", mode="economic"), explain=True)
    (claim,) = coding.claims
    assert (claim.event_type, claim.mode, claim.coder, claim.rule) == ("AID", "economic", "patterns+model", "AID:model")
    by_rule = {r.rule: r for r in coding.traces[0].readings}
    assert by_rule["AID:model"].kept and "reads ASSAULT" in by_rule["AID:model"].why
    assert not any(r.kept for rule, r in by_rule.items() if rule.startswith("ASSAULT"))


def test_an_open_side_is_filled_with_a_trace():
    text = "The shelling by Norway frightened Chad."
    assert not coded(text, None).claims[0].recipient
    coding = coded(text, Sure("ASSAULT", about=("Norway", "Chad")), explain=True)
    (claim,) = coding.claims
    assert [p.code for p in claim.recipient] == ["TCD"] and claim.coder == "patterns+model"
    assert any("leaves the recipient open" in r.why and r.kept for r in coding.traces[0].readings)
    assert not coded(text, Sure("ASSAULT", 0.9)).claims[0].recipient


def test_an_open_side_may_be_of_the_doers_own_state_or_told_of_in_another_act():
    text = "The Norwegian parliament demanded an answer while the Norwegian police left."
    assert not [c for c in coded(text, None).claims if c.recipient]
    recipients = {c.event_type: [(p.code, p.sector) for p in c.recipient] for c in coded(text, Sure("REQUEST")).claims}
    assert recipients["REQUEST"] == [("NOR", "COP")]


def test_nobody_is_taken_for_the_recipient_of_a_resignation():
    text = "Norway's prime minister resigned before the Norwegian police."
    assert [c.recipient for c in coded(text, Sure("RETREAT", mode="resign")).claims if c.mode == "resign"] == [()]


def test_a_promise_that_the_model_calls_by_its_speech_act_is_left_alone():
    (claim,) = coded("Norway will send food to Chad.", Sure("AGREE")).claims
    assert (claim.event_type, claim.status, claim.coder) == ("AID", "planned", "patterns")
    (claim,) = coded("Norway sent food to Chad.", Sure("AGREE")).claims
    assert (claim.event_type, claim.coder) == ("AGREE", "patterns+model")


def test_silence_of_the_patterns_is_filled_only_at_a_word_the_lexicon_knows_for_the_type():
    assert not coded("Norway surrounded Chad.", None).claims
    coding = coded("Norway surrounded Chad.", Sure("PROTEST"), explain=True)
    (claim,) = coding.claims
    assert (claim.coder, claim.rule, claim.quoted("event")[0].quote) == ("model", "PROTEST:model", "surrounded")
    assert any(r.kept and r.why.startswith("no pattern; ") for r in coding.traces[0].readings)
    assert not coded("Norway surrounded Chad.", Sure("AID")).claims
    assert not coded("Norway surrounded Chad.", Sure("PROTEST", 0.9)).claims


@pytest.mark.parametrize("kind", ["CONSULT", "AGREE", "COOPERATE"])
def test_what_two_names_seem_to_do_too_easily_is_left_to_patterns(kind):
    assert not [c for c in coded("Norway struck near the border with Chad.", Sure(kind)).claims if c.coder == "model"]


def test_a_word_in_which_patterns_found_no_politics_stays_refused():
    text = "Egypt protested on Monday over the dam, as envoys of Ethiopia left."
    assert "not_political" in {r.reason for r in coded(text, None).rejections}
    assert not coded(text, Sure("PROTEST")).claims
