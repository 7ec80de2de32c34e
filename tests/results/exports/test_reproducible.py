"""The same run gives the same bytes: in another process, with other hashes, another time zone, another language around it."""

import os
import subprocess
import sys

import pytest

WRITE = """
import hashlib
from dataclasses import replace
from tests.results.exports.sources import source
from scanner.run.formats import WRITERS, Request
given = source()
request = Request(given.label, given.surveys, given.audience, given.criteria, ending=".zip")
for form in ("json", "json-full", "csv", "xlsx"):
    content = WRITERS[form](request)
    print(form, hashlib.sha256(content if isinstance(content, bytes) else b"".join(content)).hexdigest())
"""


def written(**around):
    """The formats with the hash of what they gave, in a process of its own."""
    answer = subprocess.run(
        [sys.executable, "-c", WRITE], env=os.environ | around, capture_output=True, text=True, check=True
    )
    return answer.stdout.split("\n")


@pytest.mark.slow
def test_every_format_gives_the_same_bytes_in_another_process():
    one = written(PYTHONHASHSEED="1", TZ="UTC", LANG="C.UTF-8", G2B_LANG="de")
    other = written(PYTHONHASHSEED="2", TZ="Pacific/Auckland", LANG="de_DE.UTF-8", G2B_LANG="en")
    assert len(one) == 5
    assert one == other
