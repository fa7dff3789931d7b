/*
 * Customer Support on Twitter: a table of tweets, each naming the one that it answers.
 */
#include "format.h"

#include "clean.h"
#include "table.h"
#include "../text/html.h"

enum column { TWEET, AUTHOR, INBOUND, CREATED, TEXT, ANSWERS, ANSWERED, COLUMNS };

static const char *const columns[COLUMNS] = { "tweet_id", "author_id", "inbound", "created_at", "text", "response_tweet_id",
	"in_response_to_tweet_id" };

struct twitter {
	struct intake *in;
	struct desk *desk;
	unsigned unit;
	struct table table;
	size_t column[COLUMNS];		/* SIZE_MAX: not there */
	struct buf clean, text;
};

static int
recognise(const struct format *f, const struct glimpse *g)
{
	(void)f;
	return glimpse_has(g, "", STR("tweet_id")) && glimpse_has(g, "", STR("inbound")) && glimpse_has(g, "", STR("author_id")) && g->kind == GLIMPSE_TEXT ? 95 : 0;
}

static void *
open_state(const struct format *f, struct intake *in)
{
	struct twitter *t = mem_zeroed(1, sizeof *t);

	(void)f;
	t->in = in;
	t->desk = intake_desk(in, "twitter");
	t->desk->channel = "twitter";
	t->unit = desk_unit(t->desk, "tweets");
	return t;
}

static enum format_status
begin_file(void *state)
{
	struct twitter *t = state;
	enum format_status r = table_begin(&t->table, t->in, 0);

	for (size_t i = 0; r == FORMAT_SOME && i < COLUMNS; i++) {
		t->column[i] = table_column(&t->table, str_of(columns[i]), SIZE_MAX);
		if (t->column[i] == SIZE_MAX && i != ANSWERS)
			return intake_bad(t->in, FORMAT_REFUSED, 1, 0, t->table.raw, "a Twitter support table needs a column \"%s\"", columns[i]);
	}
	return r;
}

static struct str
cell(const struct twitter *t, enum column c)
{
	return t->column[c] != SIZE_MAX ? t->table.cells.at[t->column[c]] : (struct str){0};
}

/* "True", "False", and what spreadsheets make of them. */
static bool
truth(struct str s, bool *value)
{
	char c = s.n > 0 ? s.s[0] : '\0';

	*value = c == 'T' || c == 't' || c == '1';
	return (s.n == 1 && (c == '1' || c == '0')) || (s.n == 4 && *value) || (s.n == 5 && (c == 'F' || c == 'f'));
}

static enum format_status
refuse(struct twitter *t, const char *what, struct str value)
{
	desk_count(t->desk, t->unit)->rejected++;
	return intake_bad(t->in, FORMAT_BAD, t->table.line, table_byte(&t->table, value), t->table.raw, "%s: \"%.*s\"", what,
	    (int)(value.n < 60 ? value.n : 60), value.s);
}

/* The list of answers fills in where an answer does not name its parent: its ids are taken if they are any. */
static void
link_answers(struct twitter *t, uint32_t node, struct str list)
{
	while (list.n > 0) {
		const char *comma = memchr(list.s, ',', list.n);
		size_t n = comma != NULL ? (size_t)(comma - list.s) : list.n;
		struct str id;

		if (clean_id(str_trim((struct str){ list.s, n }), &id))
			desk_reply(t->desk, desk_node(t->desk, id), node, true);
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

static enum format_status
take_row(struct twitter *t)
{
	struct desk_post p = { .unit = t->unit, .flags = POST_OWN, .version = TIME_NONE, .line = t->table.line };
	struct str id, parent = cell(t, ANSWERED);
	bool inbound;

	people_soon(&t->desk->people, cell(t, AUTHOR));
	if (!clean_id(cell(t, TWEET), &id))
		return refuse(t, "tweet_id is no id (numbers with an exponent have lost digits)", cell(t, TWEET));
	if (is_nothing(parent))
		parent = (struct str){0};
	else if (!clean_id(cell(t, ANSWERED), &parent))
		return refuse(t, "in_response_to_tweet_id is no id", cell(t, ANSWERED));
	if (!clean_time(cell(t, CREATED), &p.at))
		return refuse(t, "created_at is no date", cell(t, CREATED));
	if (!truth(cell(t, INBOUND), &inbound))
		return refuse(t, "inbound is neither True nor False", cell(t, INBOUND));
	p.key = id;
	p.node = desk_node(t->desk, id);
	p.role = inbound ? ROLE_UNKNOWN : ROLE_STAFF;
	p.text = clean_text(&t->clean, cell(t, TEXT), &p.flags);
	if (p.text.n > 0 && memchr(p.text.s, '&', p.text.n) != NULL) {
		buf_clear(&t->text);
		html_unescape(&t->text, p.text);
		p.text = buf_str(&t->text);
	}
	if (parent.n > 0)
		desk_reply(t->desk, p.node, desk_node(t->desk, parent), false);
	p.reply_to = parent;
	link_answers(t, p.node, cell(t, ANSWERS));
	p.author_id = cell(t, AUTHOR);
	p.author = people_number(&t->desk->people, p.author_id);
	desk_add_post(t->desk, &p);
	return FORMAT_SOME;
}

static enum format_status
next(void *state)
{
	struct twitter *t = state;
	enum format_status r = table_next(&t->table);

	if (r == FORMAT_SOME || r == FORMAT_BAD)
		desk_count(t->desk, t->unit)->read++;
	if (r == FORMAT_BAD)
		desk_count(t->desk, t->unit)->rejected++;
	if (r != FORMAT_SOME)
		return r;
	if (!table_is_header(&t->table))
		return take_row(t);
	tally_add(&desk_count(t->desk, t->unit)->dropped, str_of(table_header_again), 1);
	return FORMAT_SOME;
}

static void
finish(void *state)
{
	(void)state;
}

static void
close_state(void *state)
{
	struct twitter *t = state;

	table_free(&t->table);
	buf_free(&t->clean);
	buf_free(&t->text);
	free(t);
}

static const struct reader reader = {
	.recognise = recognise, .open = open_state, .file = begin_file, .next = next, .finish = finish, .close = close_state,
};

const struct format format_twitter = {
	.name = "twitter",
	.about = "Customer Support on Twitter (twcs.csv): tweet_id, author_id, inbound, created_at, text, ...",
	.reader = &reader,
};
