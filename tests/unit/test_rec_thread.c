#include "unit.h"

#include "../../src/base/time.h"
#include "../../src/rec/thread.h"

static void
add(struct desk *d, const char *key, int64_t at, const char *parent)
{
	struct desk_post p = { .flags = POST_OWN, .author = PERSON_NONE, .at = at, .version = TIME_NONE, .text = str_of(key) };

	p.key = str_of(key);
	p.node = desk_node(d, p.key);
	if (parent != NULL)
		desk_reply(d, p.node, desk_node(d, str_of(parent)), false);
	desk_add_post(d, &p);
}

/* The ids of the tickets, and of the messages in them, in order. */
static void
walk(struct desks *desks, struct buf *out)
{
	struct threads *t = threads_new(desks);
	struct buf line = {0};

	while (threads_next(t, &line)) {
		for (const char *at = line.data; (at = strstr(at, "\"id\":\"mail:")) != NULL;) {
			at += 11;
			buf_printf(out, "%.*s ", (int)strcspn(at, "\""), at);
		}
		buf_adds(out, strstr(line.data, "\"opening_missing\":true") != NULL ? "missing; " : "; ");
	}
	buf_free(&line);
	threads_free(t);
}

static void
threads_of_replies(bool binds, struct buf *out)
{
	struct ledger ledger = {0};
	struct roster roster = {0};
	struct desks desks;
	struct desk *d;

	desks_open(&desks, &ledger, &roster, 1 << 20, TIME_NONE);
	d = desks_desk(&desks, STR("mail"));
	d->binds_absent = binds;
	add(d, "b", 2000, "absent");
	add(d, "a", 1000, "absent");
	add(d, "c", 3000, "b");
	desk_reply(d, desk_node(d, STR("absent")), desk_node(d, STR("far")), true);
	add(d, "x", 5000, "y");			/* x answers y, y nobody knows what, that answers x */
	desk_reply(d, desk_node(d, STR("y")), desk_node(d, STR("z")), true);
	desk_reply(d, desk_node(d, STR("z")), desk_node(d, STR("x")), true);
	walk(&desks, out);
	desks_close(&desks);
	roster_free(&roster);
	ledger_free(&ledger);
}

static void
an_absent_message_parts_its_answers(void)
{
	struct buf out = {0};

	threads_of_replies(false, &out);
	CHECK_TEXT(out.data, "a a missing; b b c missing; x x missing; ");
	buf_free(&out);
}

static void
an_absent_message_binds_its_answers(void)
{
	struct buf out = {0};

	threads_of_replies(true, &out);
	CHECK_TEXT(out.data, "far a b c missing; x x missing; ");
	buf_free(&out);
}

/* Three messages of one conversation whose opening one is in no file, the second of them deleted by a newer version. */
static void
a_newer_version_may_delete(void)
{
	struct ledger ledger = {0};
	struct roster roster = {0};
	struct desks desks;
	struct desk *d;
	struct buf out = {0};
	unsigned unit;

	desks_open(&desks, &ledger, &roster, 1 << 20, TIME_NONE);
	d = desks_desk(&desks, STR("mail"));
	unit = desk_unit(d, "posts");
	for (int64_t i = 0; i < 4; i++) {
		static const char *const ids[] = { "a", "b", "c", "b" };
		struct desk_post p = { .unit = unit, .flags = POST_ANSWER, .author = PERSON_NONE, .at = 1000 * i, .version = i };
		struct desk_head h = { .unit = UNIT_NONE, .requester = PERSON_NONE, .created_at = TIME_NONE, .version = -i };

		p.node = h.node = desk_node(d, i == 2 ? STR("other") : STR("topic"));
		p.id = str_of(ids[i]);
		p.flags |= i >= 2 ? POST_DELETED : 0;
		desk_count(d, unit)->read++;
		desk_add_post(d, &p);
		desk_add_head(d, &h);
	}
	walk(&desks, &out);
	CHECK_TEXT(out.data, "topic a missing; ");	/* and no ticket of deleted messages alone */
	CHECK(desk_count(d, unit)->tickets == 1 && desk_count(d, unit)->merged == 1 && unit_balances(desk_count(d, unit)));
	buf_free(&out);
	desks_close(&desks);
	roster_free(&roster);
	ledger_free(&ledger);
}

UNIT(
	{ "a newer version of a message may delete it", a_newer_version_may_delete },
	{ "an absent message parts its answers", an_absent_message_parts_its_answers },
	{ "where the desk binds absent ones, they keep their answers together, and a ring has one that is here first",
	  an_absent_message_binds_its_answers },
)
