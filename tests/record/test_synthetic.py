"""The synthetic record that speed is measured on is a true one: schema, evidence, revisions, and the same for one seed."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
import synthetic

CLAIMS = 300


def test_a_synthetic_record_verifies_and_has_all_its_claims(tmp_path):
    record = synthetic.write(tmp_path / "record", CLAIMS, seed=1, block=60)
    found = record.verify()
    assert found.claims == CLAIMS and found.faults == () and record.version > 2
    assert max(e.n_reports for e in record.events()) > 1
    assert len(record.claims(as_of=1)) < len(record.claims()) <= CLAIMS


def test_one_seed_gives_one_record():
    one, again, other = ([c.to_json() for c in synthetic.codings(CLAIMS, seed)] for seed in (1, 1, 2))
    assert one == again != other
