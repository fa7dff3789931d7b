#include "leaders.h"
#include "jaccard.h"

#include <string.h>


enum {
	MET_MOST = MINHASH_KEYS * LEADERS_A_KEY + LEADERS_RECENT,
	MET_PLACES = 1024		/* of a hash table for so many */
};

static const char *const names[] = { NULL, "same-id", "exact", "normal-exact", "near", "truncated" };

const char *
copy_why_name(enum copy_why why)
{
	return names[why];
}

/* May it be a copy of somebody else's text? Of what is not worth it each person has leaders of his own. */
static bool
is_worth(const struct candidate *c)
{
	return c->worth >= LEADERS_WORTH * BITS;
}

uint32_t
leaders_key(const struct candidate *c, unsigned column, uint32_t key)
{
	bool alone = !is_worth(c) && c->requester == 0;

	if (c->out || key == 0 || (column != LEADERS_RAW && !c->says))
		return 0;
	switch (column) {
	case LEADERS_RAW:
	case LEADERS_BEGINNINGS:
	case LEADERS_CUT_BEGINNINGS:
		return key;
	case LEADERS_REQUESTER:
		return c->can_be_near ? key : 0;
	default:
		if (alone || (column != LEADERS_NORMAL && !c->can_be_near))
			return 0;
		return is_worth(c) ? key : key ^ (uint32_t)(c->requester >> 32);
	}
}

uint32_t
leaders_most(unsigned column)
{
	switch (column) {
	case LEADERS_REQUESTER:
		return LEADERS_RECENT;
	case LEADERS_BEGINNINGS:
	case LEADERS_CUT_BEGINNINGS:
		return LEADERS_CUTS;
	default:
		return LEADERS_A_KEY;
	}
}

struct pass {
	const struct leaders_by *by;
	unsigned least_same, least_other;	/* of a sketch */
	uint32_t i;			/* the candidate at hand */
	const uint32_t *groups;		/* its rings */
	const struct evidence *mine;	/* NULL: not fetched yet */
	struct copy best;
	uint32_t to_meet[MET_MOST];
	size_t to_meet_len;
	uint16_t places[MET_PLACES];	/* of the leaders in to_meet, + 1, by their number */
};

static bool
from_same(const struct candidate *a, const struct candidate *b)
{
	return a->requester != 0 && a->requester == b->requester;
}

static const struct evidence *
my_evidence(struct pass *p)
{
	if (p->mine == NULL)
		p->mine = p->by->evidence(p->by->with, p->i, false);
	return p->mine;
}

/* Of leaders that are equally similar, the one with the smaller id. */
static void
take(struct pass *p, uint32_t leader, double sim, enum copy_why why)
{
	struct copy found = { sim, leader, (unsigned char)why, from_same(&p->by->all[p->i], &p->by->all[leader]) };

	if (p->by->edge != NULL)
		p->by->edge(p->by->with, p->i, &found);
	if (p->best.why != COPY_NONE && (sim < p->best.sim || (sim <= p->best.sim && !p->by->smaller_id(p->by->with, leader, p->best.of))))
		return;
	p->best = found;
}

/* A leader that is to be met, unless it is already. */
static void
add_to_meet(struct pass *p, uint32_t leader)
{
	uint32_t place = leader % MET_PLACES;

	while (p->places[place] != 0) {
		if (p->to_meet[p->places[place] - 1] == leader)
			return;
		place = (place + 1) % MET_PLACES;
	}
	p->to_meet[p->to_meet_len++] = leader;
	p->places[place] = (uint16_t)p->to_meet_len;
	__builtin_prefetch(&p->by->sketches[leader]);
}

static void
gather(struct pass *p, uint32_t ring)
{
	const uint32_t *in;
	uint32_t n;

	if (ring == RINGS_NONE)
		return;
	in = rings_of(p->by->rings, ring, &n);
	for (uint32_t k = 0; k < n; k++)
		add_to_meet(p, in[k]);
}

/* Compare the candidate with a leader, in full where a glance does not rule it out. */
static void
meet(struct pass *p, uint32_t leader)
{
	const struct candidate *a = &p->by->all[p->i], *b = &p->by->all[leader];
	unsigned agree = sketch_agree(&p->by->sketches[p->i], &p->by->sketches[leader]);
	const struct evidence *mine, *other;
	bool person;
	double least, sim;

	if (agree < p->least_same && agree < p->least_other)
		return;
	person = from_same(a, b);
	if (agree < (person ? p->least_same : p->least_other) || (!person && (!is_worth(a) || !is_worth(b))))
		return;
	least = person ? p->by->same : p->by->other;
	if (p->by->edge == NULL && p->best.why == COPY_NEAR && p->best.sim > least)
		least = p->best.sim;
	if (jaccard(a->elements < b->elements ? a->elements : b->elements, a->elements, b->elements) < least)
		return;
	mine = my_evidence(p);
	other = p->by->evidence(p->by->with, leader, true);
	sim = jaccard(jaccard_shared(mine->set, mine->elements, other->set, other->elements, least), mine->elements, other->elements);
	if (sim < least)
		return;
	if (!evidence_alike(mine, other, person, sim))
		return;
	take(p, leader, sim, COPY_NEAR);
}

