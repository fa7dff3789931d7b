"""Small exports of help desks: Freshdesk, Intercom, Help Scout."""
from exports import Folder, html, iso, stamp
from people import AGENTS

FRESHDESK = {"open": 2, "pending": 3, "solved": 4}
FRESHDESK_NAMES = {"open": "Open", "pending": "Pending", "solved": "Resolved"}


def freshdesk_ticket(talk):
    agent = next((s.who for s in talk.said if s.role == "staff"), None)
    return {"cc_emails": [], "fwd_emails": [], "reply_cc_emails": [], "fr_escalated": False, "spam": False,
            "email_config_id": None, "group_id": 14000, "priority": 1, "requester_id": talk.customer.number,
            "responder_id": agent and agent.number, "source": 1, "status": FRESHDESK[talk.status],
            "subject": talk.subject, "product_id": None, "id": talk.number, "type": "Question",
            "due_by": iso(talk.first.at + 3 * 86400), "fr_due_by": iso(talk.first.at + 86400), "is_escalated": False,
            "created_at": iso(talk.first.at), "updated_at": iso(talk.last.at), "tags": list(talk.tags),
            "attachments": [], "description": "<div>%s</div>" % html(talk.first.text),
            "description_text": talk.first.text,
            "requester": {"id": talk.customer.number, "name": talk.customer.name, "email": talk.customer.email},
            "stats": {"resolved_at": iso(talk.last.at) if talk.status == "solved" else None, "closed_at": None},}


def freshdesk_conversation(talk, n):
    said = talk.said[n]
    return {"body": html(said.text), "body_text": said.text, "id": talk.number * 100 + n,
            "incoming": said.role == "customer", "private": not said.public, "user_id": said.who.number,
            "support_email": None, "source": 0 if said.public else 2, "ticket_id": talk.number, "to_emails": [],
            "created_at": iso(said.at), "updated_at": iso(said.at), "attachments": []}


def freshdesk_json(root, talks):
    """The API's answers: tickets, one of them spam, and their conversations in a file of their own."""
    folder = Folder(root, "freshdesk-json", "freshdesk", talks.desk(4))
    tickets = [freshdesk_ticket(talk) for talk in folder.talks]
    tickets.append(dict(tickets[0], id=4099, subject="Earn money at home", spam=True, description="<div>Now!</div>",
                        description_text="Now!"))
    folder.dropped = 1
    folder.document("tickets.json", tickets)
    folder.lines("conversations.ndjson",
                 [freshdesk_conversation(talk, n) for talk in folder.talks for n in range(1, len(talk.said))])
    return folder.truth()


def freshdesk_csv(root, talks):
    """The export of tickets: no messages but the first, whose text it leaves out."""
    folder = Folder(root, "freshdesk-csv", "freshdesk", talks.desk(3))
    rows = [("Ticket ID", "Subject", "Status", "Priority", "Source", "Type", "Agent", "Group", "Created time",
             "Due by Time", "Resolved time", "Closed time", "Last update time", "Initial response time",
             "Agent interactions", "Customer interactions", "Resolution status", "First response status", "Tags",
             "Survey results", "Full name", "Email", "Contact ID")]
    for talk in folder.talks:
        agents = [s for s in talk.said if s.role == "staff"]
        rows.append((talk.number, talk.subject, FRESHDESK_NAMES[talk.status], "Low", "Portal", "Question",
                     agents[0].who.name if agents else "No Agent", "First line", stamp(talk.first.at),
                     stamp(talk.first.at + 3 * 86400), stamp(talk.last.at) if talk.status == "solved" else "", "",
                     stamp(talk.last.at), stamp(agents[0].at) if agents else "", len(agents),
                     len(talk.said) - len(agents), "Within SLA", "Within SLA", ",".join(talk.tags), "",
                     talk.customer.name, talk.customer.email, talk.customer.number))
    folder.table("tickets.csv", rows)
    return folder.truth(openings_only=True)


def intercom_author(said):
    kind = {"customer": "user", "staff": "admin", "bot": "bot"}[said.role]
    return {"type": kind, "id": str(said.who.number), "name": said.who.name, "email": said.who.email}


