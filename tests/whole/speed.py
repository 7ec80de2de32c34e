"""Measures reading beside a bare parse of the same pages: ``python -m tests.whole.speed ARCHIVE...`` (WARC files).

Prints how many pages a second one core parses with lxml and takes the text of, how many it reads, and how they relate.
"""

import sys
import time
from pathlib import Path

from lxml import html

from criteria.loading import load_set
from scanner.archive.reader import Archive
from scanner.reading.page import read_page

ROUNDS = 3


def pages_of(paths):
    """Return captures with their bodies, those of HTML only."""
    for archive in map(Archive, paths):
        for capture in archive.captures:
            if "html" in capture.content_type and capture.status < 400 and (body := archive.body(capture.id)).strip():
                yield capture, body


def seconds(work, pages):
    """Return the best time of some rounds."""
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        for capture, body in pages:
            work(capture, body)
        times.append(time.process_time() - begun)
    return min(times)


def main(paths):
    """Measure and print."""
    pages, lexicon = list(pages_of(map(Path, paths))), load_set().lexicon
    bare = seconds(lambda _, body: html.fromstring(body).xpath("string()"), pages)
    reading = seconds(lambda capture, body: read_page(capture, body, lexicon), pages)
    print(
        f"{len(pages)} pages, bare {len(pages) / bare:.0f}/s, read {len(pages) / reading:.0f}/s: {bare / reading:.2f}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
