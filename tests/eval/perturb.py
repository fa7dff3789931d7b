"""The eighteen ways in which the same text comes in twice, each as a function of its own.

Each takes what says how (a Rng), a Base, and returns the text as it comes in the second time, or None where this
way does not apply: a text of one sentence cannot lose one.
"""
import re
import unicodedata
from dataclasses import dataclass

import wording

KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SPELLED = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}


@dataclass
class Base:
    text: str
    lang: str = "en"
    other: str = ""     # a text by somebody else, for what is quoted below


def said(table, base):
    return table.get(base.lang, table["en"])


def mail_of(name):
    plain = unicodedata.normalize("NFD", name.lower()).encode("ascii", "ignore").decode()
    return plain.replace(" ", ".") + "@quillmark.example"


def digits(rng, n):
    return str(rng.between(1, 9)) + "".join(str(rng.below(10)) for _ in range(n - 1))


def spans(text):
    """Where each sentence, or line, begins and ends."""
    ends = [m.span() for m in re.finditer(r"(?<=[.!?])\s+|\n+|\Z", text)]
    found = zip([0] + [after for _, after in ends], [before for before, _ in ends])
    return [(begin, end) for begin, end in found if text[begin:end].strip()]


def sentences(text):
    return [text[begin:end] for begin, end in spans(text)]


def block(rng, base):
    """The header lines of a forwarded or answered message."""
    name = rng.pick(wording.NAMES)
    values = {"name": name, "mail": mail_of(name), "subject": rng.pick(said(wording.SUBJECT, base))}
    return "\n".join(line.format(**values) for line in said(wording.BLOCK, base))


def case(rng, base):
    """All capitals, none, or every word with one."""
    ways = [base.text.upper(), base.text.lower(), " ".join(w[:1].upper() + w[1:] for w in base.text.split(" "))]
    ways = [way for way in ways if way != base.text]
    return rng.pick(ways) if ways else None


def punctuation(rng, base):
    """Stops and commas left out, doubled, or apostrophes and hyphens left out."""
    way = rng.below(3)
    if way == 0:
        return re.sub(r"[.,;:!?]+(?=\s|$)", "", base.text)
    if way == 1:
        more = re.sub(r"([!?])(?=\s|$)", lambda m: m.group(1) * rng.between(2, 4), base.text)
        return more if more != base.text else base.text.rstrip(".") + "!!!"
    return re.sub(r"(?<=\w)['\u2019-](?=\w)", lambda m: "" if m.group() != "-" else " ", base.text)


def typos(rng, base):
    """One or two slips of the keyboard: a neighbouring key, a letter twice, missing, or before its time."""
    text = list(base.text)
    for _ in range(1 if len(base.text.split()) < 10 else rng.between(1, 2)):
        places = [m.start() + i for m in re.finditer(r"[^\W\d_]{4,}", "".join(text))
                  for i in range(1, len(m.group()) - 1)]
        if not places:
            return None
        at, way = rng.pick(places), rng.below(4)
        row = next((keys for keys in KEYBOARD if text[at].lower() in keys), None)
        if way == 0 and row:
            near = row.index(text[at].lower())
            text[at] = row[near - 1 if near else near + 1]
        elif way == 1:
            text[at] *= 2
        elif way == 2:
            text[at] = ""
        else:
            text[at], text[at + 1] = text[at + 1], text[at]
        text = list("".join(text))
    return "".join(text)


