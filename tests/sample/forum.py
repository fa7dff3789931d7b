"""The community's forum as a Stack Exchange dump: Posts, Users, Votes, Comments, PostLinks in XML."""
import os

from compose import Composer
from people import SINGLE_HELPER, STAR, STAR_LAST, VOLUNTEERS, Customers, clock
from rng import Rng
from story import BY_SLUG, END, START

LICENSE = ("ContentLicense", "CC BY-SA 4.0")
LATENCY = ((0, 300), (.15, 1800), (.4, 9000), (.65, 30000), (.85, 110000), (.96, 400000), (1, 1500000))
SPEED = {STAR: 0.45}
VOLUNTEER_ID = 1004
DELETED = "deleted"


def stamp(at, ms=0):
    return clock(at).strftime("%Y-%m-%dT%H:%M:%S") + ".%03d" % ms


def attribute(text):
    return (str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
            .replace("\n", "&#xA;"))


def row(pairs):
    return "  <row " + " ".join("%s=\"%s\"" % (k, attribute(v)) for k, v in pairs if v is not None) + " />\r\n"


def html(paragraphs):
    """Body as the forum renders it: paragraphs, a blank line between, a newline at the end."""
    blocks = []
    for text in paragraphs:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        blocks.append("<p>" + text + "</p>")
    return "\n\n".join(blocks) + "\n"


