"""The catalogue of services: every OZG/LeiKa service, who is competent for it, and where each fact comes from.

sources (tables, answers of interfaces) -> records (what one source says of one service) -> entries (all records of one
LeiKa key) -> catalogue (find, choose, search). Files only; downloads are in `spiders.kompass`.
"""
