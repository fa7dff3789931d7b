"""What was planted, written down beside the data."""
import csv
import json
import os

import story
from people import SINGLE_HELPER, STAR, VOLUNTEERS, clock


def table(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def per_day(tickets, issue, date):
    return sum(1 for t in tickets if t.issue == issue and story.day_of(t.at) == date)


def burst(tickets, event):
    """An event that multiplies an issue's number: what came, and what would have come anyway."""
    issue = story.BY_SLUG[event["issue"]]
    days, extra = [], 0
    for n in range(len(event["times"])):
        date = event["date"] + story.datetime.timedelta(days=n)
        came = per_day(tickets, issue.slug, date)
        usual = round(story.usual(issue, (date - story.FIRST).days), 1)
        days.append({"date": date.isoformat(), "tickets": came, "usual": usual, "times": event["times"][n]})
        extra += came - usual
    return {"issue": issue.slug, "date": event["date"].isoformat(), "days": days, "extra_tickets": round(extra)}


def broadcast(tickets):
    event = story.BROADCAST
    split = (event["date"] - story.FIRST).days
    mine = [(t.at - story.START) // 86400 for t in tickets if t.issue == event["issue"]]
    before, after = sum(d < split for d in mine), sum(d >= split for d in mine)
    return {"issue": event["issue"], "date": event["date"].isoformat(), "share_avoided": event["share_avoided"],
            "text": event["text"], "per_day_before": round(before / split, 2),
            "per_day_after": round(after / (story.DAYS - split), 2)}


def forum_answers(forum):
    """{volunteer id: [times]} without answers to one's own question."""
    times = {}
    for post in forum.posts:
        if post["kind"] == "answer" and post["owner"] != post["parent"]["owner"]:
            times.setdefault(post["owner"], []).append(post["at"])
    return times


def events(tickets, systems):
    zendesk, forum, twitter, chat = systems
    answers = forum_answers(forum)
    total = sum(len(v) for v in answers.values())
    star = forum.ids[STAR]
    outage = burst(tickets, story.OUTAGE)
    outage["start"] = clock(story.START + (story.OUTAGE["date"] - story.FIRST).days * 86400
                            + story.OUTAGE["from_second"]).strftime("%Y-%m-%dT%H:%M:%SZ")
    outage["hours"] = story.OUTAGE["hours"]
    outage["systems"] = list(story.OUTAGE["systems"])
    counts = {slug: sum(t.issue == slug for t in tickets) for slug in story.BY_SLUG}
    last = story.FIRST + story.datetime.timedelta(days=story.DAYS - 1)

    def held(system):
        return sum(t.system == system for t in tickets)

    return {
        "company": story.COMPANY,
        "from": story.FIRST.isoformat(),
        "to": last.isoformat(),
        "tickets": len(tickets),
        "systems": {
            "zendesk": {"tickets": held("zendesk"), "messages": len(zendesk.comments),
                        "ticket_rows": len(zendesk.tickets), "users": len(zendesk.customers.all) + 9},
            "stackexchange": {"tickets": held("stackexchange"),
                              "messages": held("stackexchange") + sum(p["kind"] == "answer" for p in forum.posts),
                              "answers": sum(p["kind"] == "answer" for p in forum.posts),
                              "post_rows": len(forum.posts), "comments": len(forum.comments),
                              "votes": sum(1 for _ in forum.vote_rows()), "links": len(forum.links)},
            "twitter": {"tickets": held("twitter"), "messages": len(twitter.tweets),
                        "missing_parents": twitter.orphans},
            "chat": {"tickets": held("chat"), "messages": len(chat.rows)},
        },
        "languages": {lang: sum(t.lang == lang for t in tickets) for lang in ("en", "de", "es")},
        "issues": counts,
        "top_issue": {"issue": story.TOP_ISSUE, "tickets": counts[story.TOP_ISSUE]},
        "outage": outage,
        "clock_change": burst(tickets, story.CLOCK_CHANGE),
        "broadcast": broadcast(tickets),
        "star": {"id": "stackexchange:u:%d" % star, "name": STAR, "last_day": story.day_of(max(answers[star])).isoformat(),
                 "answers": len(answers[star]), "forum_answers": total, "share": round(len(answers[star]) / total, 3)},
        "newcomers": ["stackexchange:u:%d" % forum.ids[v.name] for v in VOLUNTEERS if v.first_day > 60],
        "single_helper": {slug: "stackexchange:u:%d" % forum.ids[name] for slug, name in sorted(SINGLE_HELPER.items())},
        "volunteers": sum(1 for v in VOLUNTEERS if forum.ids[v.name] in answers),
    }


def write(folder, tickets, systems):
    os.makedirs(folder)
    tickets = sorted(tickets, key=lambda t: (story.SYSTEMS.index(t.system), t.at, t.id))
    table(os.path.join(folder, "issues.csv"), ("ticket", "issue", "lang"), [(t.id, t.issue, t.lang) for t in tickets])
    copies = [(t.id, t.copy_of.id, t.kind, "same" if t.requester is t.copy_of.requester else "other")
              for t in tickets if t.copy_of]
    copies += [(t.id, t.id, "same-id", "same") for t in tickets if any(t is r for r in systems[0].repeated)]
    table(os.path.join(folder, "copies.csv"), ("ticket", "of", "kind", "requester"), copies)
    told = events(tickets, systems)
    with open(os.path.join(folder, "events.json"), "w", encoding="utf-8", newline="\n") as file:
        json.dump(told, file, indent=2, ensure_ascii=False)
        file.write("\n")
    return told, copies
