"""``python -m scanner.cli`` is ``g2b``."""

from scanner.cli import main

main()
