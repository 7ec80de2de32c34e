"""Reports on paper: what a browser prints, finished so that a screen reader can read it (PDF/UA-1, ISO 14289-1).

A browser tags what it prints, but leaves gaps: page numbers and backgrounds belong to nothing, boxes that hold a picture count
as pictures without a description, links have no words, and the file does not say that it is accessible. `printed` closes them and
takes out what differs from one printing to the next, so that the same page gives the same bytes from the same browser.
"""
