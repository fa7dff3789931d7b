#include "format.h"

#include "kin.h"
#include "mail.h"
#include "maildate.h"
#include "mailhead.h"
#include "mails.h"
#include "../base/time.h"

enum { ANCESTORS = 24 };	/* of the ids in References the first and the last so many count */

struct mbox {
	struct intake *in;
	struct desk *desk;
	unsigned unit, attachments;	/* UNIT_NONE: there have been none */
	unsigned remark;
	struct mails mails;
	struct mail mail;
	struct kin kin;
	struct buf id, base;
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
	b->kin.desk = b->desk;
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
	vec_push(&b->answered, node);
	return node;
}

/* The nodes of References, and behind them what In-Reply-To names. The one that the mail answers, or NODE_NONE. */
static uint32_t
find_answered(struct mbox *b, uint32_t self)
{
	struct str rest = buf_str(&b->mail.references);
	uint32_t parent = NODE_NONE;

	b->answered.len = 0;
	while (mailhead_id(&b->id, &rest))
		add_answered(b, buf_str(&b->id), self);
	if (mailhead_answered(&b->id, buf_str(&b->mail.in_reply_to)))
		parent = add_answered(b, buf_str(&b->id), self);
	return parent != NODE_NONE || b->answered.len == 0 ? parent : b->answered.at[b->answered.len - 1];
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

/* Attachments are counted, once for each mail. */
static void
add_attachments(struct mbox *b, uint32_t node)
{
	struct unit *u;

	if (b->mail.attachments == 0)
		return;
	if (b->attachments == UNIT_NONE)
		b->attachments = desk_unit(b->desk, "attachments");
	u = desk_count(b->desk, b->attachments);
	u->read += b->mail.attachments;
	if (kin_has(&b->kin, node))
		u->merged += b->mail.attachments;
	else
		for (unsigned i = 0; i < b->mail.attachments; i++)
			desk_remark(b->desk, b->remark, b->attachments, node);
}

static enum format_status
take_mail(struct mbox *b)
{
	struct mail *m = &b->mail;
	struct desk_post p = { .unit = b->unit, .flags = POST_OWN, .line = b->mails.line };
	struct kin_mail kin = { .nameless = m->id.len == 0 };
	struct str subject;

	if (find_date(b, &p.at) != FORMAT_SOME)
		return FORMAT_BAD;
	p.author = find_author(b);
	p.author_id = buf_str(&m->address);
	if (kin.nameless)
		mail_make_id(m, &m->id);
	p.key = buf_str(&m->id);
	p.node = desk_node(b->desk, p.key);
	p.version = p.at;
	p.flags |= m->flags;
	p.role = m->automatic ? ROLE_BOT : ROLE_UNKNOWN;
	p.text = buf_str(&m->text);
	kin.parent = find_answered(b, p.node);
	subject = mailhead_subject(buf_str(&m->subject), &kin.reply);
	buf_clear(&b->base);
	mailhead_base(&b->base, subject);
	kin.node = p.node;
	kin.before = b->answered.at;
	kin.count = b->answered.len;
	kin.subject = buf_str(&b->base);
	kin.at = p.at;
	add_attachments(b, p.node);
	kin_add(&b->kin, &kin);
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
	if (r == FORMAT_SOME)
		r = mail_read(&b->mail, b->mails.mail) ? take_mail(b) : refuse(b, "this is no mail", b->mails.mail);
	if (r == FORMAT_BAD)
		desk_count(b->desk, b->unit)->rejected++;
	return r;
}

static void
finish(void *state)
{
	struct mbox *b = state;

	kin_finish(&b->kin);
}

static void
close_state(void *state)
{
	struct mbox *b = state;

	mails_free(&b->mails);
	mail_free(&b->mail);
	kin_free(&b->kin);
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
