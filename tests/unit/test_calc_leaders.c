#include "unit.h"

#include "../../src/calc/leaders.h"

static struct candidate
ticket(const char *id, const char *raw, const char *normal, int64_t created_at, const char *who)
{
	struct candidate c = { .id = str_of(id), .created_at = created_at, .updated_at = created_at, .words = 6, .has_text = true };

	c.raw = hash128(raw, strlen(raw));
	c.normal = hash128(normal, strlen(normal));
	c.requester = hash128(who, strlen(who));
	c.has_requester = *who != '\0';
	c.line = hash128(id, strlen(id));
	return c;
}

/* Versions first, then copies, as dedupe does. */
static void
find(const struct candidate *all, size_t n, struct copy *copies)
{
	leaders_versions(all, n, copies);
	leaders_find(all, n, copies);
}

static void
leaders_come_first_in_time_then_by_id(void)
{
	struct candidate all[] = { ticket("c", "x", "x", 2, "ann"), ticket("b", "x", "x", 1, "bob"), ticket("a", "x", "x", 2, "ann") };
	struct copy copies[3];

	find(all, 3, copies);
	CHECK(copies[1].why == COPY_NONE);
	CHECK(copies[0].why == COPY_EXACT && copies[0].of == 1 && !copies[0].same_requester);
	CHECK(copies[2].why == COPY_EXACT && copies[2].of == 1);
}

static void
the_newest_version_stands(void)
{
	struct candidate all[] = { ticket("t", "new", "new", 1, "ann"), ticket("t", "old", "old", 1, "ann"), ticket("u", "old", "old", 5, "eve") };
	struct copy copies[3];

	all[0].updated_at = 9;
	find(all, 3, copies);
	CHECK(copies[0].why == COPY_NONE);
	CHECK(copies[1].why == COPY_SAME_ID && copies[1].of == 0 && copies[1].same_requester);
	CHECK(copies[2].why == COPY_NONE);	/* an old version leads nobody */
}

static void
strangers_must_say_something(void)
{
	struct candidate all[] = { ticket("a", "Thanks!", "thanks", 1, "ann"), ticket("b", "thanks", "thanks", 2, "bob"), ticket("c", "THANKS", "thanks", 3, "ann") };
	struct copy copies[3];

	for (int i = 0; i < 3; i++)
		all[i].words = LEADERS_WORDS - 1;
	find(all, 3, copies);
	CHECK(copies[1].why == COPY_NONE);
	CHECK(copies[2].why == COPY_NORMAL_EXACT && copies[2].of == 0 && copies[2].same_requester);
	all[1].words = LEADERS_WORDS;
	find(all, 3, copies);
	CHECK(copies[1].why == COPY_NORMAL_EXACT && copies[1].of == 0 && !copies[1].same_requester);
}

static void
what_says_nothing_is_no_copy(void)
{
	struct candidate all[] = { ticket("a", "", "", 1, ""), ticket("b", "", "", 2, ""), ticket("c", ":-)", "", 3, ""), ticket("d", ":-(", "", 4, "") };
	struct copy copies[4];

	all[0].has_text = all[1].has_text = false;
	all[2].words = all[3].words = 0;
	find(all, 4, copies);
	for (int i = 0; i < 4; i++)
		CHECK(copies[i].why == COPY_NONE);
	find(all, 0, copies);
	CHECK_TEXT(copy_why_name(COPY_NORMAL_EXACT), "normal-exact");
}

UNIT(
	{ "leaders: the first in time leads, then the smaller id", leaders_come_first_in_time_then_by_id },
	{ "leaders: the newest version of a ticket stands", the_newest_version_stands },
	{ "leaders: equal normalised texts of strangers must say something", strangers_must_say_something },
	{ "leaders: what says nothing is no copy", what_says_nothing_is_no_copy },
)
