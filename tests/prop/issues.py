"""issues.py: the laws of cluster-issues: night after night, ticket by ticket, part by part.

The order of tickets does not matter; the same night again, knowing its issues, changes nothing; --assign gives each ticket
what the night gave it, and parts add up to the whole; the same words share their fate.
"""
import gzip
import json
import os
import tempfile

import laws
from laws import balances, cut, difference, hash_of, lines, tell, typed, whole

P = "cluster-issues"
QUICK = []      # options of every run: the sample's are spared some work


def run(p, data, *options, **more):
    quick = [] if any(o.startswith("--assign") for o in options) else QUICK
    return laws.run(p, data, *quick, *options, **more)


def write(path, data):
    with open(path, "wb") as f:
        f.write(data)
    return path


def shuffled(xs, turn):
    return sorted(xs, key=lambda x: hash_of("%d %s" % (turn, json.loads(x)["id"])))


def marks(out):
    return {t["id"]: t.get("issue") for t in map(json.loads, typed(out, "ticket"))}


def check_order(data):
    """Tickets in any order: the same marks, the same issues in the same order."""
    once = list({json.loads(x)["id"]: x for x in typed(data, "ticket")}.values())
    want = run(P, whole(once))
    for turn in range(1 if QUICK else 3):
        got = run(P, whole(shuffled(once, turn)))
        tell(sorted(typed(got, "ticket")) == sorted(typed(want, "ticket")), "cluster-issues: another order of tickets, the same marks")
        tell(typed(got, "issue") == typed(want, "issue"), "cluster-issues: and the same issues",
             difference(whole(typed(want, "issue")), whole(typed(got, "issue"))))


def without_lineage(x):
    r = json.loads(x)
    del r["lineage"]
    return json.dumps(r)


def check_nights(data, t):
    """The same tickets again, by what is known of them: nothing changes but that each issue is kept. Returns the nights' files."""
    first = run(P, data)
    one = write(os.path.join(t, "one"), first)
    second = run(P, data, "--known=" + one)
    two = write(os.path.join(t, "two"), second)
    third = run(P, data, "--known=" + two)
    tell(typed(second, "ticket") == typed(first, "ticket"), "cluster-issues --known: the same night again gives the same marks",
         difference(whole(typed(first, "ticket")), whole(typed(second, "ticket"))))
    tell(list(map(without_lineage, typed(second, "issue"))) == list(map(without_lineage, typed(first, "issue"))),
         "cluster-issues --known: and the same issues", difference(whole(typed(first, "issue")), whole(typed(second, "issue"))))
    born = [r for r in map(json.loads, typed(first, "issue")) if r["lineage"] != {"event": "born", "from": []}]
    kept = [r for r in map(json.loads, typed(second, "issue")) if r["lineage"] != {"event": "kept", "from": [r["id"]]}]
    tell(not born and not kept, "cluster-issues --known: what was born is kept", str((born + kept)[:1]))
    tell(third == second, "cluster-issues --known: a third night is the second", difference(second, third))
    tell(balances(second), "cluster-issues --known: the ledger balances")
    over = write(os.path.join(t, "over"), run(P, first, "--known=" + one))     # its own output comes in again: the old issues go
    tell(typed(run(P, data, "--known=" + over), "ticket", "issue") == typed(second, "ticket", "issue"),
         "cluster-issues --known: the output of a run over an output is known, too")
    return one, two, first, second


