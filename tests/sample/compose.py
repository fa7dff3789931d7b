"""Puts sentences together as customers, staff and volunteers do, and mangles them as people do."""
import re
import unicodedata
from dataclasses import dataclass, field, replace

from phrases import TEXTS, expand, sentence
from rng import Rng

KEYS = {"a": "s", "b": "v", "c": "x", "d": "f", "e": "r", "f": "g", "g": "h", "h": "j", "i": "o", "k": "l", "l": "k",
        "m": "n", "n": "m", "o": "p", "p": "o", "r": "t", "s": "d", "t": "r", "u": "i", "v": "b", "w": "e", "y": "u"}
TOO_ALIKE = 0.58
ALIKE = 0.5     # two people's texts must share fewer of their 4-grams than this


@dataclass
class Text:
    """A customer's message before it takes the form of its system."""
    body: list                                  # sentences
    greet: str = ""
    close: str = ""
    slots: dict = field(default_factory=dict)


def grams(text):
    """The character 4-grams of the folded text, as a measure of likeness."""
    text = unicodedata.normalize("NFKD", text.lower())
    text = " " + re.sub(r"[^a-z0-9]+", " ", text).strip() + " "
    return {text[i:i + 4] for i in range(len(text) - 3)}


def likeness(a, b):
    return len(a & b) / max(1, len(a | b))


def typo(rng, text):
    """One slip of the fingers in a word of at least five letters."""
    places = [m.start() for m in re.finditer(r"(?<=[a-z]{2})[a-z](?=[a-z]{2})", text)]
    if not places:
        return text
    i = rng.pick(places)
    kind = rng.below(4)
    if kind == 0:
        return text[:i] + text[i + 1] + text[i] + text[i + 2:]
    if kind == 1:
        return text[:i] + text[i + 1:]
    if kind == 2:
        return text[:i] + text[i] + text[i:]
    return text[:i] + KEYS.get(text[i], text[i]) + text[i + 1:]


def careless(rng, sentences, sloppy):
    """What a person who types like that makes of the sentences."""
    result = []
    for text in sentences:
        if sloppy > 0.55 and rng.chance(sloppy * 0.5):
            text = typo(rng, text)
        if sloppy > 0.82:
            text = text.lower().rstrip(".")
            text = text.replace("'", "")
        result.append(text)
    if sloppy > 0.97:
        result = [text.upper() for text in result]
    return result


