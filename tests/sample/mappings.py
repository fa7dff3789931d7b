"""The mapping files beside the exports: how ingest is to read the chat vendor's CSV, and two public sets that are
not part of this repository: Twitter conversations, and bugs of a Bugzilla."""
import json
import os

CHAT = {
    "source": "chat",
    "input": "csv",
    "delimiter": ";",
    "ticket": {
        "id": "Session ID",
        "status": {"from": "Outcome", "values": {"Resolved": "solved", "Transferred": "pending", "Missed": "open",
                                                 "Abandoned": "open"}},
        "channel": {"constant": "chat"},
        "created_at": {"from": "Started At", "as": "time"},
        "solved_at": {"from": "Ended At", "as": "time"},
        "requester": "Visitor ID",
        "product": "Product",
        "tags": {"from": "Labels", "split": ","},
        "lang": {"from": "Language", "values": {"English": "en", "German": "de", "Spanish": "es"}},
    },
    "messages": {
        "id": "Message ID",
        "author": "Sender ID",
        "at": {"from": "Sent At", "as": "time"},
        "text": "Message",
        "role": {"from": "Sender Type", "values": {"visitor": "customer", "agent": "staff", "bot": "bot"}},
    },
}
TWITTER_CARE = {
    "source": "twitter-care",
    "input": "json",
    "ticket": {
        "id": "dialogHeader.sessionID",
        "channel": {"constant": "twitter"},
        "created_at": {"from": "dialogHeader.conversationDateTime", "as": "time"},
        "product": "dialogHeader.company",
    },
    "messages": [
        {
            "each": "dialogContent",
            "id": "tweet_ID",
            "author": ["client", "client1", "agent"],
            "at": {"from": "datetime", "as": "time"},
            "text": "message",
            "role": {"present": {"agent": "staff", "client": "customer", "client1": "customer"}},
        },
        {
            "each": "agentURL",
            "id": "tweet_ID",
            "author": "$.dialogHeader.company",
            "at": {"from": "tweet_ID", "as": "snowflake"},
            "text": "url_utterance",
            "role": {"constant": "staff"},
            "accepted": {"constant": True},
        },
    ],
}
# The column "Resolved" holds the last change of every bug, resolved or not.
BUGZILLA = {
    "source": "bugzilla",
    "input": "csv",
    "ticket": {
        "id": ["Issue id", "Bug ID"],
        "subject": "Summary",
        "status": {"from": "Status", "values": {"UNCONFIRMED": "new", "NEW": "new", "ASSIGNED": "open", "REOPENED": "open",
                                                "IN_PROGRESS": "open", "RESOLVED": "solved", "VERIFIED": "closed",
                                                "CLOSED": "closed"}},
        "created_at": ["Created", "Opened"],
        "updated_at": ["Resolved", "Changed"],
        "tags": "Resolution",
    },
    "messages": {"at": ["Created", "Opened"], "text": ["Description", "Summary"]},
}


def write(folder):
    os.makedirs(folder)
    for name, mapping in (("chat", CHAT), ("twitter-care", TWITTER_CARE), ("bugzilla", BUGZILLA)):
        with open(os.path.join(folder, name + ".json"), "w", encoding="utf-8", newline="\n") as file:
            json.dump(mapping, file, indent=2)
            file.write("\n")
