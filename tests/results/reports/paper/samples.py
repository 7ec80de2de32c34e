"""A page of five sheets with everything that a report has: headings, lists, tables, a chart, links."""

from results.audience import Audience
from results.reports.look.frame import Frame
from tests.results.reports.look.samples import run_info, sample

FRAME = Frame("Bericht", Audience(), run_info())

MORE = """
<section class="page"><h2>Mehr</h2><p>Ein <strong>starkes</strong> <em>Wort</em> und ein Weg <a href="#ende">zum Ende</a>.</p>
<ul><li>eins</li><li>zwei<ol><li>drei</li></ol></li></ul>
<dl><dt>Begriff</dt><dd>Bedeutung</dd></dl>
<details open><summary>Einzelheiten</summary><p>Text</p></details></section>
<section class="page"><h2>Lang</h2><table><caption>Viele</caption><thead><tr><th scope="col">Ort</th><th scope="col">Kopfwort</th></tr></thead><tbody>
ROWS</tbody></table></section>
<section class="page" id="ende"><h2>Ende</h2><h3>Kleiner</h3><p>Text</p><aside><p>Am Rand</p></aside></section>
</main>"""


ROWS = "".join(f'<tr><th scope="row">Ort {at}</th><td>{at}</td></tr>' for at in range(60))


def long_page(run=None):
    """The page as HTML; its long table goes on over two pages."""
    return sample(run=run or run_info()).replace("</main>", MORE.replace("ROWS", ROWS))
