"""How the small exports are written: JSON, lines, tables, times. Each writer has a folder of its own."""
import csv
import io
import json
import os

from people import clock

COMPACT = {"ensure_ascii": False, "separators": (",", ":")}


def iso(at):
    return clock(at).strftime("%Y-%m-%dT%H:%M:%SZ")


def stamp(at, form="%Y-%m-%d %H:%M:%S"):
    return clock(at).strftime(form)


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def html(text):
    return "".join("<p>%s</p>" % block.replace("\n", "<br>") for block in escape(text).split("\n\n"))


def rows(values):
    return "[\n" + ",\n".join(json.dumps(value, **COMPACT) for value in values) + "\n]"


class Folder:
    """One export: its files, and what ingest should find in them."""

    def __init__(self, root, name, expected, talks):
        self.path = os.path.join(root, name)
        self.name, self.format, self.talks = name, expected, talks
        self.dropped = self.merged = 0      # rows that are no message, and versions of rows that are there again
        os.makedirs(self.path)

    def bytes(self, name, data):
        with open(os.path.join(self.path, name), "wb") as file:
            file.write(data)

    def text(self, name, text):
        self.bytes(name, text.encode())

    def document(self, name, value):
        """A list with an element a line, or an object whose lists are written so."""
        if isinstance(value, list):
            self.text(name, rows(value) + "\n")
            return
        members = ["%s:%s" % (json.dumps(key), rows(v) if isinstance(v, list) else json.dumps(v, **COMPACT))
                   for key, v in value.items()]
        self.text(name, "{" + ",".join(members) + "}\n")

    def lines(self, name, values):
        self.text(name, "".join(json.dumps(value, **COMPACT) + "\n" for value in values))

    def table(self, name, cells, encoding="utf-8", end="\n", **how):
        out = io.StringIO()
        csv.writer(out, lineterminator=end, **how).writerows(cells)
        self.bytes(name, out.getvalue().encode(encoding))

    def truth(self, openings_only=False):
        """A row of truth/formats.csv."""
        said = [s for talk in self.talks for s in (talk.said[:1] if openings_only else talk.said)]
        roles = [s.role for s in said]
        return ((self.name, self.format, len(self.talks), len(said)) + tuple(roles.count(r) for r in ROLES)
                + (sum(not s.public for s in said), self.dropped, self.merged))


ROLES = ("customer", "volunteer", "staff", "bot")
