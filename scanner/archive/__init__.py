"""What was seen: a WARC file and its manifest, written by the spiders and read by everything above."""
