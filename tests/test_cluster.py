"""A cluster gives what one process gives, also when a worker is killed in mid-run; what is wrong with it is named."""

import os
import signal
import sys
from pathlib import Path

import distributed
import pytest

from comity import Coder, Record, Settings, SettingsError, cluster
from comity.cluster import code_on_cluster

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
import kills

PATTERNS = Settings(model=False)
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


def test_a_worker_killed_in_mid_run_changes_nothing():
    documents = kills.documents() * 3
    alone = [c.to_json() for c in Coder(PATTERNS).code_many(documents)]
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as two,
        distributed.Client(two, set_as_default=False) as client,
    ):
        workers = client.run(os.getpid)
        assert len(set(workers.values())) == 2
        codings = code_on_cluster(documents, PATTERNS, two.scheduler_address, 2)
        together = [next(codings).to_json()]
        os.kill(min(workers.values()), signal.SIGKILL)
        together += [c.to_json() for c in codings]
    assert together == alone


def test_a_record_filled_by_a_local_cluster_is_that_of_one_process(tmp_path):
    one, two = Record(tmp_path / "one", PATTERNS), Record(tmp_path / "two", PATTERNS)
    one.add(kills.documents())
    assert two.add(kills.documents(), workers=2, cluster="local").added == 40

    def said(record):
        return [{k: v for k, v in row.items() if k != "batch"} for row in record.claims(order="id")]

    assert said(one) == said(two) != []


def test_what_is_wrong_is_named(monkeypatch):
    with pytest.raises(SettingsError, match="expected 'local' or the address of a scheduler"):
        next(code_on_cluster(kills.documents(), PATTERNS, "somewhere", 2))
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    with pytest.raises(SettingsError, match="No scheduler answers at tcp://127.0.0.1:9 within 1 seconds"):
        next(code_on_cluster(kills.documents(), PATTERNS, "tcp://127.0.0.1:9", 2))
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SettingsError, match=r"pip install 'comity\[cluster\]'"):
        next(code_on_cluster(kills.documents(), PATTERNS, "local", 2))
