"""Texts to try dedupe on: the public sets of ../shared/data, the sample company's tickets, or any file given.

A set that is not there is None, and who asks says so.
"""
import csv
import gzip
import json
import os
import subprocess
import xml.etree.ElementTree
from dataclasses import dataclass

import wording

DATA = os.path.join("..", "shared", "data")
SAMPLE = "sample-data"
TELLING = {lang: set(words.split()) for lang, words in wording.TELLING.items()}

csv.field_size_limit(1 << 30)


@dataclass
class Text:
    text: str
    source: str
    label: str = ""     # what it is about, where people have said so
    lang: str = "en"
    id: str = ""        # where it has one of its own
    subject: str = ""

    @property
    def words(self):
        return len(self.text.split())


def language(text):
    words = text.lower().split()
    return max(TELLING, key=lambda lang: sum(w in TELLING[lang] for w in words))


def text_of(text, source, label="", lang="", **more):
    text = text.replace("\r\n", "\n").strip()
    return Text(text, source, label, lang if lang in TELLING else language(text), **more)


def unpacked(path):
    return (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8-sig", newline="")


def rows(*path):
    """A table's rows, or None where there is no such file."""
    path = os.path.join(*path)
    if not os.path.exists(path):
        return None
    with unpacked(path) as f:
        return list(csv.DictReader(f))


def tickets(lines, source):
    """The opening message of each ticket record."""
    for line in lines:
        r = json.loads(line)
        if r.get("type") == "ticket" and r["messages"]:
            yield text_of(r["messages"][0]["text"], source, lang=r.get("lang", ""), id=r["id"],
                          subject=r.get("subject", ""))


def ingest(*arguments):
    """The records that ingest makes of files."""
    tool = os.path.join(os.environ.get("MUSTER_BIN", "bin"), "ingest")
    out = subprocess.run([tool, *arguments], check=True, stdout=subprocess.PIPE).stdout.decode()
    return [line + "\n" for line in out.split("\n") if line]


def banking77():
    parts = [rows(DATA, "banking77", part + ".csv") for part in ("train", "test")]
    return None if None in parts else [
        text_of(r["text"], "banking77", r["category"], "en") for part in parts for r in part]


def dstc11():
    path = os.path.join(DATA, "dstc11", "development.jsonl")
    if not os.path.exists(path):
        return None
    with open(path, encoding="utf-8") as f:
        said = [json.loads(line) for line in f]
    return [text_of(r["utterance"], "dstc11", r["utterance_id"].split("_")[0] + " " + r["intent"], "en") for r in said]


def bugs(name, source):
    table = rows(DATA, "gitbugs", name)
    return None if table is None else [
        text_of(r["Description"], source, lang="en", id=r["Issue id"], subject=r["Summary"]) for r in table]


def hadoop():
    return bugs("hadoop_bugs.csv.gz", "hadoop")


def seamonkey():
    return bugs("SeaMonkey_bugs.csv.gz", "seamonkey")


def beer():
    if not os.path.exists(os.path.join(DATA, "se_beer")):
        return None
    return list(tickets(ingest(os.path.join(DATA, "se_beer", "Posts.xml.gz")), "beer"))


def care():
    path = os.path.join(DATA, "ibm_twitter_care", "dev.json")
    if not os.path.exists(path):
        return None
    with open(path, encoding="utf-8") as f:
        talks = json.load(f)
    return [text_of(talk["dialogContent"][0]["message"], "ibm care", lang="en") for talk in talks]


def travel():
    """Titles only: this set has no bodies."""
    table = rows(DATA, "se_travel2017", "Posts.csv.gz")
    return None if table is None else [
        text_of(r["Title"], "travel", lang="en", id=r["Id"]) for r in table if r["Title"]]


def sample_records():
    """The sample company's night as ingest writes it."""
    files = [os.path.join(SAMPLE, system, name) for system in ("zendesk", "forum", "twitter")
             for name in sorted(os.listdir(os.path.join(SAMPLE, system)))]
    return ingest(*files) + ingest("--mapping=" + os.path.join(SAMPLE, "mappings", "chat.json"),
                                   os.path.join(SAMPLE, "chat", "chat.csv"))


def sample():
    """The sample company's tickets, but for those that are copies by birth."""
    copies = {r["ticket"] for r in rows(SAMPLE, "truth", "copies.csv")}
    truth = {r["ticket"]: r["issue"] for r in rows(SAMPLE, "truth", "issues.csv")}
    some = [t for t in tickets(sample_records(), "sample") if t.id not in copies]
    for t in some:
        t.label = truth.get(t.id, "").replace("one-off", "one-off " + t.id)
    return some


SOURCES = {"banking77": banking77, "dstc11": dstc11, "hadoop": hadoop, "seamonkey": seamonkey, "beer": beer,
           "ibm care": care, "sample": sample}


def given(argument):
    """FILE, FILE.csv:COLUMN or FILE.csv:COLUMN:LABEL; NDJSON of tickets, a table's column, or lines."""
    path, *columns = argument.split(":")
    name = os.path.basename(path)
    plain = name[:-3] if name.endswith(".gz") else name
    if columns:
        return [text_of(r[columns[0]] or "", name, r[columns[1]] if len(columns) > 1 else "") for r in rows(path)]
    with unpacked(path) as f:
        if plain.endswith((".ndjson", ".jsonl")):
            return list(tickets(f, name))
        return [text_of(line, name) for line in f]


def hadoop_pairs():
    """(bug, bug) pairs that people marked as duplicates."""
    tables = [rows(DATA, "gitbugs", "hadoop_bugs-%s.csv" % part) for part in ("train", "test")]
    return None if None in tables else [
        (r["Issue id"], other.strip()) for table in tables for r in table for other in r["Duplicate id"].split(",")]


def seamonkey_duplicates():
    """Bugs closed as a duplicate of one that is not named, and may not be there."""
    table = rows(DATA, "gitbugs", "SeaMonkey_bugs.csv.gz")
    return None if table is None else {r["Issue id"] for r in table if r["Resolution"] == "DUPLICATE"}


def travel_pairs():
    table = rows(DATA, "se_travel2017", "PostLinks.csv.gz")
    return None if table is None else [(r["PostId"], r["RelatedPostId"]) for r in table if r["LinkTypeId"] == "3"]


def beer_pairs():
    path = os.path.join(DATA, "se_beer", "PostLinks.xml.gz")
    if not os.path.exists(path):
        return None
    with gzip.open(path) as f:
        links = [row.attrib for _, row in xml.etree.ElementTree.iterparse(f) if row.tag == "row"]
    name = "stackexchange:%s"
    return [(name % a["PostId"], name % a["RelatedPostId"]) for a in links if a["LinkTypeId"] == "3"]
