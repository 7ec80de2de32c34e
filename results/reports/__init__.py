"""Reports that people read: on screen as one HTML file, on paper as PDF."""
