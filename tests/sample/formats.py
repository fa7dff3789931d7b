"""The small exports: a few conversations in every other form that ingest reads, and what should be found in them."""
import csv
import os

import communities
import desks
import forges
import letters
import service
import streams
from exports import ROLES, Folder, stamp
from talks import Talks

ROSTER = """\
# Who is staff where an export does not say: everybody with an address of the company, and in forums, whose name ends so.
@thermowren.example
*_thermowren
"""


def tweets(talks, form):
    """Rows of the Twitter table."""
    rows = [("tweet_id", "author_id", "inbound", "created_at", "text", "response_tweet_id", "in_response_to_tweet_id")]
    for talk in talks:
        for n, said in enumerate(talk.said):
            number = talk.number * 100 + n
            author = said.who.number if said.role == "customer" else "ThermowrenHelp"
            rows.append((number, author, said.role == "customer", stamp(said.at, form), said.text,
                         number + 1 if n + 1 < len(talk.said) else "", number - 1 if n else ""))
    return rows


def excel_cp1252(root, talks):
    """A table that a German Excel saved again: semicolons, Windows-1252, CRLF, dates with dots."""
    folder = Folder(root, "excel-cp1252", "twitter", talks.desk(4, notes=False))
    rows = [[str(cell).encode("cp1252", "xmlcharrefreplace").decode("cp1252") for cell in row]
            for row in tweets(folder.talks, "%d.%m.%Y %H:%M:%S")]
    folder.table("twcs.csv", rows, encoding="cp1252", end="\r\n", delimiter=";")
    return folder.truth()


def excel_utf_16(root, talks):
    """The same as "Unicode text": UTF-16 with a byte order mark, tabs."""
    folder = Folder(root, "excel-utf-16", "twitter", talks.desk(4, notes=False))
    table = tweets(folder.talks, "%Y-%m-%d %H:%M:%S")
    folder.table("twcs.txt", table, encoding="utf-16-le", end="\r\n", delimiter="\t")
    with open(os.path.join(folder.path, "twcs.txt"), "rb") as file:
        text = file.read()
    folder.bytes("twcs.txt", b"\xff\xfe" + text)
    return folder.truth()


WRITERS = (desks.WRITERS + service.WRITERS + forges.WRITERS + communities.WRITERS + letters.WRITERS + streams.WRITERS
           + (excel_cp1252, excel_utf_16))


def write(root, truth):
    os.makedirs(root)
    talks = Talks()
    found = [writer(root, talks) for writer in WRITERS]
    with open(os.path.join(root, "staff.txt"), "w", encoding="utf-8", newline="\n") as file:
        file.write(ROSTER)
    with open(os.path.join(truth, "formats.csv"), "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("folder", "format", "tickets", "messages") + ROLES + ("private", "dropped", "merged"))
        out.writerows(found)
    return found
