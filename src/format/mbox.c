#include "format.h"

#include "mail.h"
#include "maildate.h"
#include "mailhead.h"
#include "mails.h"
#include "subjects.h"
#include "../base/time.h"

enum { ANCESTORS = 24 };	/* of the ids in References the first and the last so many count */

struct mbox {
	struct intake *in;
	struct desk *desk;
	unsigned unit, attachments;	/* UNIT_NONE: there have been none */
	unsigned remark;
	struct mails mails;
	struct mail mail;
	struct subjects subjects;
	struct buf id, base, oldest;
	VEC(uint32_t) answered;
};

static int
recognise(const struct format *f, const struct glimpse *g)
{
	(void)f;
	return g->kind == GLIMPSE_TEXT ? mails_recognise(g->text) : 0;
}

static void *
open_state(const struct format *f, struct intake *in)
{
	struct mbox *b = mem_zeroed(1, sizeof *b);

	(void)f;
	b->in = in;
	b->desk = intake_desk(in, "mail");
	b->desk->channel = "email";
	b->desk->binds_absent = true;
	b->unit = desk_unit(b->desk, "mails");
	b->remark = desk_remarks(b->desk, "attachments", "its mail is not in the archive");
	b->mail.encoding = in->encoding;
	b->subjects.desk = b->desk;
	mail_start();
	return b;
}

static enum format_status
begin_file(void *state)
{
	struct mbox *b = state;

	return mails_begin(&b->mails, b->in);
}

static enum format_status
refuse(struct mbox *b, const char *what, struct str value)
{
	return intake_bad(b->in, FORMAT_BAD, b->mails.line, 0, b->mails.raw, "%s: \"%.*s\"", what, (int)(value.n < 60 ? value.n : 60),
	    value.n > 0 ? value.s : "");
}

static bool
says_when(struct mbox *b, struct str date, int64_t *ms)
{
	return maildate_read(date, &b->in->dates, b->mails.line, ms) == MAILDATE_GOOD;
}

/*
 * When the mail was written. Where it does not say so in a form that is known, the last station that it passed does,
 * or the archive. A date that there is not is no reason to believe another one.
 */
static enum format_status
find_date(struct mbox *b, int64_t *ms)
{
	struct str own = buf_str(&b->mail.date);

	switch (maildate_read(own, &b->in->dates, b->mails.line, ms)) {
	case MAILDATE_GOOD:
		return FORMAT_SOME;
	case MAILDATE_IMPOSSIBLE:
		return refuse(b, "Date: there is no such day, hour or zone", own);
	default:
		break;
	}
	if (says_when(b, buf_str(&b->mail.received), ms) || says_when(b, b->mails.date, ms))
		return FORMAT_SOME;
	return refuse(b, "when was it written? No Date in a form that is known, no Received, no \"From SENDER DATE\"; Date is", own);
}

/* Who wrote it: From, or else the archive's separator. */
static uint32_t
find_author(struct mbox *b)
{
	struct people *p = &b->desk->people;
	uint32_t who;

	if (b->mail.address.len == 0)
		mailhead_person(&b->mail.address, &b->mail.name, b->mails.sender);
	if (b->mail.address.len == 1 && b->mail.address.data[0] == '-')		/* "From - DATE" */
		buf_clear(&b->mail.address);
	who = people_number(p, buf_str(&b->mail.address));
	people_alias(p, who, buf_str(&b->mail.name));
	return who;
}

/* One more of the mails that lead to this one, if it is not among them. */
static uint32_t
add_answered(struct mbox *b, struct str id, uint32_t self)
{
	uint32_t node = desk_node(b->desk, id);

	if (node == self)
		return NODE_NONE;
	for (size_t i = 0; i < b->answered.len; i++)
		if (b->answered.at[i] == node)
			return node;
	if (b->answered.len == 2 * ANCESTORS) {
		memmove(b->answered.at + ANCESTORS, b->answered.at + ANCESTORS + 1, (ANCESTORS - 1) * sizeof node);
		b->answered.len--;
	}
	if (b->answered.len == 0) {
		buf_clear(&b->oldest);
		buf_add(&b->oldest, id.s, id.n);
	}
	vec_push(&b->answered, node);
	return node;
}

/*
 * What the mail answers (Zawinski's algorithm, https://www.jwz.org/doc/threading.html): what In-Reply-To names, or else
 * the last of References. Of those before it each answers the one before, as far as they do not say themselves.
 */
static void
link_answered(struct mbox *b, uint32_t self)
{
	struct str rest = buf_str(&b->mail.references);
	uint32_t parent = NODE_NONE;
	size_t n;
	bool plain;

	b->answered.len = 0;
	while (mailhead_id(&b->id, &rest))
		add_answered(b, buf_str(&b->id), self);
	n = b->answered.len;
	if (mailhead_answered(&b->id, buf_str(&b->mail.in_reply_to), &plain))
		parent = add_answered(b, buf_str(&b->id), self);
	if (n > 0 && b->answered.len > n && plain) {	/* what References do not know may be an address */
		b->answered.len = n;
		parent = NODE_NONE;
	}
	if (b->answered.len == 0)
		return;
	for (size_t i = 1; i < b->answered.len; i++)
		desk_reply(b->desk, b->answered.at[i], b->answered.at[i - 1], true);
	desk_reply(b->desk, self, parent != NODE_NONE ? parent : b->answered.at[b->answered.len - 1], false);
}

