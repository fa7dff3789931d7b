"""The live chat vendor's export: one row a message, semicolons, its own column names."""
import csv
import os

import hostile
from compose import Composer
from people import AGENTS, Customers, clock
from rng import Rng
from story import BY_SLUG, END

HEADER = ("Session ID", "Message ID", "Sent At", "Sender Type", "Sender ID", "Message", "Product",
          "Labels", "Outcome", "Language", "Started At", "Ended At", "Visitor ID")
LANGUAGE = {"en": "English", "de": "German", "es": "Spanish"}


def stamp(at):
    return clock(at).strftime("%Y-%m-%d %H:%M:%S")


class Chat:
    def __init__(self):
        self.rng = Rng("chat")
        self.composer = Composer("chat")
        self.customers = Customers("chat", 51200, 9)
        self.session = 104200
        self.plain = 0              # sessions that neither are copies nor have any
        self.rows = []

    def opening(self, ticket):
        rng = self.rng
        if ticket.copy_of:
            same = rng.chance(0.8)
            person = ticket.copy_of.requester if same else self.customers.new(ticket.at)
            ticket.text = self.composer.again(ticket)
        else:
            person = self.customers.next(ticket.at)
            ticket.text = self.composer.opening(ticket, person.sloppy)
        text, parts = ticket.text, []
        if ticket.kind == "exact":
            return person, ticket.copy_of.extra["body"]
        if text.greet:
            parts.append(text.greet)
        parts.append(" ".join(text.body[:3]))
        if len(text.body) > 3:
            parts.append(" ".join(text.body[3:]))
        return person, ("\n" if rng.chance(0.35) else " ").join(parts)

    def talk(self, ticket):
        """(who, seconds later, what) after the opening, and how it ended."""
        rng, say, lang = self.rng, self.composer.say, ticket.lang
        agent = rng.below(len(AGENTS))
        name = AGENTS[agent].split()[0]
        lines = [("bot", rng.between(2, 6), say(lang, "bot"))] if rng.chance(0.4) else []
        if rng.chance(0.14):
            lines.append(("bot", rng.between(240, 900), say(lang, "botaway")))
            return agent, lines, rng.pick(("Missed", "Abandoned"))
        wait = int(rng.from_curve(((0, 20), (.5, 90), (.8, 300), (.95, 1200), (1, 3600))))
        lines.append(("agent", wait, say(lang, "agenthello", {"agent": name})))
        fix = [line for line in self.composer.answer(ticket, "staff")[-2:] if line]
        lines.append(("agent", rng.between(40, 240), "\n".join(fix) if rng.chance(0.3) else " ".join(fix)))
        if rng.chance(0.4):
            lines.append(("visitor", rng.between(15, 120), say(lang, "chatshort", dict(ticket.text.slots), "general")))
        if rng.chance(0.18):
            lines.append(("visitor", rng.between(30, 300), say(lang, "notyet")))
            lines.append(("agent", rng.between(60, 300), say(lang, "staffask")))
            return agent, lines, "Transferred"
        if rng.chance(0.65):
            lines.append(("visitor", rng.between(30, 400), say(lang, "thanks")))
        if rng.chance(0.5):
            lines.append(("agent", rng.between(10, 60), say(lang, "agentbye")))
        return agent, lines, "Resolved"

    def add(self, ticket):
        rng = self.rng
        self.session += 1 + rng.below(4)
        person, body = self.opening(ticket)
        if not ticket.copied and not ticket.copy_of:
            body = hostile.chat(self.plain, body)
            self.plain += 1
        session = "CH-%d" % self.session
        ticket.id, ticket.requester, ticket.extra["body"] = "chat:" + session, person, body
        agent, lines, outcome = self.talk(ticket)
        at, said = ticket.at, [("visitor", ticket.at, body)]
        for who, wait, text in lines:
            at += wait
            if at > END:
                outcome = "Abandoned"
                break
            said.append((who, at, text))
        issue = BY_SLUG[ticket.issue]
        labels = ",".join(issue.tags) if rng.chance(0.7) else ""
        ended = stamp(said[-1][1]) if outcome in ("Resolved", "Transferred") else ""
        for n, (who, when, text) in enumerate(said):
            sender = {"visitor": "v-%d" % person.id, "bot": "pip", "agent": "a-%02d" % (agent + 1)}[who]
            self.rows.append((when, session, n, (
                session, "%s-%d" % (session, n + 1), stamp(when), who, sender, text, issue.product, labels,
                outcome, LANGUAGE[ticket.lang], stamp(ticket.at), ended, "v-%d" % person.id)))

    def write(self, folder):
        os.makedirs(folder)
        with open(os.path.join(folder, "chat.csv"), "w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, delimiter=";", lineterminator="\r\n")
            out.writerow(HEADER)
            for row in sorted(self.rows):
                out.writerow(row[3])