def check_forms(data, t, first, second):
    """What is known may stand in any file: a night's whole output, issues alone, packed."""
    issues = typed(first, "issue")
    forms = [("issue records alone", whole(issues)), ("gzip", gzip.compress(first, mtime=0)), ("gzip of issues alone", gzip.compress(whole(issues))),
             ("--train", run(P, data, "--train"))]
    for name, form in forms:
        got = run(P, data, "--known=" + write(os.path.join(t, "form"), form))
        tell(got == second, "cluster-issues --known: %s will do" % name, difference(second, got))
    got = run(P, data, "--known=" + write(os.path.join(t, "form"), whole(reversed(issues))))
    tell(typed(got, "ticket") == typed(second, "ticket"), "cluster-issues --known: in any order")     # equally large ones may be listed otherwise
    trained = typed(forms[-1][1], "ticket", "issue")
    tell(trained == issues, "cluster-issues --train: the same issues, and no tickets")
    tell(balances(forms[-1][1]), "cluster-issues --train: the ledger balances")
    if issues:          # one twice, one missing
        run(P, data, "--known=" + write(os.path.join(t, "form"), whole(issues + issues[:1])), status=1)
        run(P, data, "--known=" + write(os.path.join(t, "form"), first.replace(issues[0] + b"\n", b"")), status=1)


def check_assign(data, t, one, first):
    """One by one, tickets get what the night gave them, but for copies, which go with their leader in a night."""
    got = run(P, data, "--assign=" + one)
    alone = [n for n, x in enumerate(typed(data, "ticket")) if "dedupe" not in json.loads(x)]
    want, have = typed(first, "ticket"), typed(got, "ticket")
    wrong = [n for n in alone if want[n] != have[n]]
    tell(len(want) == len(have) and not wrong, "cluster-issues --assign: each ticket gets the mark that the night gave it",
         "%d of %d, such as %r against %r" % (len(wrong), len(alone), want[wrong[0]][-200:], have[wrong[0]][-200:]) if wrong else "")
    tell(balances(got), "cluster-issues --assign: the ledger balances")
    counts = {}
    for x in have:
        r = json.loads(x)
        if "issue" in r and r.get("dedupe", {}).get("why") != "same-id":
            counts[r["issue"]["id"]] = counts.get(r["issue"]["id"], 0) + 1
    tell({r["id"]: r["tickets"] for r in map(json.loads, typed(got, "issue"))} == counts, "cluster-issues --assign: issues count their tickets")
    again = write(os.path.join(t, "assigned"), got)
    tell(run(P, data, "--assign=" + again) == got, "cluster-issues --assign: by its own output it gives the same", difference(got, run(P, data, "--assign=" + again)))
    return got


def check_parts(data, t, one, want):
    """f(A ++ B) = merge(f(A), f(B)), to the byte, in one step or several."""
    issues = typed(want, "issue")
    for parts in (1, 2, 7):
        outs = [run(P, pile, "--assign=" + one) for pile in cut(data, parts)]
        merged = run(P, b"".join(outs), "--assign=" + one, "--merge")
        tell(typed(merged, "issue") == issues, "cluster-issues --assign: %d parts merged are the whole" % parts,
             difference(whole(issues), whole(typed(merged, "issue"))))
        tell(sorted(typed(merged, "ticket")) == sorted(typed(want, "ticket")), "cluster-issues --assign: and the tickets of %d parts" % parts)
        tell(balances(merged) and all(map(balances, outs[:-1] if not outs[-1] else outs)), "cluster-issues --assign --merge: the ledgers of %d parts balance" % parts)
        if parts == 7:
            halves = [run(P, b"".join(some), "--assign=" + one, "--merge", *more)
                      for some, more in ((outs[4:], ("-j1",)), (outs[:4], ("-j7", "--chunk=4K")))]
            again = run(P, b"".join(halves), "--assign=" + one, "--merge")
            tell(typed(again, "issue") == issues, "cluster-issues --assign: merges of merges are the whole",
                 difference(whole(issues), whole(typed(again, "issue"))))
    if len(issues) > 1:
        run(P, want, "--assign=" + write(os.path.join(t, "fewer"), whole(issues[1:])), "--merge", status=1)
        run(P, whole(typed(laws.bytes_of(one), "issue")), "--assign=" + one, "--merge", status=1)    # no parts of a whole


