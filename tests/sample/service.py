"""Small exports of the systems that large firms serve with: Salesforce, ServiceNow, Jira."""
from exports import Folder, html, iso, stamp

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def salesforce_id(prefix, number):
    """15 characters, in which case matters."""
    tail = ""
    for _ in range(4):
        tail = DIGITS[number * 37 % 62] + tail
        number //= 10
    return prefix + "3000000Wren"[:12 - len(tail)].ljust(12 - len(tail), "0") + tail


def long_id(short):
    """The same with the three letters that repeat which of them are capitals."""
    return short + "".join(LETTERS[sum(1 << i for i, c in enumerate(short[n:n + 5]) if c.isupper())]
                           for n in (0, 5, 10))


def salesforce_stamp(at):
    return iso(at)[:-1] + ".000Z"


def salesforce_cases(root, talks):
    """Case and CaseComment as Data Loader writes them: names in capitals, ids of 18 characters here and 15 there."""
    folder = Folder(root, "salesforce-cases", "salesforce", talks.desk(4))
    cases = [("ID", "CASENUMBER", "CONTACTID", "SUPPLIEDEMAIL", "SUBJECT", "DESCRIPTION", "STATUS", "ISCLOSED",
              "ORIGIN", "TYPE", "OWNERID", "CREATEDDATE", "CREATEDBYID", "SYSTEMMODSTAMP", "CLOSEDDATE", "ISDELETED")]
    comments = [("ID", "PARENTID", "ISPUBLISHED", "COMMENTBODY", "CREATEDBYID", "CREATEDBY.USERTYPE",
                 "CREATEDBY.CONTACTID", "CREATEDDATE", "SYSTEMMODSTAMP", "ISDELETED")]
    for talk in folder.talks:
        solved = talk.status == "solved"
        case, contact = salesforce_id("500", talk.number), salesforce_id("003", talk.customer.number)
        cases.append((long_id(case), "%08d" % talk.number, long_id(contact), talk.customer.email, talk.subject,
                      talk.first.text, {"open": "New", "pending": "On Hold", "solved": "Closed"}[talk.status],
                      str(solved).lower(), "Web", talk.issue.product, long_id(salesforce_id("005", 7001)),
                      salesforce_stamp(talk.first.at), long_id(salesforce_id("005", 7001)),
                      salesforce_stamp(talk.last.at), salesforce_stamp(talk.last.at) if solved else "", "false"))
        for n, said in enumerate(talk.said[1:], 1):
            portal = said.role == "customer"
            comments.append((salesforce_id("00a", talk.number * 10 + n), case, str(said.public).lower(), said.text,
                             long_id(salesforce_id("005", said.who.number)),
                             "CspLitePortal" if portal else "Standard", long_id(contact) if portal else "",
                             salesforce_stamp(said.at), salesforce_stamp(said.at), "false"))
    cases.append((long_id(salesforce_id("500", 4099)), "00004099") + cases[1][2:4]
                 + ("Opened by mistake", "Never mind.") + cases[1][6:15] + ("true",))
    folder.dropped = 1
    folder.table("Case.csv", cases, quoting=1)
    folder.table("CaseComment.csv", comments, quoting=1)
    return folder.truth()


def salesforce_community(root, talks):
    """Questions of a community and their answers, with the users who say who is staff."""
    folder = Folder(root, "salesforce-community", "salesforce", talks.forum(4))
    items, comments, people = [], [], {}
    for talk in folder.talks:
        item = long_id(salesforce_id("0D5", talk.number))
        answers = []
        for n, said in enumerate(talk.said):
            people[said.who.number] = said
            if n == 0:
                continue
            answers.append({"attributes": {"type": "FeedComment"},
                            "Id": long_id(salesforce_id("0D7", talk.number * 10 + n)), "FeedItemId": item,
                            "ParentId": "0F93000000WrenWAAR", "CommentBody": html(said.text), "IsRichText": True,
                            "CreatedById": long_id(salesforce_id("005", said.who.number)),
                            "CreatedDate": iso(said.at)[:-1] + ".000+0000", "IsDeleted": False, "Status": "Published"})
        best = [a["Id"] for a, s in zip(answers, talk.said[1:]) if s.accepted]
        items.append({"attributes": {"type": "FeedItem", "url": "/services/data/v60.0/sobjects/FeedItem/" + item},
                      "Id": item, "ParentId": "0F93000000WrenWAAR", "Type": "QuestionPost", "Title": talk.subject,
                      "Body": html(talk.first.text), "IsRichText": True, "BestCommentId": best[0] if best else None,
                      "CommentCount": len(answers), "LikeCount": 1,
                      "CreatedById": long_id(salesforce_id("005", talk.customer.number)),
                      "CreatedDate": iso(talk.first.at)[:-1] + ".000+0000",
                      "SystemModstamp": iso(talk.last.at)[:-1] + ".000+0000", "IsDeleted": False,
                      "Status": "Published"})
        comments += answers
    folder.document("FeedItem.json", {"totalSize": len(items), "done": True, "records": items})
    folder.document("FeedComment.json", {"totalSize": len(comments), "done": True, "records": comments})
    users = [("Id", "Username", "Name", "Email", "UserType", "IsActive")]
    users += [(long_id(salesforce_id("005", n)), said.who.email, said.who.name, said.who.email,
               "Standard" if said.role == "staff" else "PowerCustomerSuccess", "true")
              for n, said in sorted(people.items())]
    folder.table("User.csv", users)
    return folder.truth()


