#include "unit.h"

#include "../../src/base/hash.h"
#include "../../src/rec/sequence.h"

#include <stdlib.h>

enum { N = 6 };

static struct world {
	struct sequence_entry at[N];
	struct slip slips[N];
	uint32_t newest[N];		/* + 1; 0: it stands */
	bool same[N];
	bool broken;
} world;

static void
ticket(uint32_t i, const char *id, int64_t created_at, int64_t updated_at, const char *requester, uint32_t id_hash)
{
	world.slips[i] = (struct slip){ .id = str_of(id), .requester = str_of(requester), .created_at = created_at, .updated_at = updated_at };
	world.slips[i].line = hash128(&i, sizeof i);
	world.at[i] = (struct sequence_entry){ created_at, 0, id_hash, false };
	world.newest[i] = 0;
}

static bool
slip(void *with, uint32_t i, struct slip *s)
{
	(void)with;
	*s = world.slips[i];
	return !world.broken;
}

static void
older(void *with, uint32_t i, uint32_t newest, bool same_requester)
{
	(void)with;
	world.newest[i] = newest + 1;
	world.same[i] = same_requester;
}

static void
order_is_that_of_time_and_id(void)
{
	struct sequence s = { world.at, N, slip, NULL };
	uint32_t *rank;

	ticket(0, "c", 5, 5, "", 1);
	ticket(1, "b", 5, 5, "", 2);
	ticket(2, "z", 1, 1, "", 3);
	ticket(3, "a", 9, 9, "", 4);
	ticket(4, "bb", 5, 5, "", 5);
	ticket(5, "x", 9, 9, "", 6);
	world.at[5].first = true;
	rank = sequence_ranks(&s);
	CHECK(rank[5] == 0 && rank[2] == 1 && rank[1] == 2 && rank[4] == 3 && rank[0] == 4 && rank[3] == 5);
	free(rank);
	world.broken = true;	/* the spool failed: no order worth having, but no crash */
	rank = sequence_ranks(&s);
	free(rank);
	world.broken = false;
}

static void
the_newest_version_stands(void)
{
	struct sequence s = { world.at, N, slip, NULL };

	ticket(0, "t", 1, 3, "ann", 7);
	ticket(1, "t", 1, 9, "ann", 7);
	ticket(2, "u", 1, 1, "ann", 7);		/* another id of the same hash */
	ticket(3, "t", 1, 9, "eve", 7);		/* as new as the other: more messages decide */
	ticket(4, "v", 1, 1, "", 8);
	ticket(5, "v", 1, 1, "", 8);
	world.slips[1].messages = 2;
	sequence_versions(&s, older);
	CHECK(world.newest[1] == 0 && world.newest[2] == 0);
	CHECK(world.newest[0] == 2 && world.same[0] && world.newest[3] == 2 && !world.same[3]);
	CHECK((world.newest[4] == 6) != (world.newest[5] == 5));
	world.at[5].kept = true;	/* kept from before: what is read now is as new, and stands */
	world.newest[4] = world.newest[5] = 0;
	sequence_versions(&s, older);
	CHECK(world.newest[4] == 0 && world.newest[5] == 5);
}

UNIT(
	{ "sequence: by time, then by id; those to come first do", order_is_that_of_time_and_id },
	{ "sequence: the newest version of a ticket stands", the_newest_version_stands },
)