class Forum:
    def __init__(self):
        self.rng = Rng("forum")
        self.chance = Rng("forum answers")      # of its own, so that other words leave the volunteers alone
        self.composer = Composer("forum")
        self.customers = Customers("forum", 1200, 5)
        self.ids = {}
        for n, volunteer in enumerate(VOLUNTEERS):
            self.ids[volunteer.name] = VOLUNTEER_ID + 3 * n
        self.posts = []             # dicts; numbered in the order of time at the end
        self.questions = []         # (ticket, post)
        self.comments, self.links = [], []

    # -- questions -------------------------------------------------------------------------

    def ask(self, ticket):
        rng = self.rng
        if ticket.copy_of:
            first = ticket.copy_of
            same = ticket.kind == "exact" or rng.chance(0.6)
            person = first.requester if same else self.customers.new(ticket.at)
            ticket.text = self.composer.again(ticket)
            title = first.subject
            body = first.extra["body"]
        else:
            person = self.customers.next(ticket.at)
            ticket.text = self.composer.opening(ticket, person.sloppy * 0.9)
            title = self.composer.subject(ticket, ticket.text, 0)
            if ticket.issue != "one-off":
                title = self.composer.say(ticket.lang, "subject", dict(ticket.text.slots), ticket.issue)
        if ticket.kind != "exact":
            text = ticket.text
            body = [text.greet] if text.greet and (ticket.kind == "normal-exact" or rng.chance(0.4)) else []
            body.append(" ".join(text.body[:2]))
            if len(text.body) > 2:
                body.append(" ".join(text.body[2:]))
            if text.close and rng.chance(0.4):
                body.append(text.close.rstrip(","))
        ticket.requester, ticket.subject, ticket.extra["body"] = person, title, body
        return person, title, html(body)

    def post(self, kind, at, owner, body, parent=None, **more):
        post = dict(more, kind=kind, at=at, ms=self.rng.below(1000), owner=owner, body=body, parent=parent,
                    ups=[], downs=[], answers=[], accepted=None, talk=0)
        self.posts.append(post)
        return post

    # -- answers ---------------------------------------------------------------------------

    def helper(self, ticket, at, taken):
        """Who answers at that time: one volunteer, or nobody."""
        day = (at - START) // 86400
        if ticket.issue in SINGLE_HELPER:
            name = SINGLE_HELPER[ticket.issue]
            volunteer = next(v for v in VOLUNTEERS if v.name == name)
            free = not taken and volunteer.first_day <= day <= volunteer.last_day
            return volunteer if free and self.chance.chance(0.85) else None
        pairs = [(v, v.weight * (4 if v.only else 1)) for v in VOLUNTEERS
                 if v.first_day <= day and v.name not in taken and v.only in ("", ticket.issue)
                 and (v.name == STAR or day <= v.last_day)]
        volunteer = self.chance.weighted(pairs)
        if volunteer.name == STAR and day > STAR_LAST:
            return None             # the answer that nobody writes any more
        return volunteer

    def answer(self, ticket, question):
        rng = self.chance
        taken = []
        for _ in range(rng.weighted(((0, 9), (1, 38), (2, 33), (3, 15), (4, 5)))):
            wait = rng.from_curve(LATENCY)
            at = question["at"] + int(wait)
            volunteer = self.helper(ticket, min(at, END), taken)
            if volunteer is None or at > END:
                continue
            at = question["at"] + int(wait * SPEED.get(volunteer.name, 1))
            taken.append(volunteer.name)
            full = rng.chance(0.55 + 0.4 * volunteer.skill)
            lines = (self.composer.answer(ticket, "peer") if full
                     else [self.composer.say(ticket.lang, "peershort", dict(ticket.text.slots))])
            body = [" ".join(lines)] if len(lines) < 3 else [lines[0], " ".join(lines[1:])]
            post = self.post("answer", at, self.ids[volunteer.name], html(body), question,
                             skill=volunteer.skill * (1.2 if full else 0.4))
            question["answers"].append(post)
        if question["owner"] != DELETED and rng.chance(0.02) and question["at"] + 90000 < END:
            body = html([self.composer.say(ticket.lang, "thanks"),
                         self.composer.say(ticket.lang, "fix", dict(ticket.text.slots), ticket.issue) or "Solved."])
            question["answers"].append(self.post("answer", question["at"] + rng.between(40000, 90000),
                                                 question["owner"], body, question, skill=0.3))
        if question["answers"] and rng.chance(0.62):
            best = max(question["answers"], key=lambda a: (a["skill"] + 0.6 * rng.real(), -a["at"]))
            when = best["at"] + int(rng.from_curve(((0, 600), (.6, 30000), (1, 400000))))
            if when <= END:
                question["accepted"], best["accepted_at"] = best, when

    def vote(self, post, mean):
        """Votes come on the day and in the days after."""
        for _ in range(int(mean * 2 * self.rng.real() + self.rng.real())):
            at = post["at"] + int(self.rng.from_curve(((0, 600), (.6, 86400), (.9, 600000), (1, 2000000))))
            if at <= END:
                post["downs" if self.rng.chance(0.06) else "ups"].append(at)

    def add(self, ticket):
        rng = self.rng
        person, title, body = self.ask(ticket)
        owner = DELETED if not ticket.copy_of and not ticket.copied and rng.chance(0.012) else person.id
        question = self.post("question", ticket.at, owner, body, title=title, name=person.handle,
                             tags=BY_SLUG[ticket.issue].tags)
        self.questions.append((ticket, question))
        self.answer(ticket, question)
        self.vote(question, 0.5)
        for post in [question] + question["answers"]:
            if post["kind"] == "answer":
                self.vote(post, 0.2 + 1.5 * post["skill"])
            while rng.chance(0.2) and post["at"] + 86400 < END:
                at = post["at"] + rng.between(600, 86400)
                who = rng.pick(self.customers.all).id if rng.chance(0.5) else rng.pick(list(self.ids.values())[1:21])
                post["talk"] += 1
                self.comments.append((at, rng.below(1000), post, who, self.composer.say(ticket.lang, "peercomment")))
        if ticket.copy_of and ticket.at + 7200 < END:
            self.links.append((ticket.at + 7200, question, ticket.copy_of.extra["post"], 3))
        elif rng.chance(0.07) and len(self.questions) > 20 and ticket.at + 9000 < END:
            self.links.append((ticket.at + 9000, question, rng.pick(self.questions[:-1])[1], 1))
        ticket.extra["post"] = question

    # -- the five files --------------------------------------------------------------------

    def number(self):
        for tag in ("wifi", "billing", "wren-valve"):
            self.post("tag wiki excerpt", START + 86400 * 3, self.ids[STAR], "Questions about %s." % tag)
            self.post("tag wiki", START + 86400 * 3, self.ids[STAR], "")
        self.posts.sort(key=lambda p: (p["at"], p["ms"]))
        for n, post in enumerate(self.posts):
            post["id"] = 2001 + n
        for ticket, question in self.questions:
            ticket.id = "stackexchange:%d" % question["id"]

    def post_rows(self):
        kinds = {"question": 1, "answer": 2, "tag wiki excerpt": 4, "tag wiki": 5}
        for p in self.posts:
            question = p["kind"] == "question"
            last = max([p["at"]] + [a["at"] for a in p["answers"]])
            deleted = p["owner"] == DELETED
            yield row((
                ("Id", p["id"]), ("PostTypeId", kinds[p["kind"]]),
                ("AcceptedAnswerId", p["accepted"]["id"] if p["accepted"] else None),
                ("ParentId", p["parent"]["id"] if p["parent"] else None),
                ("CreationDate", stamp(p["at"], p["ms"])), ("Score", len(p["ups"]) - len(p["downs"])),
                ("ViewCount", 9 + len(p["ups"]) * 41 + p["id"] % 37 if question else None),
                ("Body", p["body"]), ("OwnerUserId", None if deleted else p["owner"]),
                ("OwnerDisplayName", p["name"] if deleted else None),
                ("LastActivityDate", stamp(last, p["ms"])), ("Title", p.get("title")),
                ("Tags", "".join("<%s>" % t for t in p["tags"]) if question else None),
                ("AnswerCount", len(p["answers"]) if question else None), ("CommentCount", p["talk"]), LICENSE))

    def user_rows(self):
        yield row((("Id", -1), ("Reputation", 1), ("CreationDate", stamp(START - 9 * 10**7)),
                   ("DisplayName", "Community"), ("LastAccessDate", stamp(START - 9 * 10**7)),
                   ("Location", "in the boiler room"), ("AboutMe", "<p>I am not a person.</p>\n"),
                   ("Views", 0), ("UpVotes", 0), ("DownVotes", 0), ("AccountId", -1)))
        points, seen = {}, {}
        for p in self.posts:
            points[p["owner"]] = points.get(p["owner"], 1) + 10 * len(p["ups"]) - 2 * len(p["downs"])
            seen[p["owner"]] = max(seen.get(p["owner"], 0), p["at"])
        people = []
        for volunteer in VOLUNTEERS:
            first = START + volunteer.first_day * 86400 - (3600 if volunteer.first_day else 86400 * 400)
            people.append((self.ids[volunteer.name], volunteer.name, first))
        people += [(p.id, p.name if p.id % 3 else p.handle, p.created) for p in self.customers.all]
        for number, name, created in people:
            points[number] = max(1, points.get(number, 1))
            yield row((("Id", number), ("Reputation", points[number]), ("CreationDate", stamp(created)),
                       ("DisplayName", name), ("LastAccessDate", stamp(max(created, seen.get(number, 0)))),
                       ("Views", points[number] // 7), ("UpVotes", points[number] // 30), ("DownVotes", 0),
                       ("AccountId", 40000 + number)))

    def vote_rows(self):
        votes = []
        for p in self.posts:
            votes += [(at, p["id"], 2) for at in p["ups"]] + [(at, p["id"], 3) for at in p["downs"]]
            if p["accepted"]:
                votes.append((p["accepted"]["accepted_at"], p["accepted"]["id"], 1))
        for n, (at, post, kind) in enumerate(sorted(votes)):
            yield row((("Id", n + 1), ("PostId", post), ("VoteTypeId", kind), ("CreationDate", stamp(at)[:11] + "00:00:00.000")))

    def comment_rows(self):
        for n, (at, ms, post, who, text) in enumerate(sorted(self.comments, key=lambda c: (c[0], c[1], c[2]["id"]))):
            yield row((("Id", n + 1), ("PostId", post["id"]), ("Score", n % 4 // 3), ("Text", text),
                       ("CreationDate", stamp(at, ms)), ("UserId", who), LICENSE))

    def link_rows(self):
        for n, (at, post, other, kind) in enumerate(sorted(self.links, key=lambda x: (x[0], x[1]["id"]))):
            yield row((("Id", 31 + 7 * n), ("CreationDate", stamp(at)), ("PostId", post["id"]),
                       ("RelatedPostId", other["id"]), ("LinkTypeId", kind)))

    def write(self, folder):
        os.makedirs(folder)
        self.number()
        for name, rows in (("Posts", self.post_rows()), ("Users", self.user_rows()), ("Votes", self.vote_rows()),
                           ("Comments", self.comment_rows()), ("PostLinks", self.link_rows())):
            with open(os.path.join(folder, name + ".xml"), "w", encoding="utf-8-sig", newline="") as file:
                file.write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<%s>\r\n" % name.lower())
                file.writelines(rows)
                file.write("</%s>" % name.lower())
