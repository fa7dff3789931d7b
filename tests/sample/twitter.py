"""Support on Twitter, in the columns of the public twcs.csv."""
import csv
import os

from compose import Composer
from people import SINGLE_HELPER, Customers, clock
from rng import Rng
from story import END, OUTAGE, day_of

HANDLE = "ThermowrenHelp"
FIRST_ANSWER = ((0, 120), (.2, 600), (.5, 2400), (.8, 15000), (.95, 60000), (1, 180000))
NEXT_WORD = ((0, 60), (.5, 900), (.8, 6000), (1, 60000))
WEEKDAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
VOLUNTEERS = ((118021, 10), (118377, 6), (118402, 4), (119115, 3), (119964, 2), (120233, 1), (120871, 1))


def stamp(at):
    """Twitter's own way, without the locale's help."""
    when = clock(at)
    day = WEEKDAYS[when.weekday()]
    month = MONTHS[when.month - 1]
    return "%s %s %02d %s +0000 %d" % (day, month, when.day, when.strftime("%H:%M:%S"), when.year)


def cut(text, limit=275):
    """Tweets that got too long lose whole sentences at the end."""
    while len(text) > limit and ". " in text:
        text = text[:text.rindex(". ") + 1]
    return text if len(text) <= limit else text[:limit - 1] + "…"


class Twitter:
    def __init__(self):
        self.rng = Rng("twitter")
        self.composer = Composer("twitter")
        self.customers = Customers("twitter", 121000, 7)
        self.tweets = []            # dicts; ids are given in the order of time at the end
        self.threads = []           # (ticket, its first tweet)
        self.orphans = 0

    def tweet(self, author, inbound, at, text, parent=None):
        row = {"author": author, "inbound": inbound, "at": at, "text": text.replace("&", "&amp;"), "parent": parent,
               "children": [], "order": len(self.tweets), "lost": False}
        self.tweets.append(row)
        if parent is not None:
            parent["children"].append(row)
        return row

    def opening(self, ticket):
        rng = self.rng
        if ticket.copy_of:
            first = ticket.copy_of
            ticket.text = self.composer.again(ticket)
            if ticket.kind == "exact":
                return first.requester, first.extra["body"]
            if ticket.kind == "normal-exact":
                person = self.customers.new(ticket.at)
                if rng.chance(0.6):
                    return person, "RT @%d: %s" % (first.requester.id, first.extra["body"])
                return first.requester, "%s %s" % (first.extra["body"], rng.pick(("🙏", "😡", "🥶", "👀")))
            person = first.requester if rng.chance(0.85) else self.customers.new(ticket.at)
        else:
            person = self.customers.next(ticket.at)
            ticket.text = self.composer.opening(ticket, person.sloppy, short=True)
        text = " ".join(ticket.text.body)
        if rng.chance(0.2):
            text = text + " @" + HANDLE
        elif rng.chance(0.9):
            text = "@" + HANDLE + " " + text
        if not ticket.copy_of and not ticket.copied and rng.chance(0.05):
            text += " https://t.example/" + "".join(rng.pick("abcdefghkmnpqrstuvwxyz23456789") for _ in range(8))
        return person, cut(text)

    def staff_words(self, ticket, person):
        rng, say, lang = self.rng, self.composer.say, ticket.lang
        parts = ["@%d" % person.id, say(lang, "tweetstaff")]
        if rng.chance(0.7):
            parts.append(say(lang, "fix", dict(ticket.text.slots), ticket.issue) or say(lang, "tweetdm"))
        else:
            parts.append(say(lang, "tweetdm"))
        return cut(" ".join(parts), 268) + " " + say(lang, "tweetsign")

    def talk(self, ticket, person, first):
        rng, say = self.rng, self.composer.say
        if ticket.issue not in SINGLE_HELPER and rng.chance(0.14):
            helper = rng.weighted(VOLUNTEERS)
            at = ticket.at + int(rng.from_curve(FIRST_ANSWER))
            if at <= END and helper != person.id:
                text = say(ticket.lang, "fix", dict(ticket.text.slots), ticket.issue) or say(ticket.lang, "peershort")
                last = self.tweet(helper, True, at, cut("@%d %s" % (person.id, text)), first)
                at += int(rng.from_curve(NEXT_WORD))
                if at <= END and rng.chance(0.5):
                    self.tweet(person.id, True, at, "@%d %s" % (helper, say(ticket.lang, "thanks")), last)
            if rng.chance(0.75):
                return
        busy = ticket.issue == OUTAGE["issue"] and day_of(ticket.at) >= OUTAGE["date"]
        if rng.chance(0.3 if busy else 0.17):
            return
        at, last = ticket.at, first
        for _ in range(rng.weighted(((1, 60), (2, 30), (3, 10)))):
            at += int(rng.from_curve(FIRST_ANSWER))
            if at > END:
                return
            last = self.tweet(HANDLE, False, at, self.staff_words(ticket, person), last)
            at += int(rng.from_curve(NEXT_WORD))
            if at > END or rng.chance(0.35):
                return
            mood = rng.weighted((("thanks", 5), ("notyet", 3), ("nudge", 1)))
            last = self.tweet(person.id, True, at, "@%s %s" % (HANDLE, say(ticket.lang, mood)), last)
            if mood == "thanks":
                return

    def add(self, ticket):
        rng = self.rng
        person, text = self.opening(ticket)
        ticket.requester, ticket.extra["body"] = person, text
        first = self.tweet(person.id, True, ticket.at, text)
        if not ticket.copy_of and rng.chance(0.03):
            first["lost"] = True            # answers a tweet that the export does not hold
            self.orphans += 1
        if rng.chance(0.05) and ticket.at + 60 <= END:
            more = self.composer.say(ticket.lang, "detail", ticket.text.slots, ticket.issue)
            if more:
                self.tweet(person.id, True, ticket.at + rng.between(20, 59), "@%s 2/2 %s" % (HANDLE, more), first)
        self.talk(ticket, person, first)
        self.threads.append((ticket, first))

    def write(self, folder):
        os.makedirs(folder)
        self.tweets.sort(key=lambda t: (t["at"], t["order"]))
        number = 700100
        for tweet in self.tweets:
            number += 1 + self.rng.below(4)
            tweet["id"] = number
        for ticket, first in self.threads:
            ticket.id = "twitter:%d" % first["id"]
        with open(os.path.join(folder, "twcs.csv"), "w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(("tweet_id", "author_id", "inbound", "created_at", "text", "response_tweet_id",
                          "in_response_to_tweet_id"))
            for tweet in self.tweets:
                parent = tweet["parent"]["id"] if tweet["parent"] else tweet["id"] - 600000 if tweet["lost"] else ""
                out.writerow((tweet["id"], tweet["author"], tweet["inbound"], stamp(tweet["at"]), tweet["text"],
                              ",".join(str(c["id"]) for c in tweet["children"]), parent))
