"""Texts that want to be more than text. They are harmless, and must stay so in every report."""

ZENDESK = {     # which ticket, counted from the first: what becomes of its subject and body
    40: ("%s", "<script>alert(1)</script>\n\n%s"),
    120: ("=cmd|' /C calc'!A0", "%s"),
    200: ("%s", "%s\n\nP.S. your page shows &lt;b&gt;&amp;amp;&lt;/b&gt; and &eacute; instead of an accent, is that meant?"),
    280: ("%s \u200f(\u05d1\u05d3\u05d9\u05e7\u05d4)\u200e", "\u202e%s\u202c"),
    360: ("%s", "\u00a0\u00a0%s\u00a0(no\u00a0break\u00a0spaces\u00a0from\u00a0a\u00a0word\u00a0processor)"),
    440: ("\u001b[31m%s\u001b[0m", "%s"),
    520: ("%s\r\nBcc: everyone@example.com", "%s"),
    600: ("%s", "%s\n\n[click me](javascript:alert(1)) | a | table | row |"),
}
CHAT = {
    30: "@SUM(1+1)*cmd|' /C calc'!A0 %s",
    90: "%s <img src=x onerror=alert(1)>",
    150: "%s \"quoted; with a semicolon\"",
}


def zendesk(n, subject, body):
    if n not in ZENDESK:
        return subject, body
    first, second = ZENDESK[n]
    return first.replace("%s", subject), second.replace("%s", body)


def chat(n, text):
    return CHAT[n].replace("%s", text) if n in CHAT else text
