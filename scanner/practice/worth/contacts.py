"""A: whom a business can reach, and how."""

from __future__ import annotations

from scanner.practice.content.model import TownYear
from scanner.practice.worth.numbers import Worth, points, share

PERSON = {"person": 1.0, "phone": 0.5, "office": 0.5, "switchboard": 0.0, "none": 0.0}
OFFICE = {"none": 0.0, "unit": 0.4, "address": 0.7, "full": 1.0, "linked": 1.0}
_PROMOTION = {"none": 0, "office": 1, "person": 2, "persons": 3}
_BOOKING = {"none": 0, "citizen": 1, "business": 2}
_ACCESS = {"refused": 0, "none": 0, "channel": 1, "inbox": 2, "organisation": 3}


def contact_worth(town: TownYear) -> dict[str, Worth]:
    """Return A1 to A6."""
    features, basket = town.features, [town.offerings[name] for name in town.basket]
    channels = (features.contact_form, features.faq, features.live, features.complaint)
    return {
        "A1": points(_PROMOTION[features.wifoe], 3),
        "A2": share(PERSON[one.contact] for one in basket),
        "A3": share(OFFICE[one.office] for one in basket),
        "A4": points(sum(channel == "yes" for channel in channels), 4),
        "A5": points(_BOOKING[features.booking], 2),
        "A6": points(_way_back(town), 3),
    }


def _way_back(town: TownYear) -> int:
    """Return the points of A6; a form that promises the notice in an organisation's inbox opens that inbox, too."""
    promised = any(one.form.notice for one in town.offerings.values())
    return 3 if promised else _ACCESS[town.features.access]
