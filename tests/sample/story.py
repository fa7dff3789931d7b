"""What happened at Thermowren in the first quarter of 2026: the issues, their daily numbers and the
events, before anybody has written a word."""
import datetime
from dataclasses import dataclass, field

from phrases import has
from rng import Rng

COMPANY = "Thermowren"
FIRST = datetime.date(2026, 1, 1)
DAYS = 90
START = int(datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc).timestamp())
END = START + DAYS * 86400 - 1
SYSTEMS = ("zendesk", "stackexchange", "twitter", "chat")

BROADCAST = {
    "issue": "charged-twice",
    "date": datetime.date(2026, 2, 12),
    "share_avoided": 0.65,
    "text": "Two charges for Wren Plus? You paid once: the second line is a bank hold and drops off"
            " within 5 working days. No need to write. #WrenPlus",
}
OUTAGE = {
    "issue": "service-unreachable",
    "date": datetime.date(2026, 3, 17),
    "from_second": 6 * 3600 + 40 * 60,
    "hours": 31,
    "times": (12.0, 7.0, 2.6, 1.5),         # the usual number, on that day and after it
    "systems": ("zendesk", "twitter", "chat"),
}
CLOCK_CHANGE = {
    "issue": "schedule-hour",
    "date": datetime.date(2026, 3, 29),
    "times": (14.0, 20.0, 14.0),
}
STAR_LAST_DAY = datetime.date(2026, 3, 19)
TOP_ISSUE = "offline-router"
NEW_YEAR = 0.7
WEEKDAY = (1.24, 1.14, 1.06, 1.0, 0.96, 0.82, 0.78)    # Monday first

LANGUAGES = (("en", 0.56), ("de", 0.26), ("es", 0.18))
FORUM_LANGUAGES = (("en", 0.92), ("de", 0.06), ("es", 0.02))
PLUS_LANGUAGES = (("en", 0.92), ("de", 0.05), ("es", 0.03))     # the subscription sells where English is spoken


@dataclass
class Issue:
    slug: str
    first: float        # tickets a day at the beginning
    last: float         # and at the end
    product: str
    tags: tuple
    where: tuple        # weights: zendesk, forum, twitter, chat
    languages: tuple = LANGUAGES


ISSUES = (
    Issue("offline-router", 7.4, 9.2, "Wren One", ("wifi", "wren-one"), (24, 28, 20, 22)),
    Issue("charged-twice", 10.0, 10.0, "Wren Plus", ("billing", "wren-plus"), (34, 6, 26, 26), PLUS_LANGUAGES),
    Issue("service-unreachable", 1.75, 1.93, "Roost app", ("cloud", "app"), (22, 14, 34, 24)),
    Issue("login-loop", 0.92, 0.83, "Roost app", ("login", "app"), (24, 22, 26, 22)),
    Issue("valve-battery", 0.83, 0.74, "Wren Valve", ("battery", "wren-valve"), (22, 36, 16, 20)),
    Issue("valve-stuck", 0.74, 0.64, "Wren Valve", ("mounting", "wren-valve"), (26, 38, 6, 24)),
    Issue("firmware-stuck", 0.55, 0.74, "Wren One", ("firmware", "wren-one"), (22, 34, 18, 20)),
    Issue("schedule-hour", 0.22, 0.34, "Wren One", ("schedule", "time"), (24, 26, 24, 20)),
    Issue("temp-offset", 0.6, 0.51, "Wren One", ("sensor", "wren-one"), (22, 42, 8, 22)),
    Issue("parcel-late", 0.74, 0.55, "shop", ("order", "delivery"), (38, 2, 26, 24)),
    Issue("pairing-qr", 0.6, 0.6, "Wren Valve", ("pairing", "twig"), (21, 34, 8, 32)),
    Issue("wiring", 0.6, 0.46, "Wren One", ("wiring", "boiler"), (21, 52, 2, 20)),
    Issue("cancel-plus", 0.51, 0.51, "Wren Plus", ("billing", "cancel"), (37, 2, 18, 34)),
    Issue("refund-delay", 0.55, 0.46, "shop", ("order", "refund"), (43, 0, 22, 24)),
    Issue("password-mail", 0.46, 0.46, "Roost app", ("login", "e-mail"), (27, 10, 16, 40)),
    Issue("geofence", 0.41, 0.37, "Roost app", ("presence", "app"), (19, 46, 12, 18)),
    Issue("voice-link", 0.41, 0.41, "Roost app", ("voice", "integration"), (21, 42, 14, 18)),
    Issue("short-cycling", 0.37, 0.32, "Wren One", ("boiler", "control"), (19, 58, 2, 16)),
    Issue("hot-water", 0.37, 0.32, "Twig", ("hot-water", "boiler"), (24, 36, 10, 24)),
    Issue("energy-report", 0.32, 0.37, "Wren Plus", ("energy-report", "wren-plus"), (29, 34, 8, 22)),
    Issue("notify-flood", 0.32, 0.32, "Roost app", ("notifications", "app"), (22, 32, 20, 20)),
    Issue("frost-mode", 0.41, 0.18, "Wren One", ("frost", "holiday"), (27, 32, 10, 24)),
    Issue("transfer-home", 0.28, 0.28, "Roost app", ("account", "moving"), (32, 34, 0, 26)),
    Issue("child-lock", 0.26, 0.26, "Wren One", ("lock", "wren-one"), (19, 44, 8, 24)),
    Issue("blank-display", 0.32, 0.28, "Wren One", ("display", "wren-one"), (26, 36, 10, 22)),
    Issue("valve-noise", 0.37, 0.28, "Wren Valve", ("noise", "wren-valve"), (21, 46, 10, 18)),
    Issue("invoice-vat", 0.28, 0.28, "shop", ("invoice", "vat"), (51, 0, 2, 34)),
    Issue("api-export", 0.26, 0.29, "Twig", ("api", "integration"), (10, 80, 4, 4)),
    Issue("one-off", 2.12, 2.12, "", ("misc",), (32, 20, 16, 24)),
)
BY_SLUG = {issue.slug: issue for issue in ISSUES}

