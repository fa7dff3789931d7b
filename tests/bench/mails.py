#!/usr/bin/env python3
"""mails.py KIND SIZE SEED: a mail archive, about SIZE bytes of it, to standard output.

list: what Mailman keeps of a mailing list, plain text with five fields each. mailbox: a support mailbox as it came, with
stations on the way, alternatives of text and HTML, quoted-printable, and now and then a picture.
"""
import base64
import quopri

import exports


def plain(m):
    """Lines of some seventy letters."""
    words, lines, line = m.text().split() + m.text().split(), [], ""
    for w in words:
        if len(line) + len(w) > 70:
            lines.append(line)
            line = ""
        line += (" " if line else "") + w
    return "\n".join(lines + [line]) + "\n"


def people(m):
    return ["user%d" % m.r.randrange(20000), "host%d.example" % m.r.randrange(900)]


def thread(m):
    """The mails of a thread: subject, id, ids of those before, minutes."""
    n, title = m.next(), m.title()
    ids = ["%d.%d@mail.host.example" % (n, i) for i in range(1 + min(int(m.r.expovariate(0.4)), 20))]
    for i, mid in enumerate(ids):
        yield ("Re: " if i else "") + "[wren] " + title, mid, ids[max(0, i - 8):i], 60 * i


def listed(m):
    out = []
    for subject, mid, before, minutes in thread(m):
        user, host = people(m)
        out.append("From %s at %s  %s\nFrom: %s at %s (%s Example)\nDate: %s\nSubject: %s\n" %
                   (user, host, m.when(minutes, "%a %b %d %H:%M:%S %Y"), user, host, user, m.when(minutes, "%a, %d %b %Y %H:%M:%S +0100"), subject))
        if before:
            out.append("In-Reply-To: <%s>\nReferences: %s\n" % (before[-1], "\n\t".join("<%s>" % b for b in before)))
        out.append("Message-ID: <%s>\n\n%s\n" % (mid, plain(m)))
    return "".join(out)


def encoded(m):
    """A pool of letters in both forms, as the parts of a mail."""
    if not hasattr(m, "letters"):
        m.letters = []
        for _ in range(300):
            text = plain(m).replace(" the ", " für ")
            html = "<html><body><p>%s</p></body></html>\n" % text.replace("\n", "<br>\n")
            m.letters.append([quopri.encodestring(s.encode()).decode() for s in (text, html)])
        m.picture = base64.encodebytes(m.r.randbytes(30000)).decode()
    return m.r.choice(m.letters)


def mailbox(m):
    out = []
    for subject, mid, before, minutes in thread(m):
        user, host = people(m)
        date = m.when(minutes, "%a, %d %b %Y %H:%M:%S +0100")
        out.append("From %s@%s %s\n" % (user, host, m.when(minutes, "%a %b %d %H:%M:%S %Y")))
        for i in range(5):
            out.append("Received: from mx%d.%s (mx%d.%s [192.0.2.%d])\n\tby mx%d.host.example (Postfix) with ESMTPS id %08X\n"
                       "\tfor <help@thermowren.example>; %s\n" % (i, host, i, host, i + 1, i + 1, m.r.randrange(1 << 32), date))
        out.append('Return-Path: <%s@%s>\nFrom: =?utf-8?Q?J=C3=B6rg_Example?= <%s@%s>\nTo: "Thermowren" <help@thermowren.example>\nDate: %s\n'
                   "Subject: %s\nMessage-ID: <%s>\n" % (user, host, user, host, date, subject, mid))
        if before:
            out.append("In-Reply-To: <%s>\nReferences: %s\n" % (before[-1], "\n ".join("<%s>" % b for b in before)))
        text, html = encoded(m)
        head = 'Content-Type: text/%s; charset="utf-8"\nContent-Transfer-Encoding: quoted-printable\n\n'
        body = 'Content-Type: multipart/alternative; boundary="=_b"\n\n--=_b\n%s%s\n--=_b\n%s%s\n--=_b--\n' % (head % "plain", text, head % "html", html)
        if m.r.random() < 0.05:
            body = ('Content-Type: multipart/mixed; boundary="=_a"\n\n--=_a\n%s--=_a\nContent-Type: image/jpeg; name="photo.jpg"\n'
                    'Content-Disposition: attachment; filename="photo.jpg"\nContent-Transfer-Encoding: base64\n\n%s--=_a--\n' % (body, m.picture))
        out.append("MIME-Version: 1.0\n%s\n" % body)
    return "".join(out)


if __name__ == "__main__":
    exports.main({"list": ("", listed, ""), "mailbox": ("", mailbox, "")})
