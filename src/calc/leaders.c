#include "leaders.h"
#include "groups.h"
#include "jaccard.h"
#include "known.h"
#include "../base/map.h"
#include "../base/mem.h"
#include "../base/vec.h"

#include <stdlib.h>
#include <string.h>

#define NOBODY KNOWN_NOBODY

static const char *const names[] = { NULL, "same-id", "exact", "normal-exact", "near", "truncated" };

const char *
copy_why_name(enum copy_why why)
{
	return names[why];
}

static int
order_hash(struct hash128 a, struct hash128 b)
{
	if (a.high != b.high)
		return a.high < b.high ? -1 : 1;
	return (a.low > b.low) - (a.low < b.low);
}

static bool
same(struct hash128 a, struct hash128 b)
{
	return a.high == b.high && a.low == b.low;
}

/* Is a the newer version of the same ticket? */
static bool
newer(const struct candidate *a, const struct candidate *b)
{
	if (a->updated_at != b->updated_at)
		return a->updated_at > b->updated_at;
	if (a->messages != b->messages)
		return a->messages > b->messages;
	return order_hash(a->line, b->line) > 0;
}

void
leaders_versions(const struct candidate *all, size_t n, struct copy *copies)
{
	struct map ids = {0};
	VEC(size_t) newest = {0};
	bool fresh;

	for (size_t i = 0; i < n; i++) {
		size_t k = map_add(&ids, all[i].id, &fresh);

		if (fresh)
			vec_push(&newest, i);
		else if (newer(&all[i], &all[newest.at[k]]))
			newest.at[k] = i;
	}
	for (size_t i = 0; i < n; i++) {
		size_t k = newest.at[map_find(&ids, all[i].id)];

		copies[i] = (struct copy){ .of = k };
		if (k != i) {
			copies[i].why = COPY_SAME_ID;
			copies[i].same_requester = all[i].has_requester && same(all[i].requester, all[k].requester);
		}
	}
	vec_free(&newest);
	map_free(&ids);
}

struct ordered {
	const struct candidate *c;
	size_t index;
};

static int
by_time_and_id(const void *a, const void *b)
{
	const struct candidate *x = ((const struct ordered *)a)->c, *y = ((const struct ordered *)b)->c;

	if (x->created_at != y->created_at)
		return x->created_at < y->created_at ? -1 : 1;
	return str_order(x->id, y->id);
}

static bool
from_same(const struct candidate *a, const struct candidate *b)
{
	return a->has_requester && b->has_requester && same(a->requester, b->requester);
}

/* May it be a copy of somebody else's text? Of what is not worth it each person has leaders of his own. */
static bool
is_worth(const struct candidate *c)
{
	return c->worth >= LEADERS_WORTH * BITS;
}

static struct hash128
raw_key(const struct candidate *c)
{
	return c->raw;
}

static struct hash128
normal_key(const struct candidate *c)
{
	uint64_t mine = is_worth(c) ? 0 : c->requester.low | 1;

	return (struct hash128){ c->normal.high ^ mine, c->normal.low };
}

static struct hash128
requester_key(const struct candidate *c)
{
	return c->requester;
}

static struct hash128
beginning_key(const struct candidate *c)
{
	return (struct hash128){ c->beginning, c->beginning };
}

struct pass {
	const struct candidate *all;
	const struct leaders_by *by;
	struct copy *copies;
	struct known raw, normal;
	struct chain person, beginning, truncated;	/* of the same person; that begin alike; cut ones that begin alike */
	bool any_truncated;
	uint32_t *heads;		/* the last leader of each group; the one before it is in its place in by->keys */
	uint32_t *met;			/* per leader, the last candidate that met it */
	unsigned least_same, least_other;	/* of a sketch */
	const struct evidence *mine;	/* of the candidate at hand; NULL: not fetched yet */
	uint32_t i;			/* the candidate at hand */
	struct copy best;
};

static const struct evidence *
my_evidence(struct pass *p)
{
	if (p->mine == NULL)
		p->mine = p->by->evidence(p->by->with, p->i, false);
	return p->mine;
}

/* Of leaders that are equally similar, the one with the smaller id. */
static void
take(struct pass *p, struct copy found)
{
	struct copy *best = &p->best;

	if (p->by->edge != NULL)
		p->by->edge(p->by->with, p->i, &found);
	if (best->why == COPY_NONE || found.sim > best->sim ||
	    (found.sim >= best->sim && str_order(p->all[found.of].id, p->all[best->of].id) < 0))
		*best = found;
}

