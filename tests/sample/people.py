"""The people: customers, the company's staff, and the volunteers of its forum. All invented."""
import datetime
from dataclasses import dataclass

from rng import Rng
from story import FIRST, STAR_LAST_DAY, START

FIRST_NAMES = (
    "Alba Amadou Anneke Aurel Basim Beatrix Benno Birgit Callum Carmela Cedric Clarissa Corin Dagmar Dario Delphine"
    " Dorian Edda Eleni Emeka Enzo Esther Fabian Farida Fergus Fiona Gesine Gilles Greta Gwilym Hamza Hannes Hester"
    " Idris Ilka Imogen Ivo Jadwiga Janek Jolanda Kasimir Katrin Kerstin Kofi Lambert Leocadia Liesel Lorcan Ludmila"
    " Maelle Malin Marek Mirella Nadira Niamh Noor Odile Olaf Orla Paloma Pascal Petra Quentin Rafael Renske Rhoda"
    " Rosalind Ruben Sabine Samir Saskia Selma Silvan Sunniva Tamsin Teodor Thekla Tobias Ulrike Valentin Veronika"
    " Wanda Wilfried Xenia Yannick Yusuf Zelda Zoran").split()
LAST_NAMES = (
    "Abernethy Achterberg Albarracin Amberg Applewhite Arrowood Balmforth Bergholt Birkenau Blackthorn Bogenschutz"
    " Bracegirdle Calderwood Cantalapiedra Castellnou Cloverfield Crannock Dalgarven Dornbusch Drinkwater Ebersold"
    " Eichenlaub Elderfield Escalante Fairweather Farnborough Feldkamp Ferreruela Finkenwerder Galloway Garrotxa"
    " Gildersleeve Goldammer Greenhalgh Grimsdyke Haberkorn Hartigan Hasselbrink Hawksworth Heidenreich Hollowell"
    " Iglesuela Inkpen Jarrow Kaltenbrunn Kestlebury Kirschbaum Kornblum Lachlan Langstroth Larkham Lindqvist"
    " Llanover Lochridge Maderuelo Mandrell Merryweather Mirasierra Mossgrove Nachtigall Netherby Nightingale"
    " Oakhanger Olivares Ormsby Osterkamp Palomeque Pennywhistle Pfefferkorn Quarrington Quintanar Rabenstein"
    " Ravensdale Redfearn Rosenstiel Saltmarsh Sandoval Schlehdorn Shuttleworth Silberbach Stavenhagen Sternberg"
    " Tannahill Thistlewood Torreblanca Umberfield Valdecasas Vogelsang Waldmeister Weatherby Whitlock Winterbourne"
    " Yarrow Zaunkonig").split()

AGENTS = (      # the same people sit in Zendesk, in the chat and behind the Twitter account
    "Ailsa Morven", "Jonas Brandt-Okafor", "Tova Kilbride", "Lucia Sanz-Pereda", "Milo Dunmore", "Frauke Anders-Holm",
    "Priya Castlemaine", "Rhys Penhallow")
ADMIN = "Wren Desk Admin"


@dataclass
class Volunteer:
    name: str
    weight: float
    first_day: int = 0
    last_day: int = 89
    only: str = ""          # answers this issue and nothing else
    skill: float = 0.5


