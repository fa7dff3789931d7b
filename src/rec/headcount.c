#include "headcount.h"
#include "../base/hash.h"
#include "../base/time.h"
#include "../json/write.h"

static const char REQUESTERS[] = "requesters", PRODUCTS[] = "products", TAGS[] = "tags";

enum { DIGITS = 16 };

static void
tags_add(struct tags *t, struct str name, uint64_t n)
{
	bool fresh;
	size_t k = map_add(&t->names, name, &fresh);

	if (fresh)
		vec_push(&t->n, 0);
	t->n.at[k] += n;
}

static void
tags_free(struct tags *t)
{
	map_free(&t->names);
	vec_free(&t->n);
}

static int
by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* All requesters in order, each once. */
static void
sort(struct head *h)
{
	size_t n = 0;

	vec_sort(&h->requesters, by_value);
	for (size_t i = 0; i < h->requesters.len; i++)
		if (n == 0 || h->requesters.at[i] != h->requesters.at[n - 1])
			h->requesters.at[n++] = h->requesters.at[i];
	h->requesters.len = h->sorted = n;
}

/* Memory must grow with the requesters, not with the tickets. */
static void
add_requester(struct head *h, uint64_t hash)
{
	vec_push(&h->requesters, hash);
	if (h->requesters.len > 2 * h->sorted + 1024)
		sort(h);
}

static void
see(struct head *h, int64_t first, int64_t last)
{
	if (first != TIME_NONE && (h->first_seen == TIME_NONE || first < h->first_seen))
		h->first_seen = first;
	if (last != TIME_NONE && (h->last_seen == TIME_NONE || last > h->last_seen))
		h->last_seen = last;
}

void
headcount_open(struct headcount *h, size_t issues)
{
	vec_zero(&h->of, issues);
	for (size_t k = 0; k < issues; k++)
		h->of.at[k].first_seen = h->of.at[k].last_seen = TIME_NONE;
}

/* A name counts once a ticket, however often it stands there. */
static bool
stood_before(struct scan_value tags, size_t n, struct str tag)
{
	struct scan_each walk = scan_each(tags);
	struct scan_value v;

	for (size_t i = 0; i < n && scan_next(&walk, NULL, &v); i++)
		if (str_equal(scan_string(v), tag))
			return true;
	return false;
}

void
headcount_ticket(struct headcount *all, size_t issue, const struct ticket *t)
{
	struct head *h = &all->of.at[issue];
	struct scan_each walk = scan_each(t->tags);
	struct scan_value v;

	h->tickets++;
	see(h, t->created_at, t->created_at);
	if (t->created_at != TIME_NONE)
		daily_add(&h->daily, time_day(t->created_at), 1);
	if (t->requester.n > 0)
		add_requester(h, hash64(t->requester.s, t->requester.n));
	if (t->product.n > 0)
		tags_add(&h->products, t->product, 1);
	for (size_t n = 0; scan_next(&walk, NULL, &v); n++) {
		struct str tag = scan_string(v);

		if (tag.n > 0 && !stood_before(t->tags, n, tag))
			tags_add(&h->tags, tag, 1);
	}
}

/* t NULL: only whether they are right. */
static bool
parse_tags(struct tags *t, struct scan_value v)
{
	struct scan_each walk = scan_each(v);
	struct str name;
	uint64_t n;

	if (scan_type(v) != SCAN_OBJECT)
		return false;
	while (scan_next(&walk, &name, &v)) {
		if (!record_count(v, &n))
			return false;
		if (t != NULL)
			tags_add(t, name, n);
	}
	return true;
}

/* h NULL: as above. */
static bool
parse_requesters(struct head *h, struct scan_value v)
{
	struct str all = scan_string(v);
	uint64_t hash;

	if (all.s == NULL || all.n % DIGITS != 0)
		return false;
	for (size_t i = 0; i < all.n; i += DIGITS) {
		if (!str_hex((struct str){ all.s + i, DIGITS }, DIGITS, &hash))
			return false;
		if (h != NULL)
			add_requester(h, hash);
	}
	return true;
}

/* What the member part says; h NULL: only whether it is right, since a damaged one must not count by half. */
static bool
parse_part(struct head *h, struct scan_value v)
{
	return parse_requesters(h, scan_member(v, str_of(REQUESTERS))) &&
	    parse_tags(h != NULL ? &h->products : NULL, scan_member(v, str_of(PRODUCTS))) &&
	    parse_tags(h != NULL ? &h->tags : NULL, scan_member(v, str_of(TAGS)));
}