def check_words(data):
    """Tickets of the same words, in no two ways: all in one issue, or none in any."""
    plain = []
    for x in typed(data, "ticket"):
        r = json.loads(x)
        if "dedupe" not in r:
            plain.append(x)
    out = run(P, whole(plain))
    fates, of = {}, {}
    for r in map(json.loads, typed(out, "ticket")):
        texts = r.get("messages") or [{}]
        key = (r.get("subject"), texts[0].get("text"), r.get("lang"))
        fates.setdefault(key, set()).add(json.dumps(r.get("issue")))
        of[key] = of.get(key, 0) + 1
    parted = [k for k, f in fates.items() if len(f) > 1]
    tell(not parted, "cluster-issues: the same words share their fate", "%r: %r" % (parted[:1], [fates[k] for k in parted[:1]]))
    return sum(n > 1 for n in of.values())


def check(data, undeduped, thorough):
    """data: what dedupe gave. Was there anything to see?"""
    check_order(data)
    if thorough:
        check_languages(data)
    same = check_words(undeduped)
    with tempfile.TemporaryDirectory() as t:
        one, two, first, second = check_nights(data, t)
        check_forms(data, t, first, second)
        want = check_assign(data, t, one, first)
        check_parts(data, t, one, want)
        laws.check_ways("cluster-issues --assign", lambda *o, env=None: run(P, data, "--assign=" + one, *o, env=env), want, thorough)
        laws.check_ways("cluster-issues --known", lambda *o, env=None: run(P, data, "--known=" + one, *o, env=env), second, thorough)
        fresh = check_fresh(data, t)
        laws.check_bytes(P, data, want)
    return {"issues": len(typed(first, "issue")), "marked": sum(m is not None for m in marks(first).values()), "same": same, "fresh": fresh}


def check_languages(data):
    """Also where tickets say what language they are in, or nobody can tell; and where most are in one that is called oddly."""
    tongues = ("de", "pt-BR", "en", "xx-Klingon", None, "")
    for common in ("pt-BR", "xx-Klingon", ""):
        xs = []
        for x in typed(data, "ticket"):
            r = json.loads(x)
            r["lang"] = common if hash_of("c" + r["id"]) % 2 else tongues[hash_of(r["id"]) % len(tongues)]
            if hash_of("l" + r["id"]) % 3 == 0:
                del r["lang"]
            xs.append(json.dumps(r).encode())
        with tempfile.TemporaryDirectory() as t:
            one, _, first, _ = check_nights(whole(xs), t)
            check_assign(whole(xs), t, one, first)


def check_fresh(data, t):
    """The older half known, all of it sorted: threads, reads and memory do not matter where there is something new; every id is of its time."""
    came = laws.arrivals(data)
    old = write(os.path.join(t, "old"), run(P, whole(came[:len(came) // 2])))
    want = run(P, whole(came), "--known=" + old)
    for options in (("-j1",), ("-j7", "--chunk=4K", "--memory=0")):
        got = run(P, whole(came), "--known=" + old, *options)
        tell(got == want, "cluster-issues --known, with something new: the same bytes with %s" % " ".join(options), difference(want, got))
    ids = {r["id"] for r in map(json.loads, typed(laws.bytes_of(old), "issue"))}
    wrong = []
    for r in map(json.loads, typed(want, "issue")):
        event, source = r["lineage"]["event"], r["lineage"]["from"]
        good = {"born": r["id"] not in ids and not source, "kept": source == [r["id"]] and r["id"] in ids,
                "merged": r["id"] in source and len(source) > 1, "split": r["id"] not in ids and len(source) == 1}[event]
        if not good or not set(source) <= ids:
            wrong.append(r)
    tell(not wrong, "cluster-issues --known, with something new: every lineage is right", str(wrong[:1]))
    again = run(P, whole(came), "--known=" + write(os.path.join(t, "new"), want))
    tell(typed(again, "ticket") == typed(want, "ticket"), "cluster-issues --known: and the night after, with nothing new, is the same",
         difference(whole(typed(want, "ticket")), whole(typed(again, "ticket"))))
    return sum(r["lineage"]["event"] != "kept" for r in map(json.loads, typed(want, "issue")))