/* Compare the candidate with a leader, in full where a glance does not rule it out. */
static void
meet(struct pass *p, uint32_t leader)
{
	const struct candidate *a = &p->all[p->i], *b = &p->all[leader];
	const struct evidence *mine, *other;
	bool person, conflict;
	double least, sim;
	unsigned agree;

	if (p->met[leader] == p->i)
		return;
	p->met[leader] = p->i;
	agree = sketch_agree(&p->by->sketches[p->i], &p->by->sketches[leader]);
	if (agree < p->least_same && agree < p->least_other)
		return;
	person = from_same(a, b);
	if (agree < (person ? p->least_same : p->least_other))
		return;
	if (!person && (!is_worth(a) || !is_worth(b)))
		return;
	if (a->tokens < LEADERS_TOKENS || b->tokens < LEADERS_TOKENS)
		return;
	least = person ? p->by->same : p->by->other;
	if (p->by->edge == NULL && p->best.why == COPY_NEAR && p->best.sim > least)
		least = p->best.sim;
	if (bitmap_bound(&a->bits, a->elements, &b->bits, b->elements) < least)
		return;
	mine = my_evidence(p);
	other = p->by->evidence(p->by->with, leader, true);
	sim = jaccard(jaccard_shared(mine->set, mine->elements, other->set, other->elements, least), mine->elements, other->elements);
	if (sim < least)
		return;
	if (!person && (evidence_shared(mine, other, &conflict) < (LEADERS_WORTH + LEADERS_UNLIKE * (1 - sim)) * BITS || conflict))
		return;
	take(p, (struct copy){ leader, sim, COPY_NEAR, person });
}

/* What will be asked of a leader soon; a sketch may lie across two cache lines. */
static void
fetch(const struct pass *p, uint32_t leader, uint32_t column)
{
	const char *sketch = (const char *)&p->by->sketches[leader];

	__builtin_prefetch(&p->met[leader]);
	__builtin_prefetch(sketch);
	__builtin_prefetch(sketch + sizeof(struct sketch) - 1);
	__builtin_prefetch(&p->by->keys[(size_t)leader * MINHASH_KEYS + column]);
}

/* The last leaders of each key, all keys in step, so that the next ones are fetched meanwhile. */
static void
meet_by_key(struct pass *p)
{
	uint32_t at[MINHASH_KEYS], column[MINHASH_KEYS], left = 0;

	for (uint32_t k = 0; k < MINHASH_KEYS; k++) {
		uint32_t group = p->by->keys[(size_t)p->i * MINHASH_KEYS + k];

		if (group != GROUPS_NONE && p->heads[group] != NOBODY) {
			at[left] = p->heads[group];
			column[left] = k;
			fetch(p, at[left++], k);
		}
	}
	for (int round = 0; round < LEADERS_A_KEY && left > 0; round++) {
		uint32_t still = 0;

		for (uint32_t k = 0; k < left; k++) {
			uint32_t before = p->by->keys[(size_t)at[k] * MINHASH_KEYS + column[k]];

			meet(p, at[k]);
			if (before != NOBODY) {
				at[still] = before;
				column[still] = column[k];
				fetch(p, before, column[still++]);
			}
		}
		left = still;
	}
}

static void
meet_alike(struct pass *p)
{
	const struct candidate *c = &p->all[p->i];

	if (c->words == 0 || c->tokens < LEADERS_TOKENS)
		return;
	meet_by_key(p);
	if (c->has_requester) {
		uint32_t l = *known(&p->person.last, p->all, c);

		for (int k = 0; k < LEADERS_RECENT && l != NOBODY; k++, l = p->person.before[l])
			meet(p, l);
	}
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
	const struct candidate *a = &p->all[p->i], *b = &p->all[leader], *cut = a->truncated && a->elements <= b->elements ? a : b;
	const struct evidence *mine, *other;
	size_t shared;

	if (!cut->truncated || (!from_same(a, b) && cut->worth < LEADERS_CUT * BITS))
		return;
	mine = my_evidence(p);
	other = p->by->evidence(p->by->with, leader, true);
	if (cut == a ? !begins(mine, other) : !begins(other, mine))
		return;
	shared = jaccard_shared(mine->set, mine->elements, other->set, other->elements, 0);
	take(p, (struct copy){ leader, jaccard(shared, mine->elements, other->elements), COPY_TRUNCATED, from_same(a, b) });
}

static void
meet_beginnings(struct pass *p)
{
	const struct candidate *c = &p->all[p->i];
	struct chain *chain = c->truncated ? &p->beginning : &p->truncated;

	if (!p->any_truncated || c->beginning == 0 || c->words == 0)
		return;
	for (uint32_t l = *known(&chain->last, p->all, c); l != NOBODY; l = chain->before[l])
		meet_longer_or_shorter(p, l);
}