# Seconds of the day by quantile: people write after breakfast and after supper.
CLOCK = ((0, 0), (.03, 18000), (.08, 23400), (.30, 34200), (.55, 50400), (.75, 64800), (.95, 79200), (1, 86399))
OFFICE = ((0, 28800), (.35, 36000), (.65, 50400), (.9, 64800), (1, 71900))


@dataclass
class Ticket:
    """One conversation, as yet without words; the writer of its system gives it the rest."""
    at: int
    issue: str
    system: str
    lang: str
    copy_of: object = None
    kind: str = ""
    id: str = ""                    # as muster writes it
    requester: object = None
    text: object = None
    subject: str = ""
    copied: bool = False            # a copy of this one follows: it is left plain, so that the copy is one
    extra: dict = field(default_factory=dict)


def day_of(at):
    return FIRST + datetime.timedelta(days=(at - START) // 86400)


def factor(issue, date):
    """What the events make of an issue's usual number on that date."""
    if issue == BROADCAST["issue"] and date >= BROADCAST["date"]:
        return 1 - BROADCAST["share_avoided"]
    for event in (OUTAGE, CLOCK_CHANGE):
        day = (date - event["date"]).days
        if issue == event["issue"] and 0 <= day < len(event["times"]):
            return event["times"][day]
    return 1.0


def usual(issue, day):
    """The expected number without any event."""
    weekday = WEEKDAY[(FIRST + datetime.timedelta(days=day)).weekday()]
    size = issue.first + (issue.last - issue.first) * day / (DAYS - 1)
    return size * weekday * (NEW_YEAR if day == 0 else 1)


def daily_numbers():
    """{slug: [n, ...]}: expected numbers with some noise, rounded so that nothing is lost."""
    rng = Rng("daily numbers")
    weather = [0.9 + 0.2 * rng.real() for _ in range(DAYS)]
    numbers = {}
    for issue in ISSUES:
        carry, row = rng.real(), []
        for day in range(DAYS):
            date = FIRST + datetime.timedelta(days=day)
            carry += usual(issue, day) * factor(issue.slug, date) * weather[day] * (0.8 + 0.4 * rng.real())
            row.append(int(carry))
            carry -= int(carry)
        numbers[issue.slug] = row
    return numbers


def second_of_day(rng, issue, system, date):
    """When on that day; the outage begins in the morning and is complained about from then on."""
    second = int(rng.from_curve(OFFICE if system == "chat" else CLOCK))
    if issue == OUTAGE["issue"] and date == OUTAGE["date"]:
        while second < OUTAGE["from_second"] + 240:
            second = int(rng.from_curve(OFFICE if system == "chat" else CLOCK))
    return second


def tickets():
    """All conversations that are not copies, in the order of their times."""
    rng = Rng("tickets")
    result = []
    for slug, row in daily_numbers().items():
        issue = BY_SLUG[slug]
        for day, n in enumerate(row):
            date = FIRST + datetime.timedelta(days=day)
            burst = slug == OUTAGE["issue"] and factor(slug, date) > 1
            where = [(s, w) for s, w in zip(SYSTEMS, issue.where) if not burst or s in OUTAGE["systems"]]
            for _ in range(n):
                system = rng.weighted(where)
                lang = rng.weighted(FORUM_LANGUAGES if system == "stackexchange" else issue.languages)
                if not has(lang, slug):
                    lang = "en"
                at = START + day * 86400 + second_of_day(rng, slug, system, date)
                result.append(Ticket(at, slug, system, lang))
    result.sort(key=lambda t: (t.at, t.issue, t.system, t.lang))
    return result


def copies(originals):
    """Tickets that repeat an earlier one: the same person again, or somebody passing it on."""
    rng = Rng("copies")
    result = []
    for ticket in originals:
        if ticket.issue == "one-off" or not rng.chance(0.055):
            continue
        kind = rng.weighted((("exact", 34), ("normal-exact", 30), ("near", 36)))
        for _ in range(2 if rng.chance(0.08) else 1):
            wait = rng.from_curve(((0, 300), (.3, 3600), (.6, 30000), (.9, 200000), (1, 432000)))
            at = ticket.at + int(wait)
            if at <= END - 3600:
                result.append(Ticket(at, ticket.issue, ticket.system, ticket.lang, ticket, kind))
                ticket.copied = True
    return result


def all_tickets():
    originals = tickets()
    everything = originals + copies(originals)
    everything.sort(key=lambda t: (t.at, t.copy_of is not None))
    return everything
