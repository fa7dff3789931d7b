#include "meaning.h"

#include <string.h>

enum { LONGEST = 64 };

/* In each list the surest first. A star at an end stands for anything there. */
static const char *const names[MEANINGS][32] = {
	[MEANS_TICKET] = { "ticketid", "caseid", "conversationid", "casenumber", "ticketnumber", "issuekey", "issueid", "incidentnumber",
		"incidentid", "requestid", "threadid", "sessionid", "bugid", "chatid", "dialogid", "caseno", "ticketno", "issueno", "casenr", "ticketnr", "ticket", "case", "thread", "conversation",
		"session", "incident", NULL },
	[MEANS_ID] = { "id", "key", "number", "uuid", "guid", "no", "nr", "num", "ref", "reference", "utteranceid", "messageid", "commentid",
		"tweetid", "postid", "noteid", "*id", "*key", "*number", NULL },
	[MEANS_SUBJECT] = { "subject", "title", "summary", "shortdescription", "headline", "topic", "*subject", "*title", NULL },
	[MEANS_TEXT] = { "body", "text", "message", "description", "plainbody", "bodytext", "messagetext", "content", "comment", "utterance",
		"comments", "question", "query", "messagebody", "details", "tweet", "post", "transcript", "*text", "*body", "*message",
		"*description", "*comment", "*utterance", "answer", NULL },
	[MEANS_CREATED] = { "createdat", "created", "creationdate", "createdon", "createddate", "createdtime", "openedat", "opened",
		"opendate", "submittedat", "reportedat", "sentat", "sent", "postedat", "startedat", "starttime", "timestamp", "datetime", "date",
		"time", "at", "*createdat", "*created", "*datetime", "*date", NULL },
	[MEANS_UPDATED] = { "updatedat", "updated", "lastupdated", "lastmodified", "modified", "modifiedat", "lastmodifieddate", "changed",
		"lastchanged", "sysupdatedon", "*updatedat", "*updated", "*modified", NULL },
	[MEANS_SOLVED] = { "solvedat", "resolvedat", "resolved", "solved", "closedat", "closed", "resolutiondate", "closeddate", "dateclosed",
		"endedat", "endtime", "completedat", "*resolvedat", "*closedat", NULL },
	[MEANS_REQUESTER] = { "requesterid", "requester", "customerid", "customer", "reporter", "reporterid", "callerid", "caller", "contactid",
		"contact", "clientid", "client", "visitorid", "visitor", "openedby", "submitterid", "submitter", "userid", "user", "createdby",
		"email", "from", "customer*", "requester*", NULL },
	[MEANS_AUTHOR] = { "authorid", "author", "senderid", "sender", "createdby", "userid", "user", "username", "speaker", "from", "postedby",
		"by", "who", "agentid", "agent", "*author", "author*", "sender*", NULL },
	[MEANS_ROLE] = { "role", "sendertype", "authortype", "usertype", "authorrole", "senderrole", "speaker", "persontype", "sendertype",
		"direction", "kind", "*role", "*type", NULL },
	[MEANS_INBOUND] = { "inbound", "incoming", "isinbound", "isincoming", "iscustomer", "fromcustomer", NULL },
	[MEANS_STATUS] = { "status", "state", "ticketstatus", "casestatus", "outcome", "stage", "*status", "*state", NULL },
	[MEANS_TAGS] = { "tags", "labels", "tag", "label", "keywords", "intent", "categories", "topics", "intents", "category", "*tags",
		"*labels", NULL },
	[MEANS_PRODUCT] = { "product", "productname", "component", "module", "application", "service", "company", "brand", "project", "queue",
		"*product", NULL },
	[MEANS_CHANNEL] = { "channel", "via", "medium", "contacttype", "origin", "*channel", NULL },
	[MEANS_LANG] = { "lang", "language", "locale", "languagecode", NULL },
	[MEANS_PUBLIC] = { "public", "ispublic", "visible", NULL },
	[MEANS_PRIVATE] = { "private", "isprivate", "internal", "isinternal", NULL },
	[MEANS_ACCEPTED] = { "accepted", "isaccepted", "isanswer", "isbestanswer", "bestanswer", "issolution", "solution", "official", NULL },
	[MEANS_REPLY] = { "inreplyto", "replyto", "parentid", "replytoid", "inreplytoid", "parent", NULL },
	[MEANS_SCORE] = { "score", "votes", "upvotes", "likes", "likecount", "helpfulcount", NULL },
};

struct word {
	const char *word, *stands_for;
};