bool
headcount_part(struct headcount *all, size_t issue, const struct issue *i, const struct record *r, struct scan_error *error)
{
	struct head *h = &all->of.at[issue];
	struct scan_value v = scan_member(r->root, STR(ISSUE_PART));

	if (i->part.s == NULL)
		return record_refuse_form(r, error, ISSUE_PART, "what cluster-issues --assign writes; this is no part of a whole");
	if (i->tickets == 0)
		return record_refuse_form(r, error, "tickets", "1 or more in a part");
	if (!parse_part(NULL, v))
		return record_refuse_form(r, error, ISSUE_PART, "requesters, products and tags");
	parse_part(h, v);
	h->tickets += i->tickets;
	see(h, i->first_seen, i->last_seen);
	for (size_t d = 0; d < i->daily.of.len; d++)
		daily_add(&h->daily, i->daily.of.at[d].day, i->daily.of.at[d].n);
	return true;
}

static void
move_tags(struct tags *to, const struct tags *from)
{
	for (size_t k = 0; k < from->n.len; k++)
		tags_add(to, map_key(&from->names, k), from->n.at[k]);
}

static void
head_free(struct head *h)
{
	daily_free(&h->daily);
	tags_free(&h->products);
	tags_free(&h->tags);
	vec_free(&h->requesters);
	buf_free(&h->part);
	*h = (struct head){ .first_seen = TIME_NONE, .last_seen = TIME_NONE };
}

void
headcount_append(struct headcount *all, struct headcount *from)
{
	for (size_t k = 0; k < from->of.len; k++) {
		struct head *h = &all->of.at[k], *f = &from->of.at[k];

		if (f->tickets == 0)
			continue;
		h->tickets += f->tickets;
		see(h, f->first_seen, f->last_seen);
		daily_sort(&f->daily);
		for (size_t d = 0; d < f->daily.of.len; d++)
			daily_add(&h->daily, f->daily.of.at[d].day, f->daily.of.at[d].n);
		move_tags(&h->products, &f->products);
		move_tags(&h->tags, &f->tags);
		for (size_t i = 0; i < f->requesters.len; i++)
			add_requester(h, f->requesters.at[i]);
		head_free(f);
	}
}

static int
by_name(const void *a, const void *b)
{
	return str_order(*(const struct str *)a, *(const struct str *)b);
}

/* All names in their order: which came first must not show. */
static void
write_tags(struct buf *out, const char *name, const struct tags *t, struct commonest *top)
{
	VEC(struct str) names = {0};

	for (size_t k = 0; k < t->n.len; k++) {
		vec_push(&names, map_key(&t->names, k));
		commonest_add(top, map_key(&t->names, k), t->n.at[k]);
	}
	vec_sort(&names, by_name);
	write_object(out, name);
	for (size_t k = 0; k < names.len; k++) {
		write_name_of(out, names.at[k]);
		buf_printf(out, "%llu", (unsigned long long)t->n.at[map_find(&t->names, names.at[k])]);
	}
	write_end_object(out);
	vec_free(&names);
}

void
headcount_fill(struct headcount *all, size_t issue, struct issue *i)
{
	struct head *h = &all->of.at[issue];

	sort(h);
	i->tickets = h->tickets;
	i->requesters = h->requesters.len;
	i->first_seen = h->first_seen;
	i->last_seen = h->last_seen;
	i->daily.of.len = i->daily.sorted = 0;
	daily_sort(&h->daily);
	for (size_t d = 0; d < h->daily.of.len; d++)
		daily_add(&i->daily, h->daily.of.at[d].day, h->daily.of.at[d].n);
	i->products = i->tags = (struct commonest){0};
	buf_clear(&h->part);
	write_object(&h->part, NULL);
	write_hex(&h->part, REQUESTERS, h->requesters.at, h->requesters.len, DIGITS);
	write_tags(&h->part, PRODUCTS, &h->products, &i->products);
	write_tags(&h->part, TAGS, &h->tags, &i->tags);
	write_end_object(&h->part);
	i->part = buf_str(&h->part);
}

void
headcount_free(struct headcount *h)
{
	for (size_t k = 0; k < h->of.len; k++)
		head_free(&h->of.at[k]);
	vec_free(&h->of);
}
