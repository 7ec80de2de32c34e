"""Colours of charts, told apart with any kind of colour vision and in grey; after Okabe and Ito (2008), darkened to read.

Each has at least 3:1 to white (WCAG 1.4.11), those for text 4.5:1. A colour is never alone: a shape, a label or a dash says the
same.
"""

INK = "#1b2733"
QUIET = "#55636f"
LINE = "#c9d1d8"
FAINT = "#eef1f4"
OWN = "#00558c"
MEDIAN = "#6a7681"
BEST = "#b35400"
GOOD = "#00705a"
BAD = "#a6301f"

STEPS = ("#eef1f4", "#cfdfeb", "#97bcd6", "#3a78a4", "#00558c")
"""From nothing to all, light to dark; ink on the first three, white on the last two."""

SERIES = (OWN, BEST, GOOD, "#8a4a80", MEDIAN)
"""For lines and points that stand side by side, each with a dash and a shape of its own."""

DASHES = ((1, 0), (6, 3), (2, 2), (8, 3, 2, 3), (3, 1))
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross")

SANS = "'Source Sans 3', 'Source Sans Pro', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
