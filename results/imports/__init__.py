"""Hand-made surveys: a sheet that people filled in becomes a run, whole or not at all.

cells (what stands where) -> mapping (what a column means) -> columns (mapping on the sheet's header) -> values (what a
cell says) -> survey (municipalities with verdicts, or every cell that is refused) -> keeping (one transaction).
"""
