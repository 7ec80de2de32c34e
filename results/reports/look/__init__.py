"""What all reports have in common: frame, typography, numbers, tables, charts, draft mark.

A report is a folder with ``templates/`` and texts; it builds one page so::

    from results.reports.look.charts import Figure, draw
    from results.reports.look.frame import Frame, Report, page
    from results.reports.look.tables import Table, Cell

    REPORT = Report("results.reports.region", Texts("results.reports.region"))

    html = page(REPORT, "region.html", Frame.of(title, audience, run, scans), rows=rows, picture=figure)

and ``templates/region.html`` says::

    {% extends "look/base.html" %}
    {% import "look/macros.html" as look with context %}
    {% block main %}
    <section><h2>{{ say("leagues") }}</h2>
      {{ look.figure(picture) }}      {# the chart, with the table that says the same beside it #}
      {{ look.table(rows) }}          {# a `Table` #}
      {% call look.sheet(caption, [("Kommune", ""), ("Punkte", "n")]) %}<tr>...</tr>{% endcall %}  {# rows of one's own #}
    </section>
    {% endblock %}

Blocks: ``main``; ``lead`` (below the title), ``style`` (CSS of one's own, without `<style>`). In every template stand:

- ``say(key, **values)``: texts of the report; ``frame``: the `Frame`; ``lang``: de or en;
- filters ``number(digits=1)``, ``percent`` (of 0..1), ``signed(digits=1)``, ``day``: as the language writes it, a dash for None;
- ``link(url, text)``: a link where the address is http(s), else its text alone;
- macros ``table(Table)``, ``sheet(caption, columns)``, ``figure(Figure)``, ``level(0..4 or None, words)`` (five pips and the
  word), ``bar(0..100 or None)``, ``change(points)`` (an arrow and the number), ``tag(words, tone)``.

Classes: ``n`` (a number, to the right), ``small``, ``quiet``, ``columns`` (children side by side), ``card``, ``page`` (begins a
page on paper), ``together`` (is not torn apart), ``screen`` and ``paper`` (shown only there). Colours are CSS variables (see
`look.css`), for charts those of `palette`; none carries meaning alone. `Table`s have a caption and header cells, `Figure`s a title,
a description and a table, so that nothing can be drawn that can't be read.

On paper: ``results.reports.paper.printing.printed(html, frame, print_pdf)`` gives the PDF, accessible (PDF/UA-1); `print_pdf` is
`spiders.shooting.print_pdf` with a browser, handed in.
"""
