"""What the network is taught of a pair as the coder finds it: its type, and nothing that the line does not tell."""

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))

from examples import Names, epoch
from labels import IGNORED, TYPES, labels_of
from sentences import parse_line, parse_pair


def test_a_pair_gives_both_heads_its_type_where_plovers_table_agrees():
    labels = labels_of(parse_pair("ACCUSE | {Chad} blamed [Togo] for the raid.", "x:1"))
    assert labels.event_type == labels.plover == TYPES.index("ACCUSE")
    assert labels.mode == labels.status == IGNORED


def test_a_pair_of_a_type_that_plovers_table_spreads_says_nothing_to_the_second_head():
    labels = labels_of(parse_pair("COERCE | {Chad} closed the roads to [Togo].", "x:1"))
    assert (labels.event_type, labels.plover) == (TYPES.index("COERCE"), IGNORED)


def test_only_a_sentence_of_the_text_is_also_taught_backwards_as_nothing():
    names = Names()
    line = "{Chad} blamed [Togo] for the raid."
    taught = {
        kind: [e.labels.event_type for seed in range(40) for e in epoch([sentence], names, random.Random(seed))]
        for kind, sentence in (
            ("text", parse_line(f"112 | ACCUSE | happened | {line}", "x:1")),
            ("pair", parse_pair(f"ACCUSE | {line}", "x:1")),
        )
    }
    assert TYPES.index("none") in taught["text"]
    assert set(taught["pair"]) == {TYPES.index("ACCUSE")}
