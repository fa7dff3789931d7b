"""The help desk's export: tickets.json, comments.ndjson, users.json in Zendesk's shapes."""
import json
import os

import hostile
from compose import Composer
from people import ADMIN, AGENTS, Customers, clock, phone
from rng import Rng
from story import END, OUTAGE, START, BY_SLUG, day_of

AGENT_ID = 10482951300000
CUSTOMER_ID = 10482951376224
COMMENT_ID = 9007199254740993       # just above 2^53: a reader that uses doubles loses the last digit
PLAIN_FROM = END - 14 * 86400        # a newer version of the tap writes plain_body as well
FIRST_ANSWER = ((0, 900), (.1, 2400), (.35, 10000), (.6, 30000), (.8, 80000), (.95, 200000), (1, 500000))
NEXT_WORD = ((0, 600), (.3, 4000), (.6, 20000), (.9, 120000), (1, 400000))
FIRMS = ("Harbour & Field Ltd", "Brightmoor Dental Practice", "Lindenhof Pension", "Estudio Campoverde",
         "Old Mill Letting", "Quillfeather Books")
MONTHS = {"de": "Jan. Feb. März Apr. Mai Juni Juli Aug. Sep. Okt. Nov. Dez.".split(),
          "es": "ene feb mar abr may jun jul ago sept oct nov dic".split()}


def stamp(at):
    return clock(at).strftime("%Y-%m-%dT%H:%M:%SZ")


def quote(lines, at, lang):
    """The mail program's copy of what was said before."""
    when = clock(at)
    sender = "Thermowren Support <support@thermowren.example>"
    if lang == "de":
        head = "Am %d. %s %d um %s schrieb %s:" % (when.day, MONTHS["de"][when.month - 1], when.year,
                                                   when.strftime("%H:%M"), sender)
    elif lang == "es":
        head = "El %d %s %d a las %s, %s escribió:" % (when.day, MONTHS["es"][when.month - 1], when.year,
                                                       when.strftime("%H:%M"), sender)
    else:
        head = "On %s at %s %s wrote:" % (when.strftime("%a, %b %d, %Y"), when.strftime("%I:%M %p"), sender)
    return head + "\n" + "\n".join("> " + line for line in lines)