static void
lead(struct pass *p)
{
	const struct candidate *c = &p->all[p->i];
	uint32_t *slot = known(&p->raw, p->all, c);

	if (*slot == NOBODY)
		*slot = p->i;
	if (c->words == 0)
		return;
	if (is_worth(c) || c->has_requester) {
		slot = known(&p->normal, p->all, c);
		if (*slot == NOBODY)
			*slot = p->i;
	}
	if (p->any_truncated && c->beginning != 0) {
		chain_add(&p->beginning, p->all, p->i);
		if (c->truncated)
			chain_add(&p->truncated, p->all, p->i);
	}
	if (p->by->keys == NULL || c->tokens < LEADERS_TOKENS)
		return;
	if (c->has_requester)
		chain_add(&p->person, p->all, p->i);
	for (size_t k = 0; k < MINHASH_KEYS; k++) {
		uint32_t *key = &p->by->keys[(size_t)p->i * MINHASH_KEYS + k], group = *key;

		if (group != GROUPS_NONE) {
			*key = p->heads[group];
			p->heads[group] = p->i;
		}
	}
}

static void
lead_or_copy(struct pass *p)
{
	const struct candidate *c = &p->all[p->i];
	uint32_t of;

	if (!c->has_text)
		return;
	p->mine = NULL;
	p->best = (struct copy){0};
	if ((of = *known(&p->raw, p->all, c)) != NOBODY)
		take(p, (struct copy){ of, 1, COPY_EXACT, from_same(c, &p->all[of]) });
	else if (c->words > 0 && (is_worth(c) || c->has_requester) && (of = *known(&p->normal, p->all, c)) != NOBODY)
		take(p, (struct copy){ of, 1, COPY_NORMAL_EXACT, from_same(c, &p->all[of]) });
	else if (p->by->keys != NULL) {
		meet_alike(p);
		if (p->best.why == COPY_NONE)
			meet_beginnings(p);
	}
	if (p->best.why != COPY_NONE)
		p->copies[p->i] = p->best;
	else
		lead(p);
}

/* Those with a key in common; where a text is not worth it to others, only those of the same person. */
static void
make_groups(struct pass *p, size_t n)
{
	bool *left_out = mem_zeroed(n, sizeof *left_out);
	uint32_t groups;

	for (size_t i = 0; i < n; i++) {
		const struct candidate *c = &p->all[i];

		left_out[i] = p->copies[i].why != COPY_NONE || c->tokens < LEADERS_TOKENS || c->words == 0 || (!is_worth(c) && !c->has_requester);
		for (size_t k = 0; k < MINHASH_KEYS && !left_out[i] && !is_worth(c); k++)
			p->by->keys[i * MINHASH_KEYS + k] ^= (uint32_t)c->requester.high;
		p->any_truncated |= c->truncated;
	}
	groups = groups_make(p->by->keys, n, MINHASH_KEYS, left_out);
	p->heads = mem_resize(NULL, groups, sizeof *p->heads);
	p->met = mem_resize(NULL, n, sizeof *p->met);
	memset(p->heads, 0xff, groups * sizeof *p->heads);
	memset(p->met, 0xff, n * sizeof *p->met);
	chain_make(&p->person, requester_key, n);
	if (p->any_truncated) {
		chain_make(&p->beginning, beginning_key, n);
		chain_make(&p->truncated, beginning_key, n);
	}
	free(left_out);
}

void
leaders_find(const struct candidate *all, size_t n, const struct leaders_by *by, struct copy *copies)
{
	struct ordered *order = mem_zeroed(n, sizeof *order);
	struct pass p = { .all = all, .by = by, .copies = copies, .raw.key = raw_key, .normal.key = normal_key };

	for (size_t i = 0; i < n; i++)
		order[i] = (struct ordered){ &all[i], i };
	qsort(order, n, sizeof *order, by_time_and_id);
	if (by->keys != NULL)
		make_groups(&p, n);
	p.least_same = sketch_least(by->same);
	p.least_other = sketch_least(by->other);
	for (size_t i = 0; i < n; i++) {
		p.i = (uint32_t)order[i].index;
		if (copies[p.i].why == COPY_NONE)
			lead_or_copy(&p);
	}
	chain_free(&p.person);
	chain_free(&p.beginning);
	chain_free(&p.truncated);
	known_free(&p.raw);
	known_free(&p.normal);
	free(p.heads);
	free(p.met);
	free(order);
}
