"""Reads texts/ and turns its little grammar into sentences.

    {this|that} picks one, may nest and may be empty; <name> is a slot. A slot keeps its value
    within one text, so that "the bedroom" stays the bedroom.
"""
import os
import re

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "texts")
MONEY = {"en": ("€4.99", "£4.49", "€49.90"), "de": ("4,99 €", "49,90 €"), "es": ("4,99 €", "49,90 €")}


def read_sections(path):
    """{section: {key: [line, ...]}} from a file of [section], key: and indented lines."""
    sections, section, lines = {}, None, None
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            if line.startswith("["):
                section = sections.setdefault(line[1:-1], {})
            elif line.endswith(":") and not line.startswith(" "):
                lines = section.setdefault(line[:-1], [])
            else:
                lines.append(line.strip())
    return sections


def load():
    """All texts, {lang: {section: {key: lines}}}."""
    texts = {}
    for lang in ("en", "de", "es"):
        texts[lang] = {}
        folder = os.path.join(HERE, lang)
        for name in sorted(os.listdir(folder)):
            texts[lang].update(read_sections(os.path.join(folder, name)))
    return texts


TEXTS = load()
WORDS = read_sections(os.path.join(HERE, "slots.txt"))

NUMBERS = {
    "n": lambda r: str(r.between(2, 6)),
    "n2": lambda r: str(r.between(3, 12)),
    "days": lambda r: str(r.between(2, 9)),
    "temp": lambda r: str(r.between(18, 22)),
    "hot": lambda r: str(r.between(24, 29)),
    "low": lambda r: str(r.between(14, 17)),
    "off": lambda r: str(r.between(2, 4)),
    "pct": lambda r: str(r.between(11, 97)),
    "fw": lambda r: "4.%d.%d" % (r.between(0, 2), r.between(1, 9)),
    "ver": lambda r: "6.2.%d" % r.between(0, 2),
    "time": lambda r: "%d:%02d" % (r.between(5, 8), 15 * r.below(4)),
    "ref": lambda r: str(r.between(20000, 89999)),
    "ref2": lambda r: str(r.between(11, 28)),
}


def choose(line, rng):
    """Resolves the {a|b} of a line, innermost first."""
    while True:
        match = re.search(r"\{([^{}]*)\}", line)
        if not match:
            return line
        line = line[:match.start()] + rng.pick(match.group(1).split("|")) + line[match.end():]


def fill(line, rng, lang, slots):
    def value(match):
        name = match.group(1)
        if name not in slots:
            if name == "money":
                slots[name] = rng.pick(MONEY[lang])
            elif name in NUMBERS:
                slots[name] = NUMBERS[name](rng)
            else:
                slots[name] = rng.pick(WORDS[lang][name])
        return slots[name]
    return re.sub(r"<([a-z0-9]+)>", value, line)


def tidy(text):
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r" ([,.!?:;])", r"\1", text)
    text = re.sub(r"([.!?] )([a-z])", lambda m: m.group(1) + m.group(2).upper(), text)
    return text


def capital(text):
    """With a capital letter at the beginning, behind an opening sign if there is one."""
    start = 1 if text[:1] in "¿¡" else 0
    return text[:start] + text[start:start + 1].upper() + text[start + 1:]


def expand(line, rng, lang, slots):
    return capital(tidy(fill(choose(line, rng), rng, lang, slots)))


def sentence(rng, lang, section, key, slots, used=None):
    """A sentence of that kind, or "" where the language has none (left). used remembers the lines that
    were taken, so that one text does not say the same thing in two ways."""
    lines = [line for line in TEXTS[lang].get(section, {}).get(key, ()) if used is None or line not in used]
    if not lines:
        return ""
    line = rng.pick(lines)
    if used is not None:
        used.append(line)
    return expand(line, rng, lang, slots)


def has(lang, section):
    return section in TEXTS[lang]
