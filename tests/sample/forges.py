"""Small exports of the places where software is made: GitHub and GitLab."""
from exports import Folder, iso

REPOSITORY = "thermowren/hub"
API = "https://api.github.com/repos/" + REPOSITORY
WEB = "https://github.com/" + REPOSITORY
BOT = "github-actions[bot]"


def github_user(login, number):
    return {"login": login, "id": number, "node_id": "MDQ6VXNlcjE=", "url": "https://api.github.com/users/" + login,
            "type": "Bot" if login == BOT else "User", "site_admin": False}


def github_author(said):
    login = {"bot": BOT}.get(said.role, said.who.handle.replace("_", "-"))
    return github_user(login, said.who.number), {"staff": "MEMBER", "volunteer": "CONTRIBUTOR"}.get(said.role, "NONE")


def reactions(url, likes):
    return {"url": url + "/reactions", "total_count": likes, "+1": likes, "-1": 0, "heart": 0}


def github_issue(talk, **more):
    user, association = github_author(talk.first)
    url = "%s/issues/%d" % (API, talk.number)
    solved = talk.status == "solved"
    issue = {"url": url, "repository_url": API, "comments_url": url + "/comments",
             "html_url": "%s/issues/%d" % (WEB, talk.number), "id": 2100000000 + talk.number, "node_id": "I_kwDOAA",
             "number": talk.number, "title": talk.subject, "user": user,
             "labels": [{"id": n, "name": tag, "color": "d73a4a", "default": False}
                        for n, tag in enumerate(talk.tags)], "state": "closed" if solved else "open", "locked": False,
             "assignee": None, "assignees": [], "milestone": None, "comments": len(talk.said) - 1,
             "created_at": iso(talk.first.at), "updated_at": iso(talk.last.at),
             "closed_at": iso(talk.last.at) if solved else None, "author_association": association,
             "body": talk.first.text, "reactions": reactions(url, 2), "performed_via_github_app": None,
             "state_reason": "completed" if solved else None}
    issue.update(more)
    return issue


def github_comment(talk, n, **more):
    said = talk.said[n]
    user, association = github_author(said)
    number = talk.number * 100 + n
    url = "%s/issues/comments/%d" % (API, number)
    comment = {"url": url, "html_url": "%s/issues/%d#issuecomment-%d" % (WEB, talk.number, number),
               "issue_url": "%s/issues/%d" % (API, talk.number), "id": number, "node_id": "IC_kwDOAA", "user": user,
               "created_at": iso(said.at), "updated_at": iso(said.at), "author_association": association,
               "body": said.text, "reactions": reactions(url, 1 if said.accepted else 0),
               "performed_via_github_app": None}
    comment.update(more)
    return comment


def github_issues(root, talks):
    """Two lists of the REST API. That of issues holds a pull request, too, and that of comments one on it."""
    folder = Folder(root, "github-issues", "github", talks.forum(4, bot=True))
    talk, pull = folder.talks[0], 4099
    issues = [github_issue(t) for t in folder.talks]
    issues.append(github_issue(talk, url="%s/issues/%d" % (API, pull), html_url="%s/pull/%d" % (WEB, pull),
                               number=pull, id=2100004099, title="Mend the clock", body="As we said.",
                               pull_request={"url": "%s/pulls/%d" % (API, pull)}))
    comments = [github_comment(t, n) for t in folder.talks for n in range(1, len(t.said))]
    comments.append(github_comment(talk, 1, id=409900, url=API + "/issues/comments/409900",
                                   issue_url="%s/issues/%d" % (API, pull),
                                   html_url="%s/pull/%d#issuecomment-409900" % (WEB, pull), body="Looks good."))
    folder.dropped = 2
    folder.document("issues.json", issues)
    folder.document("comments.json", comments)
    return folder.truth()


