#include "unit.h"

#include "../../src/base/rng.h"
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

/* Everything that readers may lay on a desk, in any order: of few things, so that all of it meets. */
static void
lay_anything(struct desk *d, struct rng *rng, unsigned unit, unsigned remarks, unsigned list)
{
	char id[24], other[24], author[24], word[24];
	uint32_t node, to;

	snprintf(id, sizeof id, "n%u", (unsigned)rng_below(rng, 300));
	snprintf(other, sizeof other, "n%u", (unsigned)rng_below(rng, 300));
	snprintf(author, sizeof author, "p%u", (unsigned)rng_below(rng, 40));
	snprintf(word, sizeof word, "\"w\":%u", (unsigned)rng_below(rng, 1000));
	node = desk_node(d, str_of(id));
	to = desk_node(d, str_of(other));
	if (rng_below(rng, 4) < 2) {
		struct desk_post p = { .node = node, .unit = unit, .at = (int64_t)rng_below(rng, 50) * 1000, .version = (int64_t)rng_below(rng, 9),
			.flags = rng_below(rng, 8) == 0 ? POST_PRIVATE : 0, .score = (int64_t)rng_below(rng, 3), .text = str_of(word), .line = 7 };

		p.flags |= rng_below(rng, 3) > 0 ? POST_OWN : rng_below(rng, 9) == 0 ? POST_DELETED : 0;
		p.id = (p.flags & POST_OWN) == 0 && rng_below(rng, 2) == 0 ? str_of(other) : (struct str){0};
		if (rng_below(rng, 3) > 0) {
			desk_reply(d, node, to, rng_below(rng, 3) == 0);
			p.reply_to = (p.flags & POST_OWN) != 0 ? str_of(other) : (struct str){0};
		}
		p.author = people_number(&d->people, rng_below(rng, 5) > 0 ? str_of(author) : STR(""));
		desk_count(d, unit)->read++;
		desk_add_post(d, &p);
		return;
	}
	switch (rng_below(rng, 6)) {
	case 0:
	case 1: {
		struct desk_head h = { .node = node, .unit = UNIT_NONE, .requester = people_number(&d->people, str_of(author)), .created_at = TIME_NONE,
			.updated_at = (int64_t)rng_below(rng, 50), .solved_at = TIME_NONE, .version = (int64_t)rng_below(rng, 9), .subject = str_of(word) };

		desk_add_head(d, &h);
		break;
	}
	case 2:
		people_role(&d->people, people_number(&d->people, str_of(author)), (enum role)rng_below(rng, 5));
		break;
	case 3:
		desk_accept(d, node);
		break;
	case 4:
		desk_count(d, unit)->read++;
		desk_remark(d, remarks, unit, node, 1);
		break;
	default:
		desk_count(d, unit)->read++;
		desk_refer(d, list, unit, node, to);
	}
	if (rng_below(rng, 20) == 0)
		desk_add_note(d, node, str_of(word));
}

/* All tickets, and what became of the rows. */
static void
tickets_within(size_t memory, bool binds, uint64_t seed, struct buf *out)
{
	struct ledger ledger = {0};
	struct roster roster = {0};
	struct desks desks;
	struct rng rng;
	struct threads *t;
	struct buf text = {0};

	rng_seed(&rng, seed);
	desks_open(&desks, &ledger, &roster, memory, TIME_NONE);
	desks_file(&desks, "x");
	for (int i = 0; i < 2; i++) {
		struct desk *d = desks_desk(&desks, i == 0 ? STR("mail") : STR("chat"));
		unsigned unit = desk_unit(d, "rows"), remarks = desk_remarks(d, "said", "gone"), list = desk_remarks(d, "named", "gone");

		d->binds_absent = binds;
		for (int n = 0; n < 2000; n++) {
			desks_row(&desks);
			lay_anything(d, &rng, unit, remarks, list);
		}
	}
	CHECK((desks.journal != NULL) == (memory < 1 << 20));
	t = threads_new(&desks);
	while (threads_next(t, &text)) {
		buf_add(out, text.data, text.len);
		buf_addc(out, '\n');
	}
	threads_free(t);
	CHECK(desks_error(&desks) == NULL);
	for (size_t i = 0; i < ledger.units.len; i++)
		CHECK(unit_balances(&ledger.units.at[i]));
	buf_clear(&text);
	ledger_write(&text, &ledger, "x", "1");
	buf_add(out, text.data, text.len);
	buf_free(&text);
	desks_close(&desks);
	roster_free(&roster);
	ledger_free(&ledger);
}

static void
parts_give_what_the_whole_does(void)
{
	static const size_t memories[] = { 0, 1 << 12, 1 << 16 };

	for (uint64_t seed = 1; seed <= 6; seed++) {
		struct buf want = {0};

		tickets_within((size_t)1 << 30, seed % 2 == 0, seed, &want);
		CHECK(want.len > 10000);
		for (size_t i = 0; i < sizeof memories / sizeof *memories; i++) {
			struct buf got = {0};

			tickets_within(memories[i], seed % 2 == 0, seed, &got);
			CHECK(got.len == want.len && memcmp(got.data, want.data, got.len) == 0);
			buf_free(&got);
		}
		buf_free(&want);
	}
}

UNIT(
	{ "conversations put together in parts are those put together at once", parts_give_what_the_whole_does },
	{ "a newer version of a message may delete it", a_newer_version_may_delete },
	{ "an absent message parts its answers", an_absent_message_parts_its_answers },
	{ "where the desk binds absent ones, they keep their answers together, and a ring has one that is here first",
	  an_absent_message_binds_its_answers },
)