def journal(talk, form):
    """All comments in one cell, newest first."""
    return "".join("%s - %s (%s)\n%s\n\n" % (stamp(s.at, form), "System" if s.role == "bot" else s.who.name,
                                             "Additional comments" if s.public else "Work notes", s.text)
                   for s in reversed(talk.said[1:]))


SERVICENOW = {"open": ("2", "In Progress"), "pending": ("3", "On Hold"), "solved": ("6", "Resolved")}


def servicenow_json(root, talks):
    """What the table API answers: each value with what is shown for it."""
    folder = Folder(root, "servicenow-json", "servicenow", talks.desk(3, bot=True))

    def both(value, shown=None):
        return {"display_value": shown if shown is not None else value, "value": value}

    def moment(at):
        return both(stamp(at), stamp(at + 3600, "%d.%m.%Y %H:%M:%S")) if at else both("")

    rows = [{"number": both("INC001%d" % t.number), "sys_id": both("0b86bc8f93df82103c7a32edfab%05d" % t.number),
             "made_sla": both("true"),
             "caller_id": {"display_value": t.customer.name,
                           "link": "https://thermowren.service-now.example/api/now/table/sys_user/%d" % t.customer.number,
                           "value": "681ccaf9c0a8016400b98a06818%05d" % t.customer.number},
             "opened_at": moment(t.first.at), "sys_created_on": moment(t.first.at),
             "sys_updated_on": moment(t.last.at), "sys_mod_count": both(str(len(t.said))),
             "resolved_at": moment(t.last.at if t.status == "solved" else 0), "closed_at": both(""),
             "state": both(*SERVICENOW[t.status]), "incident_state": both(*SERVICENOW[t.status]),
             "contact_type": both("self-service", "Self-service"), "cmdb_ci": both(t.issue.product),
             "category": both("hardware", "Hardware"), "subcategory": both(t.tags[0]),
             "short_description": both(t.subject), "description": both(t.first.text.replace("\n", "\r\n")),
             "comments_and_work_notes": both("", journal(t, "%Y-%m-%d %H:%M:%S")), "problem_id": both(""),
             "parent_incident": both("")} for t in folder.talks]
    folder.document("incident.json", {"result": rows})
    return folder.truth()


def servicenow_csv(root, talks):
    """The list as CSV, with labels for names, the day before the month, and all comments in one cell."""
    folder = Folder(root, "servicenow-csv", "servicenow", talks.desk(4))
    form = "%d/%m/%Y %H:%M:%S"
    rows = [("Number", "Opened", "Short description", "Description", "Caller", "Priority", "State", "Category",
             "Assignment group", "Assigned to", "Updated", "Comments and Work notes")]
    rows += [("INC001%d" % t.number, stamp(t.first.at, form), t.subject, t.first.text, t.customer.name, "4 - Low",
              SERVICENOW[t.status][1], "Software", "App team", "(empty)", stamp(t.last.at, form), journal(t, form))
             for t in folder.talks]
    folder.table("incident.csv", rows, encoding="utf-8-sig", end="\r\n", quoting=1)
    return folder.truth()


def servicenow_log(root, talks):
    """A log of events, with a row for each update, and nobody's words in it."""
    folder = Folder(root, "servicenow-log", "servicenow", talks.desk(4))
    rows = [("number", "incident_state", "active", "reassignment_count", "reopen_count", "sys_mod_count", "made_sla",
             "caller_id", "opened_by", "opened_at", "sys_created_by", "sys_created_at", "sys_updated_by",
             "sys_updated_at", "contact_type", "location", "category", "subcategory", "u_symptom", "cmdb_ci",
             "impact", "urgency", "priority", "assignment_group", "assigned_to", "knowledge",
             "u_priority_confirmation", "notify", "problem_id", "rfc", "vendor", "caused_by", "closed_code",
             "resolved_by", "resolved_at", "closed_at")]

    def moment(at):
        return "%d/%d/%s" % (int(stamp(at, "%d")), int(stamp(at, "%m")), stamp(at, "%Y %H:%M"))

    for t in folder.talks:
        for n, said in enumerate(t.said):
            last = said is t.last and t.status == "solved"
            rows.append(("INC002%d" % t.number, "Closed" if last else "Active" if n else "New", str(not last).lower(),
                         0, 0, n, "true", "Caller %d" % t.customer.number, "Opened by  8", moment(t.first.at),
                         "Created by 6", moment(t.first.at), "Updated by %d" % said.who.number, moment(said.at),
                         "Phone", "Location 143", t.issue.product, t.tags[0], t.tags[-1], "?", "2 - Medium",
                         "2 - Medium", "3 - Moderate", "Group 56", "?", "true", "false", "Do Not Notify", "?", "?",
                         "?", "?", "code 5" if last else "?", "Resolved by 149" if last else "?",
                         moment(said.at) if last else "?", moment(said.at) if last else "?"))
    folder.merged = len(rows) - 1 - len(folder.talks)
    folder.table("incident_event_log.csv", rows)
    return folder.truth(openings_only=True)


