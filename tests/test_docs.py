"""The generated documents are current, and the README shows commands that exist."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_generated_documents_are_current():
    done = subprocess.run([sys.executable, ROOT / "tools/codebook.py", "--check"], capture_output=True, timeout=60)
    assert done.returncode == 0, done.stdout


def test_readme_fits_a_screen_and_names_both_commands():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in readme and "make test" in readme
    assert readme.count("\n") < 70


def test_no_registry_host_is_named():
    for file in (ROOT / "requirements.lock", ROOT / "pyproject.toml", ROOT / "Makefile"):
        text = file.read_text(encoding="utf-8")
        assert "index-url" not in text and "://" not in text, file