/*
 * The subject of a conversation is that of the mail that began it. Where that is in no archive, the earliest answer's,
 * which is put down under the oldest id that it names.
 */
static void
add_subject(struct mbox *b, uint32_t node, int64_t at, struct str subject)
{
	struct desk_head h = { .node = node, .requester = PERSON_NONE, .created_at = TIME_NONE, .updated_at = TIME_NONE, .solved_at = TIME_NONE,
		.version = INT64_MAX, .subject = subject, .line = b->mails.line };

	if (subject.n == 0)
		return;
	if (b->answered.len > 0) {
		h.node = b->answered.at[0];
		h.version = -at;
	}
	desk_add_head(b->desk, &h);
}

/* Attachments are named, behind the mail's id. */
static void
add_attachments(struct mbox *b, uint32_t node)
{
	const struct mail *m = &b->mail;
	const char *name = m->names.data;

	if (m->attachments == 0)
		return;
	if (b->attachments == UNIT_NONE)
		b->attachments = desk_unit(b->desk, "attachments");
	desk_count(b->desk, b->attachments)->read += m->attachments;
	for (unsigned i = 1; i <= m->attachments; i++, name += strlen(name) + 1) {
		buf_clear(&b->id);
		buf_add(&b->id, m->id.data, m->id.len);
		buf_printf(&b->id, "/%u%s%s", i, name[0] != '\0' ? "/" : "", name);
		desk_refer(b->desk, b->remark, b->attachments, node, desk_node(b->desk, buf_str(&b->id)));
	}
}

static enum format_status
take_mail(struct mbox *b)
{
	struct mail *m = &b->mail;
	struct desk_post p = { .unit = b->unit, .flags = POST_OWN, .line = b->mails.line };
	struct subjects_mail mail = { .nameless = m->id.len == 0 };
	struct str subject;

	if (find_date(b, &p.at) != FORMAT_SOME)
		return FORMAT_BAD;
	p.author = find_author(b);
	p.author_id = buf_str(&m->address);
	if (mail.nameless) {
		if (m->date.len == 0)
			buf_add(&m->date, b->mails.date.s, b->mails.date.n);
		mail_make_id(m, &m->id);
	}
	p.key = buf_str(&m->id);
	p.node = desk_node(b->desk, p.key);
	p.version = p.at;
	p.flags |= m->flags;
	p.role = m->automatic ? ROLE_BOT : ROLE_UNKNOWN;
	p.text = buf_str(&m->text);
	link_answered(b, p.node);
	subject = mailhead_subject(buf_str(&m->subject));
	buf_clear(&b->base);
	mail.reply = mailhead_base(&b->base, buf_str(&m->subject));
	mail.base = buf_str(&b->base);
	mail.id = p.key;
	mail.oldest = b->answered.len > 0 ? buf_str(&b->oldest) : (struct str){0};
	mail.at = p.at;
	subjects_add(&b->subjects, &mail);
	add_attachments(b, p.node);
	add_subject(b, p.node, p.at, subject);
	desk_add_post(b->desk, &p);
	return FORMAT_SOME;
}

static enum format_status
next(void *state)
{
	struct mbox *b = state;
	enum format_status r = mails_next(&b->mails);

	if (r != FORMAT_SOME && r != FORMAT_BAD)
		return r;
	desk_count(b->desk, b->unit)->read++;
	if (r == FORMAT_SOME && !mail_read(&b->mail, b->mails.mail))
		r = refuse(b, "it has more than 100000 parts and fields; Subject is", buf_str(&b->mail.subject));
	else if (r == FORMAT_SOME && b->mail.dropped != NULL)
		tally_add(&desk_count(b->desk, b->unit)->dropped, str_of(b->mail.dropped), 1);
	else if (r == FORMAT_SOME)
		r = take_mail(b);
	if (r == FORMAT_BAD)
		desk_count(b->desk, b->unit)->rejected++;
	return r;
}

static void
finish(void *state)
{
	struct mbox *b = state;

	subjects_finish(&b->subjects);
}

static void
close_state(void *state)
{
	struct mbox *b = state;

	mails_free(&b->mails);
	mail_free(&b->mail);
	subjects_free(&b->subjects);
	buf_free(&b->oldest);
	buf_free(&b->id);
	buf_free(&b->base);
	vec_free(&b->answered);
	free(b);
}

static const struct reader reader = {
	.recognise = recognise, .open = open_state, .file = begin_file, .next = next, .finish = finish, .close = close_state,
};

const struct format format_mbox = {
	.name = "mbox",
	.about = "mail archives (mbox, Mailman's monthly text files) and single mails",
	.reader = &reader,
};