JIRA = {"open": ("Waiting for support", "To Do"), "pending": ("Waiting for customer", "In Progress"),
        "solved": ("Resolved", "Done")}


def jira_account(said):
    return "qm:%s" % said.who.handle if said.role == "customer" else "557058:%s" % said.who.handle


def jira_csv(root, talks):
    """An export as CSV: a column of one name for each label and each comment."""
    folder = Folder(root, "jira-csv", "jira", talks.desk(4, notes=False))
    labels, comments = max(len(t.tags) for t in folder.talks), max(len(t.said) for t in folder.talks) - 1
    form = "%d/%b/%y %I:%M %p"
    rows = [("Summary", "Issue key", "Issue id", "Issue Type", "Status", "Project key", "Project name",
             "Project type", "Priority", "Resolution", "Assignee", "Assignee Id", "Reporter", "Reporter Id",
             "Created", "Updated", "Resolved", "Components") + ("Labels",) * labels
            + ("Description", "Inward issue link (Duplicate)") + ("Comment",) * comments + ("Status Category",)]
    for t in folder.talks:
        status, category = JIRA[t.status]
        cells = ["%s;%s;%s" % (stamp(s.at, form), jira_account(s), s.text) for s in t.said[1:]]
        rows.append((t.subject, "WREN-%d" % t.number, 10000 + t.number, "Service Request", status, "WREN",
                     "Thermowren Support", "service_desk", "Medium", "Done" if t.status == "solved" else "", "", "",
                     t.customer.name, jira_account(t.first), stamp(t.first.at, form), stamp(t.last.at, form),
                     stamp(t.last.at, form) if t.status == "solved" else "", t.issue.product) + t.tags
                    + ("",) * (labels - len(t.tags)) + (t.first.text, "") + tuple(cells)
                    + ("",) * (comments - len(cells)) + (category,))
    folder.table("Jira.csv", rows)
    return folder.truth()


def jira_document(text):
    """Text as an Atlassian document."""
    content = []
    for block in text.split("\n\n"):
        inline = []
        for n, line in enumerate(block.split("\n")):
            inline += ([{"type": "hardBreak"}] if n else []) + [{"type": "text", "text": line}]
        content.append({"type": "paragraph", "content": inline})
    return {"version": 1, "type": "doc", "content": content}


def jira_person(said):
    return {"accountId": jira_account(said), "displayName": said.who.name, "emailAddress": said.who.email,
            "accountType": "customer" if said.role == "customer" else "atlassian"}


def jira_json(root, talks):
    """A search of the REST API, with Atlassian documents as texts and internal comments."""
    folder = Folder(root, "jira-json", "jira", talks.desk(3))

    def moment(at):
        return stamp(at + 3600, "%Y-%m-%dT%H:%M:%S.000+0100")

    rows = []
    for t in folder.talks:
        self = "https://thermowren.example/rest/api/3/issue/%d" % (10000 + t.number)
        comments = [{"self": "%s/comment/%d" % (self, t.number * 10 + n), "id": str(t.number * 10 + n),
                     "author": jira_person(s), "body": jira_document(s.text), "created": moment(s.at),
                     "updated": moment(s.at), "jsdPublic": s.public} for n, s in enumerate(t.said) if n > 0]
        rows.append({"expand": "operations", "id": str(10000 + t.number), "self": self, "key": "WREN-%d" % t.number,
                     "fields": {"summary": t.subject, "issuetype": {"name": "Service Request"},
                                "project": {"id": "1", "key": "WREN", "name": "Thermowren Support",
                                            "projectTypeKey": "service_desk"},
                                "status": {"name": JIRA[t.status][0],
                                           "statusCategory": {"key": "done" if t.status == "solved" else "indeterminate"}},
                                "resolution": {"name": "Done"} if t.status == "solved" else None,
                                "created": moment(t.first.at), "updated": moment(t.last.at),
                                "resolutiondate": moment(t.last.at) if t.status == "solved" else None,
                                "labels": list(t.tags), "components": [{"id": "5", "name": t.issue.product}],
                                "assignee": None, "reporter": jira_person(t.first), "issuelinks": [],
                                "description": jira_document(t.first.text),
                                "comment": {"comments": comments, "maxResults": len(comments), "total": len(comments),
                                            "startAt": 0}}})
    folder.document("search.json",
                    {"expand": "schema,names", "startAt": 0, "maxResults": 50, "total": len(rows), "issues": rows})
    return folder.truth()


WRITERS = (salesforce_cases, salesforce_community, servicenow_json, servicenow_csv, servicenow_log, jira_csv, jira_json)
