"""Conversations as people have them, before any system gives them its form: what the small exports are made of."""
from dataclasses import dataclass, field

from compose import Composer
from people import AGENTS, VOLUNTEERS, Customers
from phrases import has
from rng import Rng
from story import BY_SLUG, START, Ticket

ISSUES = ("temp-offset", "invoice-vat", "valve-noise", "geofence", "hot-water", "password-mail", "frost-mode",
          "voice-link", "blank-display", "refund-delay", "child-lock", "pairing-qr", "energy-report", "notify-flood",
          "wiring", "transfer-home")
LANGUAGES = ("en", "de", "en", "es", "en")


@dataclass
class Someone:
    number: int
    name: str
    handle: str         # without blanks, as a forum wants it
    email: str


@dataclass
class Said:
    who: Someone
    role: str
    at: int
    text: str
    public: bool = True
    accepted: bool = False


@dataclass
class Talk:
    number: int         # counts through all exports, so that no two have one id
    issue: object
    lang: str
    subject: str
    said: list = field(default_factory=list)
    status: str = "open"            # open, pending, solved
    tags: tuple = ()

    @property
    def first(self):
        return self.said[0]

    @property
    def last(self):
        return self.said[-1]

    @property
    def customer(self):
        return self.first.who


def handle_of(name):
    return "".join(c if c.isalnum() else "_" for c in name.lower()).replace("__", "_").strip("_")


STAFF = [Someone(7001 + i, name, handle_of(name.split()[0]) + "_thermowren",
                 name.split()[0].lower() + "@thermowren.example") for i, name in enumerate(AGENTS)]
HELPERS = [Someone(8001 + i, v.name, handle_of(v.name), handle_of(v.name) + "@example.com")
           for i, v in enumerate(VOLUNTEERS)]
PIP = Someone(9001, "Pip", "pip", "pip@thermowren.example")      # the bot


class Talks:
    def __init__(self):
        self.rng = Rng("formats")
        self.composer = Composer("formats")
        self.customers = Customers("formats", 90100, 7)
        self.made = 0

    def opening(self):
        """The next conversation, with its first message."""
        slug = ISSUES[self.made % len(ISSUES)]
        lang = LANGUAGES[self.made % len(LANGUAGES)]
        lang = lang if has(lang, slug) else "en"
        at = START + (self.made * 23 % 80) * 86400 + 7 * 3600 + self.rng.below(9 * 3600)
        ticket = Ticket(at, slug, "formats", lang)
        person = self.customers.new(at)
        ticket.text = text = self.composer.opening(ticket, 0.2)
        lines = [text.greet, " ".join(text.body[:2]), " ".join(text.body[2:]),
                 text.close and text.close + "\n" + person.name]
        someone = Someone(person.id, person.name, handle_of(person.name), person.handle + "@example.com")
        subject = self.composer.say(ticket.lang, "subject", dict(text.slots), slug)
        talk = Talk(4100 + self.made, BY_SLUG[slug], ticket.lang, subject, tags=BY_SLUG[slug].tags)
        talk.said.append(Said(someone, "customer", at, "\n\n".join(line for line in lines if line)))
        self.made += 1
        return talk, ticket

    def say(self, talk, who, role, text, **more):
        """After a while; never less than a minute, for some exports show no seconds."""
        wait = 5 if role == "bot" else self.rng.between(600, 30000)
        talk.said.append(Said(who, role, talk.last.at + wait, text, **more))

    def word(self, talk, ticket, key):
        return self.composer.say(talk.lang, key, dict(ticket.text.slots))

    def desk(self, count, bot=False, notes=True):
        """Customers and staff, with notes among the staff."""
        return [self.one(n, bot and n == 0, notes) for n in range(count)]

    def one(self, n, bot, notes):
        talk, ticket = self.opening()
        agent, other = self.rng.sample(STAFF, 2)
        if bot:
            self.say(talk, PIP, "bot", self.word(talk, ticket, "bot"))
        if n % 4 == 2:
            return talk
        if n % 4 == 0 and notes:
            self.say(talk, other, "staff", self.word(talk, ticket, "note"), public=False)
        if n % 4 == 1:
            self.say(talk, agent, "staff", self.word(talk, ticket, "staffask"))
            self.say(talk, talk.customer, "customer", self.word(talk, ticket, "notyet"))
        self.say(talk, agent, "staff",
                 " ".join(self.composer.answer(ticket, "staff")) + "\n\n" + agent.name + "\nThermowren Support")
        talk.status = "pending" if n % 4 == 3 else "solved"
        if n % 4 == 0:
            self.say(talk, talk.customer, "customer", self.word(talk, ticket, "thanks"))
        return talk

    def forum(self, count, bot=False):
        """Customers and those who help them unpaid, with a word of the staff here and there."""
        return [self.thread(n, bot and n == 0) for n in range(count)]

    def thread(self, n, bot):
        talk, ticket = self.opening()
        first, second = self.rng.sample(HELPERS, 2)
        if bot:
            self.say(talk, PIP, "bot", self.word(talk, ticket, "bot"))
        if n % 4 == 2:
            return talk
        if n % 4 == 3:
            self.say(talk, self.rng.pick(STAFF), "staff", " ".join(self.composer.answer(ticket, "staff")))
            return talk
        self.say(talk, first, "volunteer", " ".join(self.composer.answer(ticket, "peer")), accepted=n % 4 == 0)
        talk.status = "solved" if n % 4 == 0 else "open"
        if n % 4 == 0:
            self.say(talk, talk.customer, "customer", self.word(talk, ticket, "thanks"))
        else:
            self.say(talk, second, "volunteer", self.word(talk, ticket, "peershort"))
        return talk
