"""Small catalogues of invented services."""

from datetime import date

from criteria.kompass.catalogue import Catalogue
from criteria.kompass.record import Addressee, Record, Source
from criteria.municipality import Municipality

LEIKA = Source("leika-2019", "leika", "Katalog", date(2019, 10, 1), "a")
WSP = Source("wsp-nrw", "wsp", "Liste", date(2024, 11, 11), "b")
SET = Source("services", "services", "g2b-2026", None, "c")
OWN = Source("krz", "own", "Tabelle", date(2026, 5, 1), "d")

VILLAGE = Municipality("05999001", "Musterdorf", "Gemeinde", "gemeinde", "https://musterdorf.example/", population=9000)
TOWN = Municipality("05999002", "Musterstadt", "Stadt", "stadt", "https://musterstadt.example/", population=31000)
CITY = Municipality("05999003", "Großmuster", "Stadt", "stadt", "https://grossmuster.example/", population=80000)
KREIS = Municipality("05999", "Kreis Muster", "Kreis", "kreis", "https://kreis-muster.example/", population=250000)

KEY = "99050012104000"


def record(name="Drachensteigen Erlaubnis", key=KEY, source=LEIKA, line=2, **more):
    return Record(source, line, name, key, **{"addressee": Addressee.UNKNOWN, **more})


def catalogue(*records, local=(), reported=()):
    return Catalogue.of(records, local, reported)
