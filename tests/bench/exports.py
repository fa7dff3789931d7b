#!/usr/bin/env python3
"""exports.py KIND SIZE SEED: an export of a vendor's shape, about SIZE bytes of it, to standard output.

What ingest is measured on: the shape is the vendor's, members that nobody reads included; the text is a shuffle of
words. The same arguments give the same bytes.
"""
import random
import sys
from datetime import datetime, timedelta

WORDS = ("valve heating gateway schedule radiator boiler battery sensor app account invoice order delivery update firmware room attic cellar "
         "network router password screen button light red green blinks stays off on again since yesterday morning after the a an my your it "
         "does not work cannot find see please help thanks how why when where is are was were still every second third week winter summer "
         "replace reset pair connect restart install remove open close check try send tell know think need want").split()
START = datetime(2024, 1, 1)


def size_of(s):
    return int(float(s.rstrip("kMG")) * {"k": 1e3, "M": 1e6, "G": 1e9}.get(s[-1], 1))


class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.n = 0
        self.pool = [" ".join(self.r.choices(WORDS, k=self.r.randint(25, 90))).capitalize() + "." for _ in range(4000)]
        self.titles = [" ".join(self.r.choices(WORDS, k=self.r.randint(4, 9))).capitalize() for _ in range(2000)]

    def next(self):
        """A new conversation: its number; its time is a minute on."""
        self.n += 1
        self.at = START + timedelta(minutes=self.n)
        return self.n

    def text(self):
        return self.r.choice(self.pool)

    def title(self):
        return self.r.choice(self.titles)

    def when(self, minutes, form="%Y-%m-%dT%H:%M:%SZ"):
        return (self.at + timedelta(minutes=minutes)).strftime(form)

    def epoch(self, minutes):
        return int((self.at + timedelta(minutes=minutes) - datetime(1970, 1, 1)).total_seconds())


def freshdesk(m):
    n, user, agent = m.next(), 88000000 + m.r.randrange(50000), 77000000 + m.r.randrange(90)
    parts = ",".join(
        '{"body":"<div>%s</div>","body_text":"%s","id":%d,"incoming":%s,"private":%s,"user_id":%d,"support_email":null,"source":0,"category":3,'
        '"to_emails":["help@thermowren.example"],"from_email":null,"cc_emails":[],"bcc_emails":null,"email_failure_count":null,'
        '"outgoing_failures":null,"created_at":"%s","updated_at":"%s","attachments":[],"ticket_id":%d,"source_additional_info":null}'
        % (t, t, n * 10 + i, "false" if i % 2 == 0 else "true", "true" if i == 3 else "false", agent if i % 2 == 0 else user,
           m.when(60 * i + 30), m.when(60 * i + 30), n) for i, t in enumerate(m.text() for _ in range(m.r.randint(0, 4))))
    t = m.text()
    return ('{"cc_emails":[],"fwd_emails":[],"reply_cc_emails":[],"ticket_cc_emails":[],"fr_escalated":false,"spam":false,"email_config_id":null,'
            '"group_id":88000012,"priority":%d,"requester_id":%d,"responder_id":%d,"source":%d,"company_id":null,"status":%d,"subject":"%s",'
            '"association_type":null,"support_email":null,"to_emails":null,"product_id":null,"id":%d,"type":"Problem","due_by":"%s",'
            '"fr_due_by":"%s","is_escalated":false,"description":"<div>%s</div>","description_text":"%s","custom_fields":{"cf_model":"W2",'
            '"cf_floor":null,"cf_serial":"8812-%d"},"created_at":"%s","updated_at":"%s","tags":["w2","heating"],"attachments":[],'
            '"conversations":[%s]}\n' % (m.r.randint(1, 4), user, agent, m.r.randint(1, 3), m.r.randint(2, 5), m.title(), n, m.when(4000),
                                       m.when(1000), t, t, n, m.when(0), m.when(300), parts))


FRESHDESK_HEADER = ('"Ticket ID","Subject","Status","Priority","Source","Type","Agent","Group","Created time","Due by Time","Resolved time","Closed time",'
                    '"Last update time","Initial response time","Time tracked","First response time (in hrs)","Resolution time (in hrs)",'
                    '"Agent interactions","Customer interactions","Resolution status","First response status","Tags","Survey results","Full name",'
                    '"Email","Contact ID","Description"\n')


