"""Compares an export with the labels of the practice sites: agreement, closeness, services."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import yaml

from criteria.loading import load_set
from scanner.practice.server import SITES
from scanner.practice.site_file import load_site, site_folders

TOLERANCE = {True: 0.10, False: 0.01}  # of shares, of graded scales


@dataclass(frozen=True)
class Table:
    """Figures of a comparison, each 0..1; `forbidden` lists addresses that were reported and must not be."""

    agreement: float
    closeness: float
    services_f1: float
    forbidden: list[str]
    text: str


def compared(municipalities):
    """Compare the municipalities of an export with their labels."""
    found = {town["ags"]: town for town in municipalities}
    shares = {criterion.id for criterion in load_set().criteria if criterion.rule.mean is not None}
    right, near, hits, wrong, missed, forbidden, lines = [], [], 0, 0, 0, [], []
    for folder in site_folders(SITES):
        site = load_site(folder)
        if not site.homepage:
            continue
        truth, town = yaml.safe_load((folder / "truth.yaml").read_text("utf-8")), found[site.ags]
        for name, wanted in truth["criteria"].items():
            gap = _gap(wanted, town["criteria"][name])
            right.append(gap <= TOLERANCE[name in shares] + 1e-9)
            if "score" in wanted:
                near.append(1 - min(gap, 1))
            if not right[-1]:
                lines.append(f"{site.name} {name}: label {wanted.get('score', wanted.get('state'))}, gap {gap:.2f}")
        pages = {one["id"]: set(map(_key, one["pages"])) for one in town["services"] if one["pages"]}
        labelled = {name: set(map(_key, one.get("pages") or ())) for name, one in truth["services"].items()}
        labelled = {name: keys for name, keys in labelled.items() if keys}
        common = {name for name in labelled if labelled[name] & pages.get(name, set())}
        hits, missed = hits + len(common), missed + len(labelled) - len(common)
        wrong += len(set(pages) - common - EXTRA)
        must_not = set(map(_key, truth.get("must_not", ())))
        forbidden += sorted(must_not.intersection(*[set().union(*pages.values())]))
    f1 = 2 * hits / (2 * hits + wrong + missed)
    return Table(sum(right) / len(right), sum(near) / len(near), f1, forbidden, "\n".join(lines))


EXTRA = {service.id for service in load_set().services if service.role == "extra"}


def _gap(wanted, got):
    state = wanted.get("state", "scored")
    if got["state"] != state:
        return 1.0
    return abs(wanted["score"] - got["score"]) if state == "scored" else 0.0


def _key(url):
    parts = urlsplit(unquote(url))
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"
