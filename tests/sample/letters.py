"""Mail: a support mailbox with the charsets, encodings and parts that mail programs use, and a list's archive."""
import base64
import quopri

from exports import Folder, html, stamp

DATE = "%a, %d %b %Y %H:%M:%S +0000"


def word(text, charset):
    """An encoded word, where it needs one."""
    if text.isascii():
        return text
    return "=?%s?B?%s?=" % (charset, base64.b64encode(text.encode(charset)).decode())


def wrapped(data):
    text = base64.b64encode(data).decode()
    return "\n".join(text[n:n + 76] for n in range(0, len(text), 76))


def part(text, kind, charset, encoding):
    data = text.encode(charset)
    body = quopri.encodestring(data).decode("ascii") if encoding == "quoted-printable" else wrapped(data)
    return "Content-Type: text/%s; charset=%s\nContent-Transfer-Encoding: %s\n\n%s\n" % (kind, charset, encoding, body)


def charset_of(text):
    return next((charset for charset in ("iso-8859-1", "windows-1252") if encodes(text, charset)), "utf-8")


def multipart(kind, *parts):
    inside = "".join("--=_wren\n%s\n" % p for p in parts)
    return "Content-Type: multipart/%s; boundary=\"=_wren\"\n\n%s--=_wren--\n" % (kind, inside)


def body_of(text, style):
    """The rest of the header, a blank line and the body, as four mail programs would have it."""
    if style == 0:
        return part(text, "plain", charset_of(text), "quoted-printable")
    if style == 1:
        return part(text, "plain", "utf-8", "base64")
    if style == 2:
        return multipart("alternative", part(text, "plain", "utf-8", "quoted-printable"),
                         part(html(text), "html", "utf-8", "quoted-printable"))
    picture = wrapped(b"\x89PNG\r\n\x1a\n" + bytes(range(64)))
    return multipart("mixed", part(text, "plain", "utf-8", "quoted-printable"),
                     "Content-Type: image/png; name=\"display.png\"\nContent-Transfer-Encoding: base64\n"
                     "Content-Disposition: attachment; filename=\"display.png\"\n\n%s\n" % picture)


def encodes(text, charset):
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def quoted(text):
    return "\n".join("> " + line if line else ">" for line in text.split("\n"))


def letter(talk, n, style):
    said, charset = talk.said[n], ("iso-8859-1", "utf-8")[n % 2]
    charset = charset if encodes(talk.subject + said.who.name, charset) else "utf-8"
    ids = ["<%d.%d@mail.thermowren.example>" % (talk.number, m) for m in range(n + 1)]
    head = ["From: %s <%s>" % (word(said.who.name, charset), said.who.email), "To: support@thermowren.example",
            "Date: " + stamp(said.at, DATE), "Subject: " + ("Re: " if n else "") + word(talk.subject, charset),
            "Message-ID: " + ids[n]]
    if n:
        head += ["In-Reply-To: " + ids[n - 1], "References: " + "\n ".join(ids[:n])]
    if said.role == "bot":
        head.append("Auto-Submitted: auto-replied")
    head.append("MIME-Version: 1.0")
    text = said.text
    if n == 1:
        text += "\n\nOn %s, %s wrote:\n%s" % (stamp(talk.first.at, "%d %B %Y"), talk.customer.name,
                                              quoted(talk.first.text))
    lines = ("\n".join(head) + "\n" + body_of(text, style)).split("\n")
    lines = [">" + line if line.lstrip(">").startswith("From ") else line for line in lines]
    return said.at, "From %s %s\n%s\n" % (said.who.email, stamp(said.at, "%a %b %d %H:%M:%S %Y"), "\n".join(lines))


def mbox(root, talks):
    """A support mailbox: threads by References, an automatic reply, all kinds of bodies."""
    folder = Folder(root, "mbox", "mbox", talks.desk(4, bot=True, notes=False))
    mails = [letter(talk, n, (talk.number + n) % 4) for talk in folder.talks for n in range(len(talk.said))]
    folder.text("support.mbox", "".join(text for _, text in sorted(mails)))
    return folder.truth()


def mailman(root, talks):
    """A list's archive, as Mailman keeps it: addresses hidden, no MIME left, in the charset of whoever wrote."""
    folder = Folder(root, "mbox-mailman", "mbox", talks.forum(4))
    mails = []
    for talk in folder.talks:
        for n, said in enumerate(talk.said):
            ids = ["<%d.%d@lists.thermowren.example>" % (talk.number, m) for m in range(n + 1)]
            head = ["From %s  %s" % (said.who.email.replace("@", " at "), stamp(said.at, "%a %b %d %H:%M:%S %Y")),
                    "From: %s (%s)" % (said.who.email.replace("@", " at "), word(said.who.name, "utf-8")),
                    "Date: " + stamp(said.at, DATE), "Subject: [wren-users] " + word(talk.subject, "utf-8")]
            head += ["In-Reply-To: " + ids[-2], "References: " + " ".join(ids[:-1])] if n else []
            head.append("Message-ID: " + ids[-1])
            text = said.text + "\n\n\n"
            lines = [">" + line if line.startswith("From ") else line for line in text.split("\n")]
            charset = "cp1252" if encodes(text, "cp1252") else "utf-8"
            mails.append((said.at, ("\n".join(head) + "\n\n" + "\n".join(lines)).encode(charset)))
    folder.bytes("2026q1.txt", b"".join(mail for _, mail in sorted(mails)))
    return folder.truth()


WRITERS = (mbox, mailman)
