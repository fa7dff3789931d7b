"""Small exports of places where customers help each other: Discourse, Stack Exchange as tables, Reddit."""
import json

from exports import COMPACT, Folder, escape, html, iso, stamp


def slug(text):
    return "-".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


def discourse_post(talk, n):
    said, topic = talk.said[n], slug(talk.subject)
    bot, staff = said.role == "bot", said.role == "staff"
    return {"id": talk.number * 100 + n, "name": said.who.name, "username": "system" if bot else said.who.handle,
            "avatar_template": "/letter_avatar_proxy/v4/letter/m/c37758/{size}.png",
            "created_at": iso(said.at)[:-1] + ".118Z", "cooked": html(said.text), "post_number": n + 1,
            "post_type": 1, "updated_at": iso(said.at)[:-1] + ".118Z", "reply_count": 0, "reply_to_post_number": None,
            "quote_count": 0, "reads": 14, "score": 2.8, "yours": False, "topic_id": talk.number, "topic_slug": topic,
            "display_username": said.who.name, "version": 1,
            "actions_summary": [{"id": 2, "count": 3}] if said.accepted else [], "moderator": staff, "admin": False,
            "staff": staff or bot, "user_id": -1 if bot else said.who.number, "hidden": False, "trust_level": 1,
            "deleted_at": None, "user_deleted": False, "wiki": False,
            "post_url": "/t/%s/%d/%d" % (topic, talk.number, n + 1), "accepted_answer": said.accepted}


def discourse_topic(root, talks):
    """A file for each topic, as /t/ID.json gives it; a note that the topic was closed is no message."""
    folder = Folder(root, "discourse-topic", "discourse", talks.forum(2, bot=True))
    for talk in folder.talks:
        posts = [discourse_post(talk, n) for n in range(len(talk.said))]
        posts.append(dict(posts[0], id=talk.number * 100 + 99, post_number=len(posts) + 1, post_type=3, cooked="",
                          action_code="closed.enabled", created_at=iso(talk.last.at + 60),
                          updated_at=iso(talk.last.at + 60)))
        folder.dropped += 1
        folder.document("%d.json" % talk.number,
                        {"post_stream": {"posts": posts, "stream": [p["id"] for p in posts]},
                         "timeline_lookup": [[1, 30]], "tags": list(talk.tags), "id": talk.number,
                         "title": talk.subject, "fancy_title": escape(talk.subject), "posts_count": len(posts),
                         "created_at": iso(talk.first.at), "views": 40, "reply_count": 0, "like_count": 3,
                         "last_posted_at": iso(talk.last.at), "visible": True, "closed": True, "archived": False,
                         "archetype": "regular", "slug": slug(talk.subject), "category_id": 7, "deleted_at": None,
                         "user_id": talk.customer.number, "highest_post_number": len(posts),
                         "details": {"created_by": {"id": talk.customer.number, "username": talk.customer.handle,
                                                    "name": talk.customer.name}}})
    return folder.truth()


def discourse_posts(root, talks):
    """A page of /posts.json, newest first."""
    folder = Folder(root, "discourse-posts", "discourse", talks.forum(4))
    posts = [dict(discourse_post(talk, n), raw=talk.said[n].text, topic_title=talk.subject,
                  topic_html_title=escape(talk.subject), category_id=7) for talk in folder.talks
             for n in range(len(talk.said))]
    folder.document("posts.json", {"latest_posts": sorted(posts, key=lambda p: p["created_at"], reverse=True)})
    return folder.truth()