static const struct word roles[] = {
	{ "customer", "customer" }, { "user", "customer" }, { "enduser", "customer" }, { "client", "customer" }, { "visitor", "customer" },
	{ "contact", "customer" }, { "lead", "customer" }, { "guest", "customer" }, { "caller", "customer" }, { "requester", "customer" },
	{ "reporter", "customer" }, { "inbound", "customer" }, { "incoming", "customer" }, { "consumer", "customer" }, { "buyer", "customer" },
	{ "agent", "staff" }, { "staff", "staff" }, { "admin", "staff" }, { "administrator", "staff" }, { "support", "staff" },
	{ "operator", "staff" }, { "employee", "staff" }, { "outbound", "staff" }, { "outgoing", "staff" }, { "representative", "staff" },
	{ "rep", "staff" }, { "advisor", "staff" }, { "moderator", "staff" }, { "owner", "staff" }, { "teammate", "staff" }, { "company", "staff" },
	{ "bot", "bot" }, { "system", "bot" }, { "automation", "bot" }, { "assistant", "bot" }, { "robot", "bot" },
	{ "volunteer", "volunteer" }, { "member", "volunteer" }, { "expert", "volunteer" }, { "community", "volunteer" }, { NULL, NULL },
};

static const struct word statuses[] = {
	{ "new", "new" }, { "unconfirmed", "new" }, { "todo", "new" }, { "backlog", "new" }, { "unassigned", "new" }, { "triage", "new" },
	{ "open", "open" }, { "opened", "open" }, { "active", "open" }, { "assigned", "open" }, { "inprogress", "open" }, { "reopened", "open" },
	{ "working", "open" }, { "missed", "open" }, { "abandoned", "open" }, { "patchavailable", "open" },
	{ "pending", "pending" }, { "waiting", "pending" }, { "waitingforcustomer", "pending" }, { "awaitinguserinfo", "pending" },
	{ "awaitingproblem", "pending" }, { "transferred", "pending" }, { "hold", "hold" }, { "onhold", "hold" }, { "snoozed", "hold" },
	{ "solved", "solved" }, { "resolved", "solved" }, { "fixed", "solved" }, { "done", "solved" }, { "completed", "solved" }, { "complete", "solved" },
	{ "closed", "closed" }, { "verified", "closed" }, { "archived", "closed" }, { "cancelled", "closed" }, { "canceled", "closed" },
	{ "deleted", "deleted" }, { "spam", "deleted" }, { NULL, NULL },
};

/* Letters and digits alone, in lower case; what does not fit is cut off. */
static void
plain(char to[LONGEST], struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n && n + 1 < LONGEST; i++) {
		char c = s.s[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			to[n++] = c;
	}
	to[n] = '\0';
}

static bool
fits(const char *name, const char *pattern)
{
	size_t n = strlen(name), p = strlen(pattern);

	if (*pattern == '*')
		return n >= p && strcmp(name + n - (p - 1), pattern + 1) == 0;
	if (p > 0 && pattern[p - 1] == '*')
		return n >= p && strncmp(name, pattern, p - 1) == 0;
	return strcmp(name, pattern) == 0;
}

static int
fit(struct str word, enum meaning m)
{
	char name[LONGEST];

	plain(name, word);
	for (int i = 0; name[0] != '\0' && names[m][i] != NULL; i++)
		if (fits(name, names[m][i]))
			return 100 - 2 * i;
	return 0;
}

int
meaning_of(const char *path, enum meaning m)
{
	static const char *const mere[] = { "id", "name", "value", "username", "login", "email", "displayname", NULL };
	const char *dot = strrchr(path, '.'), *from = dot;
	int best = fit(str_of(dot != NULL ? dot + 1 : path), m), outer;
	char last[LONGEST];

	if (dot == NULL)
		return best;
	while (from > path && from[-1] != '.')
		from--;
	plain(last, str_of(dot + 1));
	outer = fit((struct str){ from, (size_t)(dot - from) }, m);
	for (int i = 0; mere[i] != NULL; i++)
		if (strcmp(mere[i], last) == 0)
			return outer - 4 - 2 * i > best || m == MEANS_TICKET || m == MEANS_ID ? outer - 4 - 2 * i : best;
	return best;
}

static const char *
stands_for(const struct word *words, struct str word)
{
	char name[LONGEST];

	plain(name, word);
	for (; words->word != NULL; words++)
		if (strcmp(words->word, name) == 0)
			return words->stands_for;
	return NULL;
}

const char *
meaning_role(struct str word)
{
	return stands_for(roles, word);
}

const char *
meaning_status(struct str word)
{
	return stands_for(statuses, word);
}