class Composer:
    """Writes openings that no two people write alike."""

    seen = {}           # of all systems: {(issue, lang): [grams, ...]}
    singles = {}        # {lang: [lines not yet used]}

    def __init__(self, label):
        self.rng = Rng("compose " + label)

    def say(self, lang, key, slots=None, section="general", used=None):
        return sentence(self.rng, lang, section, key, {} if slots is None else slots, used)

    def opening(self, ticket, sloppy, short=False):
        """A Text for the ticket; short is a tweet's worth of it. Drafts too like an earlier text are
        thrown away: two strangers with one problem do not write the same letters."""
        earlier = self.seen.setdefault((ticket.issue, ticket.lang), [])
        best = None
        for _ in range(40):
            text = self.single(ticket, short) if ticket.issue == "one-off" else self.draft(ticket, short)
            mine = grams(" ".join(text.body))
            worst = max((likeness(mine, other) for other in earlier), default=0)
            if best is None or worst < best[0]:
                best = (worst, text, mine)
            if worst < ALIKE:
                break
        if best[0] >= TOO_ALIKE and ticket.lang != "en":
            ticket.lang = "en"          # nothing new to say in that language: this one writes English
            return self.opening(ticket, sloppy, short)
        earlier.append(best[2])
        text = best[1]
        text.body = careless(self.rng, text.body, sloppy)
        return text

    def single(self, ticket, short):
        """One of the questions nobody else asks, each used once before any is used twice."""
        rng, lang, slots = self.rng, ticket.lang, {}
        pool = self.singles.setdefault(lang, [])
        if not pool:
            lines = TEXTS[lang]["one-off"]["single"]
            pool.extend(rng.sample(lines, len(lines)))
        body = [expand(pool.pop(), rng, lang, slots)]
        if not short and rng.chance(0.35):
            body.insert(0, self.say(lang, "context", slots))
        if not short and rng.chance(0.4):
            body.append(self.say(lang, "ask", slots))
        return self.frame(ticket, body, slots, short)

    def draft(self, ticket, short):
        rng, lang, issue = self.rng, ticket.lang, ticket.issue
        slots, used = {}, []
        body = [self.say(lang, "lead", slots, issue)]
        if short:
            if rng.chance(0.6):
                body.append(self.say(lang, "detail", slots, issue, used))
            if rng.chance(0.2):
                body.append(self.say(lang, "when", slots))
            for _ in range(rng.weighted(((0, 30), (1, 55), (2, 15)))):
                body.append(self.say(lang, "tweetmood", slots, used=used))
        else:
            if rng.chance(0.14):
                body.insert(0, self.say(lang, "context", slots))
            for _ in range(rng.weighted(((0, 12), (1, 48), (2, 40)))):
                body.append(self.say(lang, "detail", slots, issue, used))
            if rng.chance(0.25):
                body.append(self.say(lang, "when", slots))
            if rng.chance(0.5):
                body.append(self.say(lang, "tried", slots, issue) or self.say(lang, "tried", slots))
            if rng.chance(0.22):
                body.append(self.say(lang, "impact", slots))
            if rng.chance(0.55):
                body.append(self.say(lang, "ask", slots))
        return self.frame(ticket, [line for line in body if line], slots, short)

    def frame(self, ticket, body, slots, short):
        text = Text(body, slots=slots)
        if not short and self.rng.chance(0.75):
            text.greet = self.say(ticket.lang, "greet")
        if not short and self.rng.chance(0.7):
            text.close = self.say(ticket.lang, "close")
        return text

    def subject(self, ticket, text, sloppy):
        """What stands in the subject line: mostly the matter, sometimes only a cry."""
        if ticket.issue == "one-off":
            first = re.split(r"(?<=[.?!]) ", text.body[0])[0]
            words = first.split()
            return first.rstrip(".") if len(words) <= 14 else " ".join(words[:11]) + " ..."
        if self.rng.chance(0.16):
            return self.say(ticket.lang, "vague", dict(text.slots))
        subject = self.say(ticket.lang, "subject", dict(text.slots), ticket.issue)
        return subject.lower() if sloppy > 0.85 else subject

    def again(self, ticket):
        """The Text of a copy: exactly the same, in another frame, or nearly the same."""
        rng, first = self.rng, ticket.copy_of.text
        if ticket.kind == "exact":
            return replace(first, body=list(first.body))
        if ticket.kind == "normal-exact":
            greet = first.greet
            while greet == first.greet:
                greet = self.say(ticket.lang, "greet")
            close = self.say(ticket.lang, "close") if first.close or rng.chance(0.6) else ""
            return Text(list(first.body), greet, close, first.slots)
        before = grams(" ".join(first.body))
        for _ in range(60):
            body = list(first.body)
            if rng.chance(0.5) and len(body) > 2:
                body.pop()
            else:
                body.append(self.say(ticket.lang, rng.pick(("nudge", "ask", "impact")), dict(first.slots)))
            body = [typo(rng, line) if rng.chance(0.5) else line for line in body]
            alike = likeness(before, grams(" ".join(body)))
            if 0.66 <= alike < 0.97:
                return Text(body, first.greet, first.close, first.slots)
        body = list(first.body)
        body[0] = typo(rng, body[0])
        return Text(body, first.greet, first.close, first.slots)

    def answer(self, ticket, voice):
        """Staff or peer answering with one of the known remedies; a list of sentences."""
        rng, lang = self.rng, ticket.lang
        slots = dict(ticket.text.slots)
        fix = self.say(lang, "fix", slots, ticket.issue)
        if not fix:
            fix = self.say(lang, "staffask" if voice == "staff" else "peershort", slots)
        lines = [fix]
        if rng.chance(0.75 if voice == "staff" else 0.5):
            lines.insert(0, self.say(lang, voice + "open", slots))
        if rng.chance(0.5 if voice == "staff" else 0.3):
            lines.append(self.say(lang, voice + "close", slots))
        return lines
