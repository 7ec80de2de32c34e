"""The generated region as a server sees it: which host answers what, searches, stubs of other bodies, registry rows."""
