/*
 * Customer Support on Twitter: a table of tweets, each naming the one that it answers.
 *
 * Companies' tweets are those that are not inbound. Tables that pandas saved have ids like 3.0 and an index column.
 */
#include "vendor.h"

#include "clean.h"

enum field { TWEET, AUTHOR, INBOUND, CREATED, TEXT, ANSWERS, ANSWERED };

static const struct row_field fields[] = {
	[TWEET] = { { "tweet_id" }, .needed = true, .as = "messages.id" },
	[AUTHOR] = { { "author_id" }, .needed = true, .as = "messages.author" },
	[INBOUND] = { { "inbound" }, .needed = true, .as = "messages.role: False is staff" },
	[CREATED] = { { "created_at" }, .needed = true, .is_date = true, .as = "messages.at" },
	[TEXT] = { { "text" }, .needed = true, .as = "messages.text" },
	[ANSWERS] = { { "response_tweet_id" }, .as = "messages.reply_to of those tweets, where they do not tell" },
	[ANSWERED] = { { "in_response_to_tweet_id" }, .needed = true, .as = "messages.reply_to" },
	{ { NULL } }
};

/* "True", "False", and what spreadsheets make of them. */
static bool
truth(struct str s, bool *value)
{
	char c = s.n > 0 ? s.s[0] : '\0';

	*value = c == 'T' || c == 't' || c == '1';
	return (s.n == 1 && (c == '1' || c == '0')) || (s.n == 4 && *value) || (s.n == 5 && (c == 'F' || c == 'f'));
}

/* The list of answers fills in where an answer does not name its parent: its ids are taken if they are any. */
static void
link_answers(struct desk *d, uint32_t node, struct str list)
{
	while (list.n > 0) {
		const char *comma = memchr(list.s, ',', list.n);
		size_t n = comma != NULL ? (size_t)(comma - list.s) : list.n;
		struct str id;

		if (clean_id(str_trim((struct str){ list.s, n }), &id))
			desk_reply(d, desk_node(d, id), node, true);
		n += comma != NULL;
		list = (struct str){ list.s + n, list.n - n };
	}
}

/* What pandas writes where nothing was. */
static bool
is_nothing(struct str s)
{
	return s.n == 0 || str_is(s, "nan") || str_is(s, "NaN") || str_is(s, "None");
}

static bool
take_tweet(void *state, struct row *r)
{
	struct desk *d = state;
	struct desk_post p = { .unit = r->unit, .flags = POST_OWN, .version = TIME_NONE, .line = r->line };
	struct str id, parent = row_text(r, ANSWERED);
	bool inbound;

	p.author_id = row_text(r, AUTHOR);
	people_soon(&d->people, p.author_id);
	if (!clean_id(row_text(r, TWEET), &id))
		return row_wrong(r, TWEET, "no id (numbers with an exponent have lost digits)");
	if (is_nothing(parent))
		parent = (struct str){0};
	else if (!clean_id(parent, &parent))
		return row_wrong(r, ANSWERED, "no id");
	if (!row_needed_time(r, CREATED, &p.at))
		return false;
	if (!truth(row_text(r, INBOUND), &inbound))
		return row_wrong(r, INBOUND, "neither True nor False");
	p.key = id;
	p.node = desk_node(d, id);
	p.role = inbound ? ROLE_UNKNOWN : ROLE_STAFF;
	p.text = row_unescaped(r, TEXT, &p.flags);
	if (parent.n > 0)
		desk_reply(d, p.node, desk_node(d, parent), false);
	p.reply_to = parent;
	link_answers(d, p.node, row_text(r, ANSWERS));
	p.author = people_number(&d->people, p.author_id);
	desk_add_post(d, &p);
	return true;
}

static void *
open_desk(struct desk *d)
{
	d->channel = "twitter";
	return d;
}

static const struct kind kinds[] = {
	{ "tweets", { "tweets" }, { "tweet_id", "inbound", "author_id" }, 95, "tweet_id", fields, take_tweet },
	{ .unit = NULL }
};

static const struct vendor vendor = { "twitter", kinds, .open = open_desk };

const struct format format_twitter = { "twitter", "Customer Support on Twitter (twcs.csv): tweet_id, author_id, inbound, created_at, text, ...",
	&vendor_reader, &vendor };