def stackexchange(root, talks):
    """A dump that somebody converted to tables with pandas: numbers became 3.0, nothing became nan."""
    folder = Folder(root, "stackexchange-csv", "stackexchange", talks.forum(4))
    header = ("", "Id", "PostTypeId", "AcceptedAnswerId", "ParentId", "CreationDate", "Score", "Body", "OwnerUserId",
              "LastActivityDate", "Title", "Tags")
    posts, comments, people = [], [], {}
    for talk in folder.talks:
        question = talk.number * 100
        accepted = [question + n for n, said in enumerate(talk.said) if said.accepted]
        for n, said in enumerate(talk.said):
            people[said.who.number] = said.who.handle
            posts.append((len(posts), question + n, 2 if n else 1,
                          "%d.0" % accepted[0] if accepted and not n else "nan", "%d.0" % question if n else "nan",
                          stamp(said.at), 3 if said.accepted else 0, html(said.text), "%d.0" % said.who.number,
                          stamp(talk.last.at), "nan" if n else talk.subject,
                          "nan" if n else "".join("<%s>" % tag for tag in talk.tags)))
        comments.append((len(comments), question + 90, question, "Welcome!", stamp(talk.first.at + 90),
                         talk.last.who.number))
    folder.table("Posts.csv", [header] + posts)
    folder.table("Comments.csv", [("", "Id", "PostId", "Text", "CreationDate", "UserId")] + comments)
    users = [("", "Id", "Reputation", "CreationDate", "DisplayName")]
    for i, (number, who) in enumerate(sorted(people.items())):
        users.append((i, number, 101, "2025-11-0%d 08:00:00" % (i % 9 + 1), who))
    folder.table("Users.csv", users)
    return folder.truth()


def zstandard(data):
    """A frame as dumps have it, with a window of 2 GiB, but of stored blocks: the same bytes, whatever the library."""
    blocks = [data[n:n + 100000] for n in range(0, len(data), 100000)]
    frame = b"\x28\xb5\x2f\xfd\x00" + bytes([31 - 10 << 3])
    for n, block in enumerate(blocks):
        frame += (len(block) << 3 | (n == len(blocks) - 1)).to_bytes(3, "little") + block
    return frame


def base36(number):
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def reddit(root, talks):
    """A subreddit's dumps of submissions and of comments; entities are escaped, and a comment was removed."""
    folder = Folder(root, "reddit", "reddit", talks.forum(4, bot=True))
    submissions, comments = [], []
    common = {"archived": False, "author_flair_css_class": None, "author_flair_text": None, "edited": False,
              "gilded": 0, "retrieved_on": 1777000000, "stickied": False, "subreddit": "thermowren",
              "subreddit_id": "t5_2abcd", "subreddit_type": "public"}
    for talk in folder.talks:
        link = base36(2000000000 + talk.number)
        address = "/r/thermowren/comments/%s/%s/" % (link, slug(talk.subject).replace("-", "_"))
        submissions.append(dict(common, author=talk.customer.handle,
                                author_fullname="t2_" + base36(talk.customer.number), created_utc=talk.first.at,
                                distinguished=None, domain="self.thermowren", id=link, name="t3_" + link,
                                is_self=True, link_flair_text="Solved" if talk.status == "solved" else None,
                                locked=False, num_comments=len(talk.said) - 1, over_18=False, permalink=address,
                                score=5, selftext=escape(talk.first.text), title=escape(talk.subject),
                                upvote_ratio=0.93, url="https://www.reddit.com" + address))
        for n, said in enumerate(talk.said[1:], 1):
            name = base36(40000000000 + talk.number * 100 + n)
            comments.append(dict(common, author="AutoModerator" if said.role == "bot" else said.who.handle,
                                 author_fullname="t2_" + base36(said.who.number), body=escape(said.text),
                                 controversiality=0, created_utc=said.at,
                                 distinguished="moderator" if said.role == "staff" else None, id=name,
                                 name="t1_" + name, is_submitter=said.who is talk.customer, link_id="t3_" + link,
                                 parent_id="t3_" + link, permalink=address + name + "/",
                                 score=4 if said.accepted else 1))
    comments.append(dict(comments[0], author="[deleted]", body="[removed]", id="zzzzzz", name="t1_zzzzzz",
                         distinguished=None))
    folder.dropped = 1
    for name, rows in (("thermowren_submissions.zst", submissions), ("thermowren_comments.zst", comments)):
        folder.bytes(name, zstandard("".join(json.dumps(row, **COMPACT) + "\n" for row in rows).encode()))
    return folder.truth()


WRITERS = (discourse_topic, discourse_posts, stackexchange, reddit)