STAR = "Hedda Larkspur"
STAR_LAST = (STAR_LAST_DAY - FIRST).days
VOLUNTEERS = (
    Volunteer(STAR, 52, 0, STAR_LAST, skill=0.8),
    Volunteer("Bartholomew Finch", 17, skill=0.7),
    Volunteer("Solveig Ackermann", 13, skill=0.75),
    Volunteer("radiator_ron", 11, skill=0.45),
    Volunteer("Miguel Altozano", 9, skill=0.6),
    Volunteer("pipes-and-pumps", 8, skill=0.65),
    Volunteer("Enid Cottersley", 7, skill=0.5),
    Volunteer("twigtinkerer", 6, skill=0.7),
    Volunteer("Gunhild Osterloh", 5, skill=0.55),
    Volunteer("K. Brightwater", 4.5, skill=0.4),
    Volunteer("dial_m_for_magma", 4, skill=0.5),
    Volunteer("Percival Stubbs", 3.5, skill=0.35),
    Volunteer("Yolanda Riveroll", 3, skill=0.6),
    Volunteer("nightsetback", 2.6, skill=0.5),
    Volunteer("Torvald Eskdale", 2.2, skill=0.5),
    Volunteer("Minna Halloway", 2, skill=0.45),
    Volunteer("coldfeet77", 1.7, skill=0.3),
    Volunteer("Desmond Achebe-Lund", 1.5, skill=0.5),
    Volunteer("valve_whisperer", 1.3, skill=0.7),
    Volunteer("Ottilie Brandner", 1.1, skill=0.5),
    Volunteer("hansdampf", 1.0, skill=0.4),
    Volunteer("Cressida Moor", 0.8, 0, 40, skill=0.5),
    Volunteer("Uwe Sandkrug", 0.7, 0, 55, skill=0.5),
    # newcomers of the last weeks
    Volunteer("Philippa Thaxter", 5, 61, skill=0.6),
    Volunteer("warmhearted_wes", 4.5, 66, skill=0.5),
    Volunteer("Ines Caldas-Rook", 4.5, 70, skill=0.6),
    Volunteer("Bram Oosterveld", 4, 74, skill=0.4),
    Volunteer("new_in_the_nest", 5, 78, skill=0.3),
    # people with one subject
    Volunteer("Corvin Alder", 8, only="api-export", skill=0.8),
    Volunteer("Leopold Hinterbach", 8, only="blank-display", skill=0.6),
    Volunteer("Agnetha Voss-Reilly", 8, only="transfer-home", skill=0.6),
    Volunteer("Sparky McVolt", 7, only="wiring", skill=0.8),
    Volunteer("boilerbodo", 5, only="short-cycling", skill=0.7),
    Volunteer("Marjorie Tindale", 4, only="valve-noise", skill=0.5),
)
# Issues that one volunteer alone answers in the forum.
SINGLE_HELPER = {
    "api-export": "Corvin Alder",
    "blank-display": "Leopold Hinterbach",
    "transfer-home": "Agnetha Voss-Reilly",
    "child-lock": STAR,
}


@dataclass
class Person:
    id: int
    name: str
    handle: str
    created: int
    sloppy: float       # how carelessly this person types, 0..1
    work: bool          # writes from an office, with a signature and a disclaimer


class Customers:
    """The customers of one system: mostly new ones, some who come back."""

    def __init__(self, label, first_id, step):
        self.rng = Rng("customers " + label)
        self.all = []
        self.next_id = first_id
        self.step = step
        self.used = set()

    def new(self, at):
        rng = self.rng
        while True:
            first, last = rng.pick(FIRST_NAMES), rng.pick(LAST_NAMES)
            if (first, last) not in self.used:
                break
        self.used.add((first, last))
        handle = rng.pick(("%s.%s", "%s_%s", "%s%s")) % (first.lower(), last.lower())
        created = at - int(rng.from_curve(((0, 60), (.5, 4000), (.7, 5e6), (1, 9e7))))
        person = Person(self.next_id, first + " " + last, handle, created, rng.real(), rng.chance(0.12))
        self.next_id += 1 + rng.below(self.step)
        self.all.append(person)
        return person

    def next(self, at):
        if len(self.all) > 30 and self.rng.chance(0.12):
            return self.rng.pick(self.all)
        return self.new(at)


def phone(rng):
    """A number from the ranges kept free for fiction."""
    if rng.chance(0.5):
        return "+44 1632 960%03d" % rng.below(1000)
    return "+1 202 555 01%02d" % rng.below(100)


def clock(at):
    return datetime.datetime.fromtimestamp(at, datetime.timezone.utc)
