"""Sheets that people fill in (XLSX, CSV): what stands where, which column is which; what a cell means is decided elsewhere."""
