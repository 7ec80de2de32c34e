"""The names that rules may use: leagues, roles of services, kinds of pages and of platforms, targets of links."""

from __future__ import annotations

from typing import Literal

League = Literal["kreis", "stadt", "gemeinde"]

Role = Literal["core", "extended"]

PageKind = Literal[
    "a_to_z_services",  # alphabetical directory of services
    "overview",  # list of services or of online services
    "bundle",  # leads to services for business
    "forms_overview",
    "unit_page",  # page of an office
    "business_page",  # entry for business
    "wirtschaftsfoerderung",  # business promotion
    "search_page",
    "sitemap",
    "portal",  # page of the own service portal
    "booking_page",
    "faq",
    "faq_business",  # for business or for the service portal
    "contact_page",
    "login_page",
    "tenders",
    "land",  # commercial land or premises
    "plans",  # development plans
    "accessibility",
    "easy_language",
    "legal",  # Impressum, Datenschutz
    "online_form",
]

PlatformKind = Literal[
    "state_portal",  # a portal of the state where applications are made
    "federal_portal",
    "form_server",
    "portal_product",  # a product that municipal service portals are made of
    "account",
    "payment",
    "booking",
    "procurement",
    "council",  # council information systems
    "redirector",
    "geo",
    "land",
    "invoice",
    "translator",
    "chat",
    "third_party_search",
    "captcha",
    "social",
    "analytics",
]

SpecialTarget = Literal[
    "portal_start",  # start page of a state portal
    "state_deep_link",  # a service of a state portal
    "ended",  # a platform that is no more
    "content",  # an own page that says something of its own
    "news",  # an own page of news, an event, a job, a by-law or a council paper
]

LinkTarget = Literal[PageKind, PlatformKind, SpecialTarget]