def words(rng, base):
    """One word in twelve left out, or two neighbours changed about."""
    text = base.text
    if len(text.split()) < 4:
        return None
    if rng.chance(.3):
        pairs = [m for m in re.finditer(r"(?<!\S)(\S+) (?=(\S+))", text) if m.group(1) != m.group(2)]
        if not pairs:
            return None
        m = rng.pick(pairs)
        return text[:m.start()] + m.group(2) + " " + m.group(1) + text[m.end(2):]
    for _ in range(min(3, max(1, len(text.split()) // 12))):
        places = list(re.finditer(r"(?<!\S)\S+ (?=\S)", text))
        if places:
            m = rng.pick(places)
            text = text[:m.start()] + text[m.end():]
    return text


def frame(rng, base):
    """A greeting above, a closing or a signature below."""
    name, way = rng.pick(wording.NAMES), rng.below(4)
    greeting, closing = rng.pick(said(wording.GREETING, base)), rng.pick(said(wording.CLOSING, base))
    if way == 0:
        return "%s\n\n%s" % (greeting, base.text)
    if way == 1:
        return "%s %s\n%s\n%s" % (greeting, base.text, closing, name.split()[0])
    if way == 2:
        return "%s\n\n%s\n%s\n%s\n%s | %s" % (base.text, closing, name, rng.pick(wording.TITLES),
                                              rng.pick(wording.COMPANIES), rng.pick(wording.PHONES))
    return "%s\n\n%s\n\n%s" % (greeting, base.text, rng.pick(said(wording.SENT_FROM, base)))


def disclaimer(rng, base):
    """A company's legal notice below."""
    rule = rng.pick(("", "--\n", "________________________________\n"))
    return "%s\n\n%s%s" % (base.text, rule, rng.pick(said(wording.DISCLAIMER, base)))


def chain(rng, base):
    """Above the conversation it answers: somebody else's text, quoted."""
    if rng.chance(.3):
        return "%s\n\n%s\n\n%s" % (base.text, block(rng, base), base.other)
    name = rng.pick(wording.NAMES)
    head = rng.pick(said(wording.WROTE, base)).format(name=name, mail=mail_of(name))
    return "%s\n\n%s\n%s" % (base.text, head, "\n".join("> " + line for line in base.other.split("\n")))


def forward(rng, base):
    """Forwarded by a colleague, with a word or nothing above it."""
    return "%s\n\n%s\n\n%s" % (rng.pick(said(wording.NOTE, base)), block(rng, base), base.text)


def marks(rng, base):
    """A ticket number, a link, a mention or an address put in by a program or in passing."""
    number = digits(rng, 6)
    ways = ("[#%s] %s" % (number, base.text), "[Ticket #%s] %s" % (number, base.text), "@wren_help %s" % base.text,
            "RT @wren_help: %s" % base.text, "%s https://shop.example/o/%s?utm_source=mail" % (base.text, number),
            "%s\nhttps://t.example/%s" % (base.text, number), "%s\n%s" % (base.text, mail_of(rng.pick(wording.NAMES))),
            "@wren_help @thermowren %s #%s" % (base.text, number))
    return rng.pick(ways)


def long_number(rng, base):
    """Another order's, case's or serial number in the same words."""
    new, n = re.subn(r"\d{5,}", lambda m: digits(rng, len(m.group())), base.text, count=1)
    if n and new != base.text:
        return new
    number = digits(rng, rng.between(6, 10))
    return rng.pick(("%s (%s)", "%s #%s", "%s\nRef: %s", "%s Order %s.")) % (base.text, number)


def number_words(rng, base):
    """Small numbers as words that were digits, or as digits that were words."""
    table = said(wording.NUMBERS, base)
    as_word = {str(n): word for word, n in table.items()}
    text = re.sub(r"(?<![\w.,:/+-])\d{1,2}(?![\w:/%+-]|[.,]\d)", lambda m: as_word.get(m.group(), m.group()), base.text)
    if text == base.text:
        text = re.sub(r"\b[^\W\d_]+\b", lambda m: str(table.get(m.group().lower(), m.group())), base.text)
    return text


def accents(rng, base):
    """Accents lost, spelled out or apart; quotes and dashes as another keyboard writes them."""
    bare = "".join(c for c in unicodedata.normalize("NFD", base.text) if not unicodedata.combining(c))
    if bare != base.text:
        ways = [bare, unicodedata.normalize("NFD", base.text)]
        if base.lang == "de":
            ways.append(re.sub("[äöüß]", lambda m: SPELLED[m.group()], base.text))
        ways = [way for way in ways if way != base.text]
        return rng.pick(ways)
    text = base.text.replace("'", "\u2019").replace(" - ", " \u2013 ")
    return re.sub(r'"([^"\n]*)"', "\u201c\\1\u201d", text)


def emoji(rng, base):
    """Faces and signs at the end of sentences."""
    _, end = rng.pick(spans(base.text))
    return base.text[:end] + " " + rng.pick(wording.EMOJI) * rng.between(1, 3) + base.text[end:]


def layout(rng, base):
    """Lines broken elsewhere, blanks doubled, indented, or a web form's markup left in."""
    flat, way = base.text.split(), rng.below(4)
    if way == 0:
        lines, line, width = [], "", rng.between(30, 76)
        for word in flat:
            if line and len(line) + len(word) >= width:
                lines.append(line)
                line = ""
            line += (" " if line else "") + word
        return "\n".join(lines + [line]) + "\r\n"
    if way == 1:
        return "\n\n".join(sentences(base.text)) + "\n\n\n"
    if way == 2:
        return "   " + re.sub(r"(?<=\S) ", lambda m: rng.pick((" ", "  ", "\u00a0", "\t")), base.text)
    return "<p>%s</p>" % "<br>".join(sentences(base.text)).replace("'", "&#39;").replace(" ", "&nbsp;", 2)


def sentence_added(rng, base):
    """One more sentence, of the kind that says nothing about the matter."""
    end = "" if base.text[-1:] in ".!?" else "."
    return "%s%s %s" % (base.text, end, rng.pick(said(wording.ADDED, base)))


def sentence_removed(rng, base):
    """One sentence of three or more left out, not the one that is most of the text."""
    parts = spans(base.text)
    spare = [i for i, (begin, end) in enumerate(parts) if 3 * (end - begin) <= len(base.text)]
    if len(parts) < 3 or not spare:
        return None
    i = rng.pick(spare)
    return (base.text[:parts[i][0]] + base.text[parts[i][1]:].lstrip(" ")).strip()


def truncated(rng, base):
    """Cut by a channel's limit, an ellipsis at the end."""
    if len(base.text.split()) < 10:
        return None
    kept = base.text[:len(base.text) * rng.between(55, 92) // 100].rstrip()
    if rng.chance(.6):
        kept = kept.rsplit(None, 1)[0]
    return kept + rng.pick(("...", "\u2026", " ...", " \u2026"))


def paraphrase(rng, base):
    """One or two expressions in other words."""
    pairs = [pair.split("=") for pair in said(wording.PARAPHRASE, base)]
    found = [(m, new) for old, new in pairs
             for m in re.finditer(r"(?<![\w'])%s(?![\w'])" % re.escape(old), base.text, re.IGNORECASE)]
    if not found:
        return None
    text, free = base.text, len(base.text)
    for m, new in sorted(rng.sample(found, 1 if len(base.text.split()) < 15 else 2), key=lambda pair: -pair[0].start()):
        if m.end() <= free:
            new = new.capitalize() if m.group()[0].isupper() else new
            text, free = text[:m.start()] + new + text[m.end():], m.start()
    return text


KINDS = (case, punctuation, typos, words, frame, disclaimer, chain, forward, marks, long_number, number_words, accents,
         emoji, layout, sentence_added, sentence_removed, truncated, paraphrase)


def another(rng, base):
    """No copy: the same words about another version, error or amount, by a number of up to four digits."""
    if re.search(r"^(>|-----)", base.text, re.MULTILINE):
        return None     # it may stand in what is quoted
    signature = re.search(r"^(--|Tel\.|(%s)\W*$)" % "|".join(re.escape(c.rstrip(",!")) for c in said(wording.CLOSING, base)),
                          base.text, re.MULTILINE)
    found = list(re.finditer(r"(?<![^\s(])\d{1,4}(?=[.,;!?)]?(\s|$))", base.text[:signature.start() if signature else None]))
    if not found:
        return None
    old = rng.pick(found).group(0).rstrip(".,;!?) \n")
    new = str((int(old) + rng.between(1, 7)) % 10 ** len(old))
    return re.sub(r"(?<!\w)%s(?!\w)" % old, new, base.text)
