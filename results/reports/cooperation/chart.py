"""The picture of the progress sheet: the total of each member as a bar with its number."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import vl_convert

from results.reports.cooperation.words import Words
from results.reports.look.charts import draw
from results.reports.look.palette import OWN
from results.reports.look.tables import Table

_WIDTH, _ROW, _NAMES = 470, 22, 170


def totals_png(totals: Sequence[tuple[str, float | None]], words: Words) -> bytes:
    """Return the bars as PNG; a member without a total stands there with a dash in place of a bar."""
    shown = [{"name": name, "total": value or 0.0, "said": words.numbers.number(value)} for name, value in totals]
    label = words.say("col.total")
    base = alt.Chart(alt.InlineData(values=shown)).encode(
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=_NAMES, ticks=False, domain=False))
    )
    bars = base.mark_bar(color=OWN, height=12).encode(
        x=alt.X("total:Q", title=label, scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5))
    )
    numbers = base.mark_text(align="left", dx=5).encode(x=alt.X("total:Q"), text="said:N")
    chart = alt.layer(bars, numbers).properties(width=_WIDTH, height=_ROW * len(shown))
    table = Table(
        label, [words.say("col.member"), label], [[name, words.numbers.number(value)] for name, value in totals]
    )
    figure = draw(chart, label, label, table, language=words.language)
    return vl_convert.svg_to_png(str(figure.svg), scale=2)
