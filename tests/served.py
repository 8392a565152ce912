"""A `comity serve` process for tests."""

import re
import subprocess
import sys


def start_server(folder, *more):
    """The process and its address."""
    code = "from comity.serve.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "serve", str(folder), "--port", "0", "--no-model", *more], stderr=subprocess.PIPE, text=True
    )
    for line in process.stderr:
        found = re.search(r"http://\S+?(?=/ )", line)
        if found:
            return process, found[0]
    process.communicate(timeout=20)
    raise AssertionError(f"the server did not start; it ended with {process.returncode}")