def html(text):
    """The body as Zendesk's html_body has it."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\u00a0", "&nbsp;")
    blocks = "".join("<p>%s</p>" % b.replace("\n", "<br>") for b in text.split("\n\n"))
    return "<div class=\"zd-comment\">%s</div>" % blocks


class Zendesk:
    def __init__(self):
        self.rng = Rng("zendesk")
        self.composer = Composer("zendesk")
        self.customers = Customers("zendesk", CUSTOMER_ID, 40)
        self.number = 35400
        self.tickets, self.comments = [], []
        self.repeated = []
        self.plain = 0              # tickets that neither are copies nor have any
        self.problem = None

    def frame(self, person, lang):
        """How this person's mails look: (paragraphs of 2 sentences?, name, what hangs below)."""
        rng, below = self.rng, []
        if person.work:
            below.append("-- \n%s\n%s\nTel. %s" % (person.name, FIRMS[person.id % len(FIRMS)], phone(rng)))
            below.append(self.composer.say(lang, "disclaimer"))
        elif rng.chance(0.12):
            below.append(self.composer.say(lang, "device"))
        return rng.chance(0.6), person.name if rng.chance(0.8) else person.name.split()[0], below

    def mail(self, text, frame):
        """An opening as it arrives by mail: greeting, paragraphs, signature and what hangs below."""
        paragraphs, name, below = frame
        split = 2 if paragraphs and len(text.body) > 3 else len(text.body)
        lines = [text.greet, " ".join(text.body[:split]), " ".join(text.body[split:])]
        if text.close:
            lines.append(text.close + "\n" + name)
        return "\n\n".join(line for line in lines + below if line)

    def opening(self, ticket):
        """Who writes and what: (person, subject, body)."""
        rng = self.rng
        if ticket.copy_of:
            first = ticket.copy_of
            same = ticket.kind != "near" or rng.chance(0.8)
            person = first.requester if same else self.customers.new(ticket.at)
            ticket.text = self.composer.again(ticket)
            frame = first.extra["frame"] if same else self.frame(person, ticket.lang)
            body = first.extra["body"] if ticket.kind == "exact" else self.mail(ticket.text, frame)
            return person, first.subject, body
        person = self.customers.next(ticket.at)
        ticket.text = self.composer.opening(ticket, person.sloppy)
        subject = self.composer.subject(ticket, ticket.text, person.sloppy)
        ticket.extra["frame"] = self.frame(person, ticket.lang)
        body = self.mail(ticket.text, ticket.extra["frame"])
        if ticket.copied:
            return person, subject, body
        if rng.chance(0.05):
            body += "\n\n" + quote(["Your Thermowren order has left our warehouse.", "",
                                    "Track it at https://thermowren.example/track"], ticket.at - 86400 * 4, ticket.lang)
        elif rng.chance(0.02):
            subject = "Fwd: " + subject
            body = ("---------- Forwarded message ---------\nFrom: %s <%s@example.com>\nDate: %s\nSubject: %s\n"
                    "To: <support@thermowren.example>\n\n%s" % (person.name, person.handle,
                     clock(ticket.at - 7000).strftime("%a, %d %b %Y at %H:%M"), subject[5:], body))
        return person, subject, body

    def comment(self, ticket, author, at, body, public=True):
        row = {"ticket_id": self.number, "id": COMMENT_ID + 2 * len(self.comments), "type": "Comment",
               "author_id": author, "body": body, "html_body": html(body), "public": public, "created_at": stamp(at)}
        if at >= PLAIN_FROM:
            row["plain_body"] = body.replace("\u00a0", "&nbsp;")
        self.comments.append((at, row))

    def talk(self, ticket, person):
        """What follows the opening; returns (status, time of the last word, time solved)."""
        rng, say = self.rng, self.composer.say
        slow = 2.5 if ticket.issue == OUTAGE["issue"] and day_of(ticket.at) >= OUTAGE["date"] else 1
        at, last, agent = ticket.at, ticket.at, AGENT_ID + rng.below(len(AGENTS))
        if rng.chance(0.13):
            if rng.chance(0.3) and at + 90000 < END:
                at = last = at + rng.between(60000, 90000)
                self.comment(ticket, person.id, at, say(ticket.lang, "nudge"))
            return rng.pick(("new", "open")), last, None, agent
        wait = int(rng.from_curve(FIRST_ANSWER) * slow * (1.8 if clock(at).weekday() >= 5 else 1))
        if rng.chance(0.14) and at + wait // 2 <= END:
            self.comment(ticket, agent, at + wait // 2, say(ticket.lang, "note"), public=False)
            last = at + wait // 2
        for turn in range(3):
            at += wait
            if at > END:
                return "open", last, None, agent
            ask = turn == 0 and rng.chance(0.13)
            lines = [say(ticket.lang, "staffask")] if ask else self.composer.answer(ticket, "staff")
            name = AGENTS[agent - AGENT_ID].split()[0]
            reply = " ".join(lines) + "\n\n" + name + "\nThermowren Support"
            self.comment(ticket, agent, at, reply)
            said, last = at, at
            at += int(rng.from_curve(NEXT_WORD))
            if at > END:
                return "pending", last, None, agent
            mood = "notyet" if ask or (turn < 2 and rng.chance(0.2)) else "thanks" if rng.chance(0.45) else ""
            if not mood:
                return "solved", last, last, agent
            word = say(ticket.lang, mood)
            if rng.chance(0.7):
                word += "\n\n" + quote(" ".join(lines).split(". "), said, ticket.lang)
            self.comment(ticket, person.id, at, word)
            last = at
            if mood == "thanks":
                return "solved", last, last, agent
            wait = int(rng.from_curve(NEXT_WORD))
        return "open", last, None, agent

    def add(self, ticket):
        rng = self.rng
        self.number += 1 + (rng.below(3) == 0)
        person, subject, body = self.opening(ticket)
        if not ticket.copied and not ticket.copy_of:
            subject, body = hostile.zendesk(self.plain, subject, body)
            self.plain += 1
        ticket.id = "zendesk:%d" % self.number
        ticket.requester, ticket.subject = person, subject
        ticket.extra["body"] = body
        self.comment(ticket, person.id, ticket.at, body)
        status, last, solved, agent = self.talk(ticket, person)
        if status == "solved" and last < END - 4 * 86400 and rng.chance(0.7):
            status, last = "closed", last + 4 * 86400
        issue = BY_SLUG[ticket.issue]
        web = rng.chance(0.3)
        row = {
            "id": self.number,
            "via": {"channel": "web" if web else "email", "source": {"rel": None}},
            "created_at": stamp(ticket.at), "updated_at": stamp(last), "generated_timestamp": last + 1,
            "type": "incident" if rng.chance(0.4) else "question", "subject": subject, "description": body,
            "priority": rng.pick((None, None, "normal", "high")), "status": status,
            "requester_id": person.id, "assignee_id": None if status == "new" else agent,
            "tags": list(issue.tags) if rng.chance(0.8) else [], "problem_id": None,
            "satisfaction_rating": {"score": rng.pick(("offered", "good", "good", "bad"))}
            if status == "closed" and rng.chance(0.4) else "unoffered" if rng.chance(0.1) else None,
            "custom_fields": [{"id": 360001, "value": issue.product or None}],
        }
        if ticket.issue == OUTAGE["issue"] and day_of(ticket.at) >= OUTAGE["date"]:
            row["type"] = "incident" if self.problem else "problem"
            row["problem_id"] = self.problem if self.problem and rng.chance(0.7) else None
            self.problem = self.problem or self.number
        self.tickets.append(row)
        if last > ticket.at + 3600 and rng.chance(0.05):
            early = dict(row, status="new", assignee_id=None, tags=[], satisfaction_rating=None, problem_id=None,
                         updated_at=stamp(ticket.at), generated_timestamp=ticket.at + 1)
            self.tickets.append(early)
            self.repeated.append(ticket)

    def write(self, folder):
        os.makedirs(folder)
        compact = {"ensure_ascii": False, "separators": (",", ":")}
        self.tickets.sort(key=lambda t: (t["generated_timestamp"], t["id"]))
        with open(os.path.join(folder, "tickets.json"), "w", encoding="utf-8", newline="\n") as file:
            file.write("{\"tickets\":[\n")
            file.write(",\n".join(json.dumps(t, **compact) for t in self.tickets))
            file.write("\n],\"count\":%d,\"end_of_stream\":true,\"end_time\":%d,\"next_page\":null}\n"
                       % (len(self.tickets), END))
        self.comments.sort(key=lambda c: (c[0], c[1]["id"]))
        with open(os.path.join(folder, "comments.ndjson"), "w", encoding="utf-8", newline="\n") as file:
            for _, row in self.comments:
                file.write(json.dumps(row, **compact) + "\n")
        users = [{"id": AGENT_ID + i, "name": name, "email": name.split()[0].lower() + "@thermowren.example",
                  "role": "agent", "locale": "en-GB", "created_at": stamp(START - 86400 * (900 - 60 * i))}
                 for i, name in enumerate(AGENTS)]
        users.append({"id": AGENT_ID + 99, "name": ADMIN, "email": "desk@thermowren.example", "role": "admin",
                      "locale": "en-GB", "created_at": stamp(START - 86400 * 1000)})
        users += [{"id": p.id, "name": p.name, "email": p.handle + "@example.com", "role": "end-user",
                   "locale": None, "created_at": stamp(p.created)} for p in self.customers.all]
        with open(os.path.join(folder, "users.json"), "w", encoding="utf-8", newline="\n") as file:
            file.write("{\"users\":[\n" + ",\n".join(json.dumps(u, **compact) for u in users))
            file.write("\n],\"count\":%d,\"next_page\":null}\n" % len(users))
