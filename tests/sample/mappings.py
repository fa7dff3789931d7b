"""The mapping files beside the exports: how ingest is to read the chat vendor's CSV, and a public set of
Twitter conversations that is not part of this repository."""
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


def write(folder):
    os.makedirs(folder)
    for name, mapping in (("chat", CHAT), ("twitter-care", TWITTER_CARE)):
        with open(os.path.join(folder, name + ".json"), "w", encoding="utf-8", newline="\n") as file:
            json.dump(mapping, file, indent=2)
            file.write("\n")