def github_archive(root, talks):
    """Events of GH Archive: each carries the whole issue as it was, an edited comment comes again, one is about a star."""
    folder = Folder(root, "github-archive", "github", talks.forum(3))
    events = []

    def event(kind, at, said, payload):
        actor = github_author(said)[0]
        events.append({"id": str(35000000000 + len(events)), "type": kind,
                       "actor": {"id": actor["id"], "login": actor["login"], "display_login": actor["login"],
                                 "url": actor["url"]}, "repo": {"id": 77, "name": REPOSITORY, "url": API},
                       "payload": payload, "public": True, "created_at": iso(at)})

    for talk in folder.talks:
        early = {"state": "open", "closed_at": None, "state_reason": None}
        event("IssuesEvent", talk.first.at, talk.first,
              {"action": "opened", "issue": github_issue(talk, updated_at=iso(talk.first.at), **early)})
        for n, said in enumerate(talk.said[1:], 1):
            issue = github_issue(talk, updated_at=iso(said.at), **(early if said is not talk.last else {}))
            twice = n == 1 and talk is folder.talks[0]
            comment = github_comment(talk, n, **({"body": "(draft)"} if twice else {}))
            event("IssueCommentEvent", said.at, said, {"action": "created", "issue": issue, "comment": comment})
            if twice:
                edited = github_comment(talk, n, updated_at=iso(said.at + 60))
                event("IssueCommentEvent", said.at + 60, said, {"action": "edited", "issue": issue, "comment": edited})
    event("WatchEvent", folder.talks[0].last.at + 300, folder.talks[0].first, {"action": "started"})
    # Each issue comes with the first word and with each comment; the last stands, and so does the edited comment.
    folder.dropped, folder.merged = 1, sum(len(talk.said) > 1 for talk in folder.talks) + 1
    folder.lines("2026-q1.json", sorted(events, key=lambda e: e["created_at"]))
    return folder.truth()


def gitlab_user(said):
    return {"id": said.who.number, "username": said.who.handle, "public_email": "", "name": said.who.name,
            "state": "active", "locked": False, "avatar_url": None,
            "web_url": "https://gitlab.example/" + said.who.handle}


def gitlab(root, talks):
    """Issues, and the notes on them: newest first, CRLF, what the system did among them, internal ones."""
    folder = Folder(root, "gitlab", "gitlab", talks.forum(3) + talks.desk(1))
    issues, notes = [], []
    for talk in folder.talks:
        solved = talk.status == "solved"
        issues.append({"id": 34000 + talk.number, "iid": talk.number, "project_id": 5, "title": talk.subject,
                       "description": talk.first.text.replace("\n", "\r\n"),
                       "state": "closed" if solved else "opened", "created_at": iso(talk.first.at),
                       "updated_at": iso(talk.last.at), "closed_at": iso(talk.last.at) if solved else None,
                       "closed_by": None, "labels": list(talk.tags), "milestone": None, "assignees": [],
                       "author": gitlab_user(talk.first), "type": "ISSUE", "user_notes_count": len(talk.said) - 1,
                       "merge_requests_count": 0, "upvotes": 1, "downvotes": 0, "due_date": None,
                       "confidential": False, "issue_type": "issue",
                       "web_url": "https://gitlab.example/thermowren/hub/-/issues/%d" % talk.number,
                       "references": {"short": "#%d" % talk.number, "full": "thermowren/hub#%d" % talk.number},
                       "moved_to_id": None, "service_desk_reply_to": None})

        def note(number, said, body, system, talk=talk):
            at = iso(said.at + system)
            notes.append({"id": number, "type": None, "body": body, "attachment": None, "author": gitlab_user(said),
                          "created_at": at, "updated_at": at, "system": bool(system),
                          "noteable_id": 34000 + talk.number, "noteable_type": "Issue", "project_id": 5,
                          "resolvable": False, "confidential": not said.public, "internal": not said.public,
                          "imported": False, "noteable_iid": talk.number, "commands_changes": {}})

        for n, said in enumerate(talk.said[1:], 1):
            note(talk.number * 100 + n, said, said.text.replace("\n", "\r\n"), 0)
        if solved:
            note(talk.number * 100 + 99, talk.last, "closed", 1)
            folder.dropped += 1
    folder.document("issues.json", issues)
    folder.document("notes.json", sorted(notes, key=lambda n: n["created_at"], reverse=True))
    return folder.truth()


WRITERS = (github_issues, github_archive, gitlab)