def freshdesk_csv(m):
    n, form, user = m.next(), "%Y-%m-%d %H:%M:%S", m.r.randrange(50000)
    return ('%d,"%s",Resolved,High,Email,Problem,Agent %d,Tier 1,%s,%s,%s,,%s,%s,00:05:00,01:00:00,26:00:00,2,1,Within SLA,Within SLA,'
            '"radiator,gateway",,Person %d,p%d@vale.example,%d,"%s"\n'
            % (n, m.title(), m.r.randrange(90), m.when(0, form), m.when(4000, form), m.when(300, form), m.when(300, form), m.when(30, form), user,
               user, 88000000 + user, m.text()))


SERVICENOW_LOG_HEADER = ("number,incident_state,active,reassignment_count,reopen_count,sys_mod_count,made_sla,caller_id,opened_by,opened_at,"
                         "sys_created_by,sys_created_at,sys_updated_by,sys_updated_at,contact_type,location,category,subcategory,u_symptom,cmdb_ci,"
                         "impact,urgency,priority,assignment_group,assigned_to,knowledge,u_priority_confirmation,notify,problem_id,rfc,vendor,"
                         "caused_by,closed_code,resolved_by,resolved_at,closed_at\n")


def servicenow_log(m):
    n, category, form = m.next(), m.r.randrange(58), "%d/%m/%Y %H:%M"
    states = ["New", "Active", "Awaiting User Info", "Active", "Resolved", "Closed"][:m.r.randint(3, 6)]
    same = ("Phone,Location %d,Category %d,Subcategory %d,%s,?,2 - Medium,2 - Medium,3 - Moderate,Group %d,Resolver %d,true,false,Do Not Notify,"
            "?,?,?,?,code 5,Resolved by %d,%s,%s\n" % (m.r.randrange(220), category, category * 4 + m.r.randrange(4),
                                                     "Symptom %d" % m.r.randrange(500) if n % 3 else "?", m.r.randrange(70), m.r.randrange(230),
                                                     m.r.randrange(200), m.when(300, form), m.when(9000, form)))
    caller, opener = m.r.randrange(5000), m.r.randrange(200)
    return "".join("INC%07d,%s,%s,0,0,%d,true,Caller %d,Opened by  %d,%s,Created by 6,%s,Updated by %d,%s,%s"
                   % (n, s, "false" if s == "Closed" else "true", i, caller, opener, m.when(0, form), m.when(1, form), m.r.randrange(800),
                      m.when(2 + i // 2, form), same) for i, s in enumerate(states))


def journal(m, caller, nl):
    out = []
    for i in range(m.r.randint(0, 4)):
        out.append("%s - %s (%s)%s%s%s%s" % (m.when(60 * i, "%Y-%m-%d %H:%M:%S"), caller if i % 2 else "Agent %d" % m.r.randrange(90),
                                             "Work notes" if i == 2 else "Additional comments", nl, m.text(), nl, nl))
    return "".join(reversed(out))


def servicenow(m):
    n, caller, form = m.next(), "Person %d" % m.r.randrange(50000), "%Y-%m-%d %H:%M:%S"
    empty = ",".join('"%s":""' % k for k in (
        "parent watch_list upon_reject approval_history business_stc user_input group_list follow_up expected_start work_end correlation_display "
        "work_start additional_assignee_list service_offering closed_by reopened_by approval_set correlation_id calendar_stc rfc delivery_plan "
        "company activity_due due_date rejection_goto comments work_notes reopened_time hold_reason caused_by delivery_task").split())
    return ('{%s,"made_sla":"true","number":"INC%07d","sys_updated_by":"agent.%d","opened_by":"%s","sys_created_on":"%s","sys_domain":"global",'
            '"state":"Closed","sys_created_by":"x","knowledge":"false","order":"","calendar_duration":"1 Hour","closed_at":"%s",'
            '"cmdb_ci":"Item %d","impact":"3 - Low","active":"false","work_notes_list":"","business_service":"","priority":"5 - Planning",'
            '"sys_domain_path":"/","time_worked":"","opened_at":"%s","business_duration":"1 Hour","caller_id":"%s","resolved_at":"%s",'
            '"subcategory":"Email","short_description":"%s","close_code":"Solved","assignment_group":"Software","description":"%s",'
            '"sys_class_name":"Incident","sys_id":"%032x","incident_state":"Closed","urgency":"3 - Low","problem_id":"","reassignment_count":"0",'
            '"assigned_to":"Agent","severity":"3 - Low","approval":"Not Yet Requested","sla_due":"UNKNOWN","comments_and_work_notes":"%s",'
            '"sys_mod_count":"8","reopen_count":"0","sys_tags":"","escalation":"Normal","location":"","category":"Software",'
            '"sys_updated_on":"%s","contact_type":"Phone","notify":"Do Not Notify","close_notes":"done"}\n'
            % (empty, n, m.r.randrange(90), caller, m.when(0, form), m.when(9000, form), m.r.randrange(300), m.when(0, form), caller,
               m.when(900, form), m.title(), m.text(), n, journal(m, caller, "\\n"), m.when(900, form)))


SERVICENOW_HEADER = ('"number","opened_at","short_description","description","caller_id","priority","state","category","subcategory","cmdb_ci",'
                     '"assignment_group","assigned_to","sys_updated_on","resolved_at","contact_type","comments_and_work_notes"\n')


def servicenow_csv(m):
    n, caller, form = m.next(), "Person %d" % m.r.randrange(50000), "%d/%m/%Y %H:%M:%S"
    return ('"INC%07d","%s","%s","%s","%s","4 - Low","Resolved","Software","Email","Item %d","App team","Agent %d","%s","%s","Phone","%s"\n'
            % (n, m.when(0, form), m.title(), m.text(), caller, m.r.randrange(300), m.r.randrange(90), m.when(900, form), m.when(800, form),
               journal(m, caller, "\n")))


JIRA_HEADER = ("Summary,Issue key,Issue id,Issue Type,Status,Project key,Project name,Project type,Priority,Resolution,Assignee,Assignee Id,Reporter,"
               "Reporter Id,Creator,Creator Id,Created,Updated,Last Viewed,Resolved,Components,Due date,Votes,Labels,Labels,Description,Environment,"
               "Watchers,Watchers,Inward issue link (Duplicate),Attachment,Comment,Comment,Comment,Comment,Custom field (Request Type),"
               "Custom field (Rank),Status Category\n")


def jira_csv(m):
    n, user, form = m.next(), m.r.randrange(50000), "%d/%b/%y %I:%M %p"
    comments = ['"%s;557058:%d;%s"' % (m.when(60 * i, form), user if i % 2 else m.r.randrange(90), m.text()) for i in range(m.r.randint(0, 4))]
    return ('%s,WREN-%d,%d,Service Request,Resolved,WREN,Thermowren Support,service_desk,Medium,Done,Agent,557058:7,Person,557058:%d,Person,557058:%d,'
            '%s,%s,,%s,Valves,,0,w2,heating,"%s",,,,%s,,%s,Report a fault,0|i0abc,Done\n'
            % (m.title(), n, 10000 + n, user, user, m.when(0, form), m.when(900, form), m.when(900, form), m.text(),
               "WREN-%d" % m.r.randint(1, n) if n % 20 == 0 else "", ",".join(comments + [""] * (4 - len(comments)))))


def adf(text):
    half = len(text) // 2
    return ('{"version":1,"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"%s"},{"type":"hardBreak"},'
            '{"type":"text","text":"%s","marks":[{"type":"strong"}]}]}]}' % (text[:half], text[half:]))


def jira_user(n):
    url = "https://thermowren.example/rest/api/3/user?accountId=557058:%d" % n
    return ('{"self":"%s","accountId":"557058:%d","emailAddress":"p%d@vale.example","avatarUrls":{"48x48":"%s","24x24":"%s"},'
            '"displayName":"Person %d","active":true,"timeZone":"Etc/GMT","accountType":"atlassian"}' % (url, n, n, url, url, n))


def jira(m):
    n, user, form = m.next(), m.r.randrange(50000), "%Y-%m-%dT%H:%M:%S.000+0000"
    comments = ",".join(
        '{"self":"https://thermowren.example/rest/api/3/issue/%d/comment/%d","id":"%d","author":%s,"body":%s,"updateAuthor":%s,"created":"%s",'
        '"updated":"%s","jsdPublic":true}' % (n, n * 9 + i, n * 9 + i, jira_user(user + i), adf(m.text()), jira_user(user + i),
                                             m.when(60 * i, form), m.when(60 * i, form)) for i in range(m.r.randint(0, 4)))
    custom = ",".join('"customfield_%d":null' % i for i in range(10010, 10060))
    return ('{"expand":"operations","id":"%d","self":"https://thermowren.example/rest/api/3/issue/%d","key":"WREN-%d","fields":{"statuscategorychangedate":'
            '"%s",%s,"issuetype":{"id":"1","name":"Incident"},"project":{"id":"1","key":"WREN","name":"Thermowren Support","projectTypeKey":'
            '"service_desk"},"fixVersions":[],"resolution":{"name":"Done"},"resolutiondate":"%s","created":"%s","priority":{"name":"High"},'
            '"labels":["w2"],"issuelinks":[],"assignee":%s,"updated":"%s","status":{"name":"Done","statusCategory":{"key":"done"}},"components":[],'
            '"description":%s,"summary":"%s","creator":%s,"reporter":%s,"comment":{"comments":[%s],"maxResults":9,"total":9,"startAt":0}}}\n'
            % (n, n, n, m.when(9, form), custom, m.when(900, form), m.when(0, form), jira_user(7), m.when(900, form), adf(m.text()), m.title(),
               jira_user(user), jira_user(user), comments))


def intercom(m):
    n, user = m.next(), m.r.randrange(50000)
    parts = []
    for i in range(m.r.randint(0, 6)):
        staff, event = i % 2 == 0, i % 3 == 2
        parts.append('{"type":"conversation_part","id":"%d","part_type":"%s","body":%s,"created_at":%d,"updated_at":%d,"notified_at":%d,"assigned_to":null,'
                     '"author":{"id":"%s","type":"%s","name":"Person","email":"p@vale.example"},"attachments":[],"external_id":null,"redacted":false}'
                     % (n * 10 + i, "assignment" if event else "comment", "null" if event else '"<p>%s</p>"' % m.text().replace(". ", ".<br>"),
                        m.epoch(60 * i), m.epoch(60 * i), m.epoch(60 * i), m.r.randrange(90) if staff else "64be%d" % user,
                        "admin" if staff else "user"))
    return ('{"type":"conversation","id":"2154685%09d","created_at":%d,"updated_at":%d,"waiting_since":null,"snoozed_until":null,"source":{"type":'
            '"conversation","id":"4039%d","delivered_as":"customer_initiated","subject":"","body":"<p>%s</p>","author":{"type":"user","id":"64be%d",'
            '"name":"Person","email":"p%d@vale.example"},"attachments":[],"url":null,"redacted":false},"contacts":{"type":"contact.list","contacts":'
            '[{"type":"contact","id":"64be%d","external_id":"81"}]},"first_contact_reply":{"created_at":%d,"type":"email","url":null},'
            '"admin_assignee_id":815309,"team_assignee_id":"5","open":false,"state":"closed","read":true,"tags":{"type":"tag.list","tags":'
            '[{"type":"tag","id":"1","name":"billing","applied_at":1741000500}]},"priority":"not_priority","sla_applied":null,"conversation_rating":null,'
            '"statistics":{"type":"conversation_statistics","time_to_assignment":20,"time_to_admin_reply":30,"time_to_first_close":500,"first_close_at":%d,'
            '"last_close_at":%d,"count_reopens":1},"title":"%s","custom_attributes":{"Plan":"w2"},"conversation_parts":{"type":"conversation_part.list",'
            '"conversation_parts":[%s],"total_count":%d}}\n'
            % (n, m.epoch(0), m.epoch(600), n, m.text(), user, user, user, m.epoch(0), m.epoch(500), m.epoch(600), m.title(), ",".join(parts), len(parts)))


def helpscout(m):
    n, user = m.next(), 29000 + m.r.randrange(50000)
    threads = []
    for i in range(m.r.randint(1, 6)):
        staff, line = i % 2 == 1, i % 4 == 3
        body = "" if line else '"body":"%s",' % m.text().replace(". ", ".<br>")
        threads.append('{"id":%d,"type":"%s","status":"active","state":"published","action":{"associatedEntities":{}},%s"source":{"type":"email","via":'
                       '"customer"},"customer":{"id":%d,"first":"Person","last":"Vale","photoUrl":"https://thermowren.example/p.jpg","email":'
                       '"p@vale.example"},"createdBy":{"id":%d,"type":"%s","email":"p@vale.example"},"assignedTo":{"id":4},"savedReplyId":0,"to":[],'
                       '"cc":[],"bcc":[],"createdAt":"%s","_embedded":{"attachments":[]},"_links":{"customer":{"href":"https://thermowren.example/c"}}}'
                       % (n * 10 + i, "lineitem" if line else "message" if staff else "customer", body, user, m.r.randrange(90) if staff else user,
                          "user" if staff else "customer", m.when(60 * i)))
    return ('{"id":%d,"number":%d,"threads":%d,"type":"email","folderId":1234,"status":"closed","state":"published","subject":"%s","preview":"%s",'
            '"mailboxId":85,"assignee":{"id":4,"type":"user","first":"Bea","last":"Quill","email":"bea@thermowren.example"},"createdBy":{"id":%d,"type":'
            '"customer","email":"p@vale.example"},"createdAt":"%s","closedBy":4,"closedAt":"%s","userUpdatedAt":"%s","customerWaitingSince":{"time":"%s"},'
            '"source":{"type":"email","via":"customer"},"tags":[{"id":9150,"color":"#929499","tag":"vip"}],"cc":[],"bcc":[],"primaryCustomer":{"id":%d,'
            '"type":"customer","first":"Person","last":"Vale","email":"p@vale.example"},"customFields":[],"_embedded":{"threads":[%s]},"_links":'
            '{"self":{"href":"https://thermowren.example/v2/conversations/%d"}}}\n'
            % (n, n, len(threads), m.title(), m.text()[:80], user, m.when(0), m.when(900), m.when(900), m.when(0), user, ",".join(reversed(threads)), n))


CHAT_HEADER = ("Session ID;Started At;Ended At;Visitor ID;Product;Labels;Language;Message ID;Sender ID;Sender Type;Sent At;Message;Outcome\n")


def chat(m):
    """A row for each message, as sample-data/mappings/chat.json reads them."""
    n, visitor = m.next(), "v%d" % m.r.randrange(50000)
    head = "C%d;%s;%s;%s;%s;%s;%s" % (n, m.when(0), m.when(60), visitor, m.r.choice(["Boiler", "Pump", ""]), m.r.choice(["heat, app", "noise", ""]),
                                      m.r.choice(["English", "German", "Spanish"]))
    outcome = m.r.choice(["Resolved", "Transferred", "Missed"])
    return "".join("%s;M%d-%d;%s;%s;%s;%s;%s\n" % (head, n, i, visitor if i % 2 == 0 else "a%d" % m.r.randrange(90),
                                                    "visitor" if i % 2 == 0 else "agent", m.when(i), m.text()[:m.r.randint(20, 200)], outcome)
                   for i in range(m.r.randint(1, 9)))


def salesforce_id(prefix, n):
    return "%s3000000%05dAAA" % (prefix, n) if n < 100000 else "%s30000%07dAAA" % (prefix, n)


def salesforce(m):
    n, form, contact = m.next(), "%Y-%m-%dT%H:%M:%S.000+0000", salesforce_id("003", m.r.randrange(50000))
    key = salesforce_id("500", n)
    comments = ",".join(
        '{"attributes":{"type":"CaseComment","url":"/services/data/v60.0/sobjects/CaseComment/%s"},"Id":"%s","ParentId":"%s","IsPublished":%s,'
        '"CommentBody":"%s","CreatedById":"%s","CreatedDate":"%s","SystemModstamp":"%s","LastModifiedDate":"%s","LastModifiedById":"0053000000AbCdEAAV",'
        '"IsDeleted":false}' % (salesforce_id("00a", n * 5 + i), salesforce_id("00a", n * 5 + i), key, "false" if i == 2 else "true", m.text(),
                               salesforce_id("005", m.r.randrange(90)), m.when(60 * i, form), m.when(60 * i, form), m.when(60 * i, form))
        for i in range(m.r.randint(0, 4)))
    more = ",".join('"Custom_%d__c":null' % i for i in range(40))
    return ('{"attributes":{"type":"Case","url":"/services/data/v60.0/sobjects/Case/%s"},"Id":"%s","IsDeleted":false,"MasterRecordId":null,"CaseNumber":'
            '"%08d","ContactId":"%s","AccountId":"0013000000AbCdEAAV","AssetId":null,"ParentId":null,"SuppliedName":null,"SuppliedEmail":null,"Type":'
            '"Mechanical","RecordTypeId":null,"Status":"Closed","Reason":"Noise","Origin":"Web","Subject":"%s","Priority":"Medium","Description":"%s",'
            '"IsClosed":true,"ClosedDate":"%s","IsEscalated":false,"OwnerId":"0053000000AbCdEAAV","CreatedDate":"%s","CreatedById":"0053000000AbCdEAAV",'
            '"LastModifiedDate":"%s","SystemModstamp":"%s",%s,"CaseComments":{"totalSize":4,"done":true,"records":[%s]}}\n'
            % (key, key, n, contact, m.title(), m.text(), m.when(900, form), m.when(0, form), m.when(900, form), m.when(900, form), more, comments))


SALESFORCE_HEADER = ('"ID","ISDELETED","CASENUMBER","CONTACTID","ACCOUNTID","SUPPLIEDNAME","SUPPLIEDEMAIL","TYPE","STATUS","REASON","ORIGIN","SUBJECT",'
                     '"PRIORITY","DESCRIPTION","ISCLOSED","CLOSEDDATE","OWNERID","CREATEDDATE","CREATEDBYID","SYSTEMMODSTAMP"\n')


def salesforce_csv(m):
    n, form = m.next(), "%Y-%m-%dT%H:%M:%S.000Z"
    return ('"%s","false","%08d","%s","0013000000AbCdEAAV","","","Mechanical","Closed","Noise","Web","%s","Medium","%s","true","%s",'
            '"0053000000AbCdEAAV","%s","0053000000AbCdEAAV","%s"\n'
            % (salesforce_id("500", n), n, salesforce_id("003", m.r.randrange(50000)), m.title(), m.text(), m.when(900, form), m.when(0, form),
               m.when(900, form)))


KINDS = {
    "chat": (CHAT_HEADER, chat, ""),
    "salesforce": ("", salesforce, ""), "salesforce-csv": (SALESFORCE_HEADER, salesforce_csv, ""),
    "intercom": ("", intercom, ""), "helpscout": ("", helpscout, ""),
    "jira": ("", jira, ""), "jira-csv": (JIRA_HEADER, jira_csv, ""),
    "freshdesk": ("", freshdesk, ""), "freshdesk-csv": (FRESHDESK_HEADER, freshdesk_csv, ""),
    "servicenow": ("", servicenow, ""), "servicenow-csv": (SERVICENOW_HEADER, servicenow_csv, ""),
    "servicenow-log": (SERVICENOW_LOG_HEADER, servicenow_log, ""),
}


def main(kinds):
    """Without arguments: the kinds that there are."""
    if len(sys.argv) < 4:
        print("\n".join(kinds))
        return
    kind, size, seed = sys.argv[1], size_of(sys.argv[2]), int(sys.argv[3])
    header, row, footer = kinds[kind]
    m, out, written = Maker(seed), sys.stdout, 0
    out.write(header)
    while written < size:
        s = row(m)
        out.write(s)
        written += len(s)
    out.write(footer)


if __name__ == "__main__":
    main(KINDS)
