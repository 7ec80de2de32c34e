"""Calls the command as a user does: as a process, without settings of whoever runs the tests."""

import os
import subprocess
import sys


def g2b(home, *arguments, **variables):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("G2B_")}
    if "G2B_CHROMIUM" in os.environ:
        environment["G2B_CHROMIUM"] = os.environ["G2B_CHROMIUM"]
    command = [sys.executable, "-m", "scanner.cli", "--home", str(home), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment | variables, check=False)
