#!/usr/bin/env python3
"""records.py SEED COUNT: random records, one a line, for the laws and the fault tests.

Mostly tickets: of a few people and a few problems, so that there are copies, shared issues and volunteers; in any
spelling that JSON allows, with members nobody knows, and now and then a record of a type nobody knows.
The same seed gives the same bytes.
"""
import json
import random
import sys

WORDS = """boiler heating cold water pressure valve error code app login password invoice charged twice refund
card delivery late parcel lost meter reading router restart light red blinking update crash phone battery
screen black account locked email reset link expired noise leak warranty engineer visit cancel contract""".split()
PROBLEMS = [
    "My {0} shows error code {1} since the update and will not start",
    "I was charged twice for the invoice of {0}, please refund one of them",
    "The password reset link for my {0} is expired every time I click it",
    "No hot water since {0}, the pressure is at {1} and the light blinks red",
    "Parcel {0} is late, the tracking has not moved for {1} days",
]
ODD = ["naïve café", "日本語のテキスト", "🔥🙂", "İstanbul ışık", "tab\tnew\nline", "\u2028", "quote \" and \\", "=cmd|' /C calc'!A0",
       "<script>alert(1)</script>", "\x01\x1f", ""]


class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.texts = []

    def spell(self, value):
        """JSON in one of its spellings: white space, escapes."""
        r = self.r
        style = r.randrange(6)
        if style == 0:
            return json.dumps(value, ensure_ascii=True)
        if style == 1:
            return json.dumps(value, ensure_ascii=False, separators=(" , ", " : "))
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        if style == 2:
            return " " + text[:-1] + " } "
        return text

    def sentence(self):
        r = self.r
        return " ".join(r.choice(WORDS) for _ in range(r.randint(3, 25)))

    def text(self):
        r = self.r
        kind = r.randrange(12)
        if kind == 0 and self.texts:
            return r.choice(self.texts)                      # an exact copy
        if kind == 1 and self.texts:
            return "  " + r.choice(self.texts).upper() + " !"   # one but for its looks
        if kind == 2:
            return r.choice(ODD) + " " + self.sentence()
        if kind == 3:
            return r.choice(ODD)
        t = r.choice(PROBLEMS).format(r.choice(WORDS), r.randint(1, 9)) + ". " + (self.sentence() if r.random() < 0.3 else "")
        self.texts.append(t)
        return t

    def time(self, day):
        r = self.r
        return "2026-%02d-%02dT%02d:%02d:%02dZ" % (1 + day // 28, 1 + day % 28, r.randrange(24), r.randrange(60), r.randrange(60))

    def ticket(self, n):
        r = self.r
        day = r.randrange(90)
        requester = "desk:u:%d" % r.randrange(60)
        messages = [{"id": "m%d-0" % n, "author": requester, "role": "customer", "role_by": "field",
                     "at": self.time(day), "text": self.text(), "public": True, "accepted": False, "score": 0}]
        for k in range(r.choice((0, 1, 1, 2, 3))):
            volunteer = r.random() < 0.6
            who = "desk:u:%d" % (100 + int(r.paretovariate(1.2)) % 25) if volunteer else "desk:u:%d" % (900 + r.randrange(3))
            messages.append({"id": "m%d-%d" % (n, k + 1), "author": who, "role": "volunteer" if volunteer else "staff",
                             "role_by": "rule" if volunteer else "field", "at": self.time(min(day + r.randrange(4), 111)),
                             "text": self.sentence(), "public": r.random() < 0.9, "accepted": k == 0 and r.random() < 0.4,
                             "score": r.randint(-2, 9)})
        t = {"type": "ticket", "id": "desk:%d" % (r.randrange(n) // 7 * 7 if n > 5 and r.random() < 0.04 else n), "source": "desk",
             "channel": r.choice(("email", "web", "phone")), "status": r.choice(("open", "solved")),
             "created_at": messages[0]["at"], "requester": requester, "subject": messages[0]["text"][:60],
             "messages": messages, "origin": {"file": "random", "line": n + 1}}
        if r.random() < 0.5:
            t["updated_at"] = self.time(min(day + 5, 111))
        if r.random() < 0.3:
            t["product"] = r.choice(("boiler", "router", "app"))
        if r.random() < 0.3:
            t["tags"] = r.sample(WORDS, r.randrange(4))
        if r.random() < 0.1:
            t["zz_unknown"] = {"dedupe": 1, "issue": [None, {"a": "}"}], "big": 12345678901234567890}
        if r.random() < 0.05:
            for name in ("subject", "channel", "solved_at"):
                t[name] = None
        if r.random() < 0.03:
            t["messages"] = []
        return t

    def line(self, n):
        if self.r.random() < 0.03:
            return self.spell({"type": self.r.choice(("weather", "x", "Ticket", "ticket ")), "n": n, "text": self.r.choice(ODD)})
        return self.spell(self.ticket(n))


def lines(seed, count):
    m = Maker(seed)
    return [m.line(n) for n in range(count)]


if __name__ == "__main__":
    sys.stdout.buffer.write("".join(x + "\n" for x in lines(int(sys.argv[1]), int(sys.argv[2]))).encode("utf-8", "surrogatepass"))