def intercom(root, talks):
    """Conversations with their parts inside: an assignment without words, notes, a bot; a user is a customer here."""
    folder = Folder(root, "intercom", "intercom", talks.desk(4, bot=True))
    rows = []
    for talk in folder.talks:
        parts = [{"type": "conversation_part", "id": str(talk.number * 100 + 99), "part_type": "assignment",
                  "body": None, "created_at": talk.first.at + 2, "updated_at": talk.first.at + 2,
                  "notified_at": talk.first.at + 2, "assigned_to": {"type": "team", "id": "5"},
                  "author": {"type": "bot", "id": "9001", "name": "Pip", "email": "pip@thermowren.example"},
                  "attachments": [], "external_id": None, "redacted": False}]
        parts += [{"type": "conversation_part", "id": str(talk.number * 100 + n),
                   "part_type": "comment" if said.public else "note", "body": html(said.text), "created_at": said.at,
                   "updated_at": said.at, "assigned_to": None, "author": intercom_author(said), "redacted": False}
                  for n, said in enumerate(talk.said) if n > 0]
        solved = talk.status == "solved"
        rows.append({"type": "conversation", "id": "2154685%d" % talk.number, "created_at": talk.first.at,
                     "updated_at": talk.last.at, "waiting_since": None, "snoozed_until": None,
                     "source": {"type": "conversation", "id": "4039%d" % talk.number,
                                "delivered_as": "customer_initiated", "subject": "", "body": html(talk.first.text),
                                "author": intercom_author(talk.first), "attachments": [], "url": None,
                                "redacted": False},
                     "contacts": {"type": "contact.list",
                                  "contacts": [{"type": "contact", "id": str(talk.customer.number),
                                                "external_id": None}]}, "admin_assignee_id": None,
                     "team_assignee_id": "5", "open": not solved, "state": "closed" if solved else "open",
                     "read": True,
                     "tags": {"type": "tag.list",
                              "tags": [{"type": "tag", "id": str(n), "name": tag} for n, tag in enumerate(talk.tags)]},
                     "priority": "not_priority",
                     "conversation_rating": {"rating": 5, "remark": None} if solved else None,
                     "statistics": {"type": "conversation_statistics",
                                    "last_close_at": talk.last.at if solved else None}, "title": talk.subject,
                     "custom_attributes": {},
                     "conversation_parts": {"type": "conversation_part.list", "conversation_parts": parts,
                                            "total_count": len(parts)}})
    folder.dropped = len(rows)      # the assignments
    folder.document("conversations.json",
                    {"type": "conversation.list",
                     "pages": {"type": "pages", "page": 1, "per_page": 20, "total_pages": 1},
                     "total_count": len(rows), "conversations": rows})
    return folder.truth()


def helpscout(root, talks):
    """Conversations with their threads inside, newest first, line items among them; a user is staff here."""
    folder = Folder(root, "helpscout", "helpscout", talks.desk(4))
    rows = []
    for talk in folder.talks:
        threads = [{"id": talk.number * 100 + n,
                    "type": "customer" if said.role == "customer" else "message" if said.public else "note",
                    "status": "active", "state": "published", "action": {"associatedEntities": {}},
                    "body": html(said.text),
                    "source": {"type": "email", "via": "customer" if said.role == "customer" else "user"},
                    "createdBy": {"id": said.who.number, "type": "customer" if said.role == "customer" else "user",
                                  "email": said.who.email}, "assignedTo": {"id": 1}, "savedReplyId": 0,
                    "createdAt": iso(said.at)} for n, said in enumerate(talk.said)]
        threads.append({"id": talk.number * 100 + 99, "type": "lineitem", "status": "active", "state": "published",
                        "action": {"type": "moved-from-mailbox", "text": AGENTS[0] + " moved it",
                                   "associatedEntities": {}}, "source": {"type": "web", "via": "user"},
                        "createdBy": {"id": 7001, "type": "user"}, "createdAt": iso(talk.first.at + 60)})
        threads.sort(key=lambda t: (t["createdAt"], t["id"]), reverse=True)
        first, last = talk.customer.name.split(" ", 1)
        rows.append({"id": 23919000 + talk.number, "number": talk.number, "threads": len(threads), "type": "email",
                     "folderId": 1234,
                     "status": {"open": "active", "pending": "pending", "solved": "closed"}[talk.status],
                     "state": "published", "subject": talk.subject, "preview": talk.last.text[:40], "mailboxId": 85,
                     "createdBy": {"id": talk.customer.number, "type": "customer", "email": talk.customer.email},
                     "createdAt": iso(talk.first.at),
                     "closedAt": iso(talk.last.at) if talk.status == "solved" else None,
                     "userUpdatedAt": iso(talk.last.at), "source": {"type": "email", "via": "customer"},
                     "tags": [{"id": n, "color": "#929499", "tag": tag} for n, tag in enumerate(talk.tags)], "cc": [],
                     "bcc": [], "customFields": [],
                     "primaryCustomer": {"id": talk.customer.number, "type": "customer", "first": first, "last": last,
                                         "email": talk.customer.email}, "_embedded": {"threads": threads}})
    folder.dropped = len(rows)      # the line items
    folder.document("conversations.json",
                    {"_embedded": {"conversations": rows},
                     "_links": {"self": {"href": "https://api.helpscout.example/v2/conversations"}},
                     "page": {"size": 25, "totalElements": len(rows), "totalPages": 1, "number": 1}})
    return folder.truth()


WRITERS = (freshdesk_json, freshdesk_csv, intercom, helpscout)
