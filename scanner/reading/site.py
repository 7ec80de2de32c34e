"""From an archive to a site: the order in which pages become kinds, services, offers, searches and accesses.

`read_captures` reads bytes, all else works on facts only. The spiders stop after `see` and ask `reading.wants` what is
still wanted.
"""

from __future__ import annotations

from dataclasses import replace

from criteria.loading import CriteriaSet
from criteria.registry import Municipality
from scanner.archive.records import Manifest
from scanner.reading.access import read_accesses
from scanner.reading.captures import Readings, Source, read_captures
from scanner.reading.completeness import searched
from scanner.reading.entries import list_entries
from scanner.reading.graph import clicks_from_home
from scanner.reading.hosts import own_hosts
from scanner.reading.kinds import kinds_of
from scanner.reading.list_kinds import kinds_by_entries
from scanner.reading.merging import merge
from scanner.reading.offers import find_offers
from scanner.reading.repeated import repeated_texts
from scanner.reading.reserving import reservations
from scanner.reading.search import read_searches
from scanner.reading.seen import Seen
from scanner.reading.services import find_services
from scanner.reading.site_types import Site
from scanner.reading.twins import find_twins
from scanner.reading.units import unit_pages
from scanner.reading.urls import identity


def build_site(archive: Source, municipality: Municipality, criteria_set: CriteriaSet) -> Site:
    """Return everything judging may look at. A pure function of its arguments.

    Args:
        archive: what was seen, with its manifest.
        municipality: as it was on the date of the run.
        criteria_set: words, platforms and catalogue that the pages are read by.
    """
    readings = read_captures(archive, criteria_set.lexicon)
    site = complete(see(readings, archive.manifest, municipality, criteria_set), readings)
    return replace(site, reserved=reservations(archive.manifest, archive.body))


def see(readings: Readings, manifest: Manifest, municipality: Municipality, criteria_set: CriteriaSet) -> Seen:
    """Return what the captures say before offers, searches and accesses are joined."""
    hosts = own_hosts(readings, manifest, municipality, criteria_set)
    merged = merge(readings, hosts, criteria_set.lexicon, manifest.aliases)
    seen = Seen(
        municipality=municipality,
        set=criteria_set,
        manifest=manifest,
        as_of=manifest.as_of.date(),
        home=merged.final.get(identity(municipality.homepage), identity(municipality.homepage)),
        pages=merged.pages,
        targets=merged.targets,
        answers=readings.answers,
        final={linked: merged.final.get(key, key) for linked, key in manifest.aliases} | dict(merged.final),
        unseen={identity(missing.url): missing.failure.value for missing in manifest.missing},
        own_hosts=hosts.own,
        portal_hosts=hosts.portal,
        repeated=repeated_texts(merged.pages),
    )
    seen = replace(seen, kinds=kinds_of(seen))
    described = find_services(seen)
    seen = replace(seen, services=described.services, referrals=described.referrals)
    seen = replace(seen, entries=list_entries(seen))
    return replace(seen, kinds=kinds_by_entries(seen))


def complete(seen: Seen, readings: Readings) -> Site:
    """Return the site of what was seen."""
    offers = find_offers(seen)
    engines = read_searches(seen)
    return Site(
        municipality=seen.municipality,
        set=seen.set,
        manifest=seen.manifest,
        as_of=seen.as_of,
        home=seen.home,
        pages=seen.pages,
        kinds=seen.kinds,
        targets=seen.targets,
        entries=seen.entries,
        services=seen.services,
        referrals=seen.referrals,
        offers=offers,
        engines=engines,
        accesses=read_accesses(seen, offers),
        twins=find_twins(seen, offers),
        clicks=clicks_from_home(seen),
        unit_pages=unit_pages(seen),
        repeated=seen.repeated,
        unseen=seen.unseen,
        searched=searched(seen, engines, readings.listed),
        own_hosts=seen.own_hosts,
        portal_hosts=seen.portal_hosts,
        problems=readings.problems,
        final=seen.final,
    )
