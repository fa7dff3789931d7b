"""What connectors carry: Singer and Airbyte streams of Zendesk's and Freshdesk's rows, and files that Airbyte left."""
import json

from desks import freshdesk_conversation, freshdesk_ticket
from exports import COMPACT, Folder, html, iso

EMITTED = 1775000000000
ZENDESK = {"open": "open", "pending": "pending", "solved": "solved"}


def zendesk_ticket(talk):
    return {"url": "https://thermowren.zendesk.example/api/v2/tickets/%d.json" % talk.number, "id": talk.number,
            "external_id": None, "via": {"channel": "email", "source": {"from": {}, "to": {}, "rel": None}},
            "created_at": iso(talk.first.at), "updated_at": iso(talk.last.at), "type": None, "subject": talk.subject,
            "raw_subject": talk.subject, "description": talk.first.text, "priority": None,
            "status": ZENDESK[talk.status], "recipient": None, "requester_id": talk.customer.number,
            "submitter_id": talk.customer.number, "assignee_id": None, "group_id": 360, "tags": list(talk.tags),
            "satisfaction_rating": {"score": "unoffered"}, "brand_id": 1}


def zendesk_comment(talk, n):
    said = talk.said[n]
    return {"id": talk.number * 100 + n, "type": "Comment", "author_id": said.who.number, "html_body": html(said.text),
            "public": said.public, "attachments": [], "audit_id": talk.number * 100 + n + 50,
            "via": {"channel": "email"}, "created_at": iso(said.at), "ticket_id": talk.number}


def zendesk_users(talks):
    people = {said.who.number: said for talk in talks for said in talk.said}
    return [{"id": n, "name": said.who.name, "email": said.who.email,
             "role": "agent" if said.role == "staff" else "end-user", "created_at": "2025-11-01T08:00:00Z",
             "updated_at": "2025-11-01T08:00:00Z"} for n, said in sorted(people.items())]


def zendesk_streams(talks):
    yield "tickets", [zendesk_ticket(talk) for talk in talks]
    yield "ticket_comments", [zendesk_comment(talk, n) for talk in talks for n in range(len(talk.said))]
    yield "users", zendesk_users(talks)


def singer(root, talks):
    """A tap's output: schemas, rows, states, and a ticket that comes twice."""
    folder = Folder(root, "singer", "singer", talks.desk(3))
    lines = []
    for stream, rows in zendesk_streams(folder.talks):
        lines.append({"type": "SCHEMA", "stream": stream,
                      "schema": {"type": "object", "properties": {"id": {"type": ["integer"]}}},
                      "key_properties": ["id"]})
        lines += [{"type": "RECORD", "stream": stream, "record": row, "time_extracted": "2026-04-01T00:00:00.000000Z"}
                  for row in rows]
        lines.append({"type": "STATE", "value": {"bookmarks": {stream: {"generated_timestamp": EMITTED // 1000}}}})
    lines.insert(1,
                 {"type": "RECORD", "stream": "tickets",
                  "record": dict(zendesk_ticket(folder.talks[0]), status="new",
                                 updated_at=iso(folder.talks[0].first.at)),
                  "time_extracted": "2026-04-01T00:00:00.000000Z"})
    folder.merged = 1
    folder.lines("tap-zendesk.singer", lines)
    return folder.truth()


def airbyte(root, talks):
    """A connector's messages: a log, rows of two streams, a state."""
    folder = Folder(root, "airbyte", "airbyte", talks.desk(3))
    lines = [{"type": "LOG", "log": {"level": "INFO", "message": "Starting syncing SourceFreshdesk"}}]

    def record(stream, row):
        lines.append({"type": "RECORD",
                      "record": {"stream": stream, "namespace": None, "data": row, "emitted_at": EMITTED,
                                 "meta": {"changes": []}}})

    for talk in folder.talks:
        record("tickets", freshdesk_ticket(talk))
    for talk in folder.talks:
        for n in range(1, len(talk.said)):
            record("conversations", freshdesk_conversation(talk, n))
    lines.append({"type": "STATE",
                  "state": {"type": "STREAM",
                            "stream": {"stream_descriptor": {"name": "tickets"},
                                       "stream_state": {"updated_at": iso(folder.talks[-1].last.at)}}}})
    folder.lines("sync.ndjson", lines)
    return folder.truth()


def airbyte_files(root, talks):
    """What Airbyte's destinations leave: the row in a column or a member of its own."""
    folder = Folder(root, "airbyte-files", "airbyte", talks.desk(3))
    for stream, rows in zendesk_streams(folder.talks):
        if stream == "ticket_comments":
            table = [("_airbyte_ab_id", "_airbyte_emitted_at", "_airbyte_data")]
            folder.table(stream + ".csv",
                         table + [("0c%d" % row["id"], EMITTED, json.dumps(row, **COMPACT)) for row in rows])
        else:
            folder.lines(stream + ".jsonl", [{"_airbyte_raw_id": "0a%d" % row["id"], "_airbyte_extracted_at": EMITTED,
                                              "_airbyte_meta": {"changes": []}, "_airbyte_data": row} for row in rows])
    return folder.truth()


WRITERS = (singer, airbyte, airbyte_files)
