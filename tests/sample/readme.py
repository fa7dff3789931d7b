"""The page beside the sample data, with its numbers filled in."""
import os

PAGE = """\
# Sample data: one winter at {company}

{company} is invented. It makes the Wren One (a smart thermostat), the Wren Valve (for radiators), the Twig (the hub
that joins them), the Roost app and a subscription called Wren Plus. Nobody in these files exists; addresses end in
example.com or .example and telephone numbers come from the ranges kept free for fiction.

Here are the {tickets:,} conversations of 90 days, {first} to {last} (UTC), as four systems would export them.
`tests/sample/generate DIR` writes the whole folder again, byte for byte; do not edit it by hand.

| folder | what it is | tickets | messages | people who answer |
|---|---|---|---|---|
| `zendesk/` | tickets.json (incremental export: some tickets stand in it twice, the newest `updated_at` counts), comments.ndjson (private notes among them; the first comment is the description), users.json | {z[tickets]} | {z[messages]:,} | staff |
| `forum/` | Posts, Users, Votes, Comments, PostLinks of a Stack Exchange dump (BOM, CRLF) | {f[tickets]} | {f[messages]:,} (with {f[answers]} answers) | {volunteers} volunteers |
| `twitter/` | twcs.csv; {t[missing_parents]} threads answer a tweet that is missing | {t[tickets]} | {t[messages]:,} | @ThermowrenHelp, a few volunteers |
| `chat/` | chat.csv of a live-chat vendor, read through `mappings/chat.json` | {c[tickets]} | {c[messages]:,} | staff and a bot |

In all other forms that `ingest` reads, a few conversations each, {formats[1]} in {formats[0]} exports, lie in `formats/`, a folder for
each, named after the vendor and the shape; `formats/staff.txt` is the roster for those that do not say who is staff. Rows that must not become
messages stand among them: spam, a deleted case, a pull request, what the system noted, a ticket's older version, a removed comment.

`mappings/twitter-care.json` and `mappings/bugzilla.json` read public sets that are not kept here: Twitter conversations,
and bugs as a table.

English, German and Spanish ({languages[en]}, {languages[de]} and {languages[es]} tickets), with typing errors, greetings, signatures, disclaimers,
quoted chains, forwards and emoji. A few texts try to be code, formulas, markup, terminal escapes or mail headers; they
are harmless and must stay so in every report. Comment ids of Zendesk lie above 2^53.

## What was planted

- **Issues.** {issues} recurring ones and a tail of {oneoff} questions that nobody else asks. The largest is
  `{top[issue]}` with {top[tickets]} tickets.
- **A broadcast that worked.** On {b[date]} the company wrote about `{b[issue]}`: "{b[text]}"
  From that day on {avoided:.0%} fewer people ask ({b[per_day_before]} a day before, {b[per_day_after]} after); nothing else changes on that date.
- **An outage.** `{o[issue]}` on {o[date]} from 06:40 for {o[hours]} hours: about {o[extra_tickets]} tickets more than usual
  until it fades, in all systems but the forum.
- **The clock change.** `{k[issue]}` on {k[date]}: a small burst that is still going on when the data ends.
- **The star who leaves.** {star[name]} (`{star[id]}`) writes {star[share]:.0%} of the forum's answers and nothing
  after {star[last_day]}. Nobody says so anywhere. Of the others, {newcomers} are newcomers, and {singles} issues have a single helper.
- **Copies.** {copies} tickets repeat an earlier one.

## The truth, file by file

Ids are as `ingest` writes them: `zendesk:35436`, `stackexchange:2001` (the question), `twitter:700101` (the first tweet
of the thread), `chat:CH-104201`; people are `stackexchange:u:1004`.

- `truth/issues.csv`: ticket, issue, lang; `one-off` is the tail.
- `truth/copies.csv`: ticket, of (the first one), kind, requester (same or other). Kinds: `exact` (the opening is the same
  letter by letter), `normal-exact` (another greeting, closing or signature, RT, emoji), `near` (a sentence more or less, typing errors),
  `same-id` (the ticket stands twice in the Zendesk export).
- `truth/formats.csv`: folder of `formats/`, the format it is recognised as, tickets, messages, messages by role (with the roster), and
  how many are private; rows that must be dropped, and that another version stands for. Freshdesk's table and ServiceNow's log carry no texts, and only the opening message.
- `truth/events.json`: the events above with their numbers, and what each file holds. Messages of the forum are questions and
  answers; its comments are counted apart.
"""


def write(folder, told, copies, small):
    systems = told["systems"]
    page = PAGE.format(
        company=told["company"], tickets=told["tickets"], first=told["from"], last=told["to"],
        z=systems["zendesk"], f=systems["stackexchange"], t=systems["twitter"], c=systems["chat"],
        volunteers=told["volunteers"], languages=told["languages"], issues=len(told["issues"]) - 1,
        oneoff=told["issues"]["one-off"], top=told["top_issue"], b=told["broadcast"],
        avoided=told["broadcast"]["share_avoided"], o=told["outage"], k=told["clock_change"], star=told["star"],
        formats=(len(small), sum(row[2] for row in small)), newcomers=len(told["newcomers"]), singles=len(told["single_helper"]),
        copies=sum(1 for c in copies if c[2] != "same-id"))
    with open(os.path.join(folder, "README.md"), "w", encoding="utf-8", newline="\n") as file:
        file.write(page)