static void
meet_alike(struct pass *p)
{
	if (!p->by->all[p->i].can_be_near)
		return;
	for (unsigned k = 0; k < MINHASH_KEYS; k++)
		if (p->groups[k] != RINGS_NONE)
			rings_soon(p->by->rings, p->groups[k]);
	p->to_meet_len = 0;
	memset(p->places, 0, sizeof p->places);
	for (unsigned k = 0; k < MINHASH_KEYS; k++)
		gather(p, p->groups[k]);
	gather(p, p->groups[LEADERS_REQUESTER]);
	for (size_t k = 0; k < p->to_meet_len; k++)
		meet(p, p->to_meet[k]);
}

/* Is a text the beginning of another one, up to the word in which it was cut? */
static bool
begins(const struct evidence *cut, const struct evidence *whole)
{
	size_t n = cut->text.n;

	while (n > 0 && cut->text.s[n - 1] != ' ')
		n--;
	return whole->text.n > n && memcmp(cut->text.s, whole->text.s, n) == 0;
}

static void
meet_longer_or_shorter(struct pass *p, uint32_t leader)
{
	const struct candidate *a = &p->by->all[p->i], *b = &p->by->all[leader];
	const struct candidate *cut = a->truncated && a->elements <= b->elements ? a : b;
	const struct evidence *mine, *other;
	size_t shared;

	if (!cut->truncated || (!from_same(a, b) && cut->worth < LEADERS_CUT * BITS))
		return;
	mine = my_evidence(p);
	other = p->by->evidence(p->by->with, leader, true);
	if (cut == a ? !begins(mine, other) : !begins(other, mine))
		return;
	shared = jaccard_shared(mine->set, mine->elements, other->set, other->elements, 0);
	take(p, leader, jaccard(shared, mine->elements, other->elements), COPY_TRUNCATED);
}

static void
meet_beginnings(struct pass *p)
{
	uint32_t ring = p->groups[p->by->all[p->i].truncated ? LEADERS_BEGINNINGS : LEADERS_CUT_BEGINNINGS], n;
	const uint32_t *in;

	if (ring == RINGS_NONE)
		return;
	in = rings_of(p->by->rings, ring, &n);
	for (uint32_t k = 0; k < n; k++)
		meet_longer_or_shorter(p, in[k]);
}

/* Whoever said the very same; there is at most one. */
static bool
meet_equal(struct pass *p, unsigned column, enum copy_why tier)
{
	const uint32_t *in;
	uint32_t n;

	if (p->groups[column] == RINGS_NONE)
		return false;
	in = rings_of(p->by->rings, p->groups[column], &n);
	for (uint32_t k = 0; k < n; k++)
		if (p->by->equal(p->by->with, p->i, in[k], tier)) {
			take(p, in[k], 1, tier);
			return true;
		}
	return false;
}

static void
lead(struct pass *p)
{
	for (unsigned k = 0; k < LEADERS_COLUMNS; k++)
		if (p->groups[k] != RINGS_NONE && (k != LEADERS_CUT_BEGINNINGS || p->by->all[p->i].truncated))
			rings_push(p->by->rings, p->groups[k], p->i);
}

static void
lead_or_copy(struct pass *p)
{
	p->mine = NULL;
	p->best = (struct copy){0};
	p->groups = p->by->groups(p->by->with, p->i);
	if (!p->by->all[p->i].leads && !meet_equal(p, LEADERS_RAW, COPY_EXACT) && !meet_equal(p, LEADERS_NORMAL, COPY_NORMAL_EXACT)) {
		meet_alike(p);
		if (p->best.why == COPY_NONE)
			meet_beginnings(p);
	}
	if (p->best.why == COPY_NONE)
		lead(p);
}

void
leaders_find(const struct leaders_by *by, size_t n, struct copy *copies)
{
	struct pass p = { .by = by };

	p.least_same = sketch_least(by->same);
	p.least_other = sketch_least(by->other);
	for (size_t i = 0; i < n; i++) {
		if (by->all[i].out)
			continue;
		p.i = (uint32_t)i;
		lead_or_copy(&p);
		copies[i] = p.best;
	}
}
