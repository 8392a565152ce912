"""The training text is sound: its linter finds nothing, and the linter finds what is wrong."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
GOOD = "073 | AID | happened | {Norway} sent forty field kitchens to [Mozambique] after the floods had cut the coast road."


def lint(*files: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(ROOT / "training/lint.py"), *map(str, files)], capture_output=True, text=True, check=False)


def test_all_training_text_is_sound_and_as_large_as_promised():
    run = lint()
    assert run.returncode == 0, run.stdout[-2000:]
    found = re.search(r"(\d+) lines, (\d+) acts, (\d+) not asserted", run.stdout)
    lines, acts, undone = map(int, found.groups())
    assert lines >= 6000
    assert lines - acts >= 1500
    assert undone >= 1500


def test_every_fault_is_named_with_file_and_line(tmp_path):
    wrong = {
        "unknown type": GOOD.replace("AID", "GIVE"),
        "unknown CAMEO code": GOOD.replace("073", "999"),
        "unknown status": GOOD.replace("happened", "done"),
        "has no mode": GOOD.replace("AID", "AID/relief"),
        "is not closed": GOOD.replace("]", ""),
        "expected CAMEO": GOOD.replace(" | ", " "),
        "at least one of them": GOOD.replace("{", "").replace("}", "").replace("[", "").replace("]", ""),
        "none takes no code": GOOD.replace("AID", "none"),
    }
    for number, (message, line) in enumerate(wrong.items()):
        file = tmp_path / f"w{number}.txt"
        file.write_text(f"# a comment\n{line}\n", encoding="utf-8")
        run = lint(file)
        assert run.returncode == 1
        assert message in run.stdout and f"{file.name}:2" in run.stdout, (message, run.stdout)


def test_doubles_are_found(tmp_path):
    file = tmp_path / "twice.txt"
    file.write_text(GOOD + "\n" + GOOD.replace("forty", "fifty") + "\n", encoding="utf-8")
    run = lint(file)
    assert run.returncode == 1
    assert "4-grams stand in" in run.stdout
