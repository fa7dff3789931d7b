#include "remarks.h"

#include "sort.h"
#include "../json/write.h"

/* True: the message is here. */
static bool
settle(const struct desk *d, const struct desk_remarks *r, uint32_t node, uint32_t rows)
{
	struct unit *u = desk_count(d, r->unit);

	if (d->nodes.at[node].post == 0) {
		tally_add(&u->dropped, str_of(r->gone), rows);
		return false;
	}
	u->used += rows;
	return true;
}

static void
settle_counts(const struct sheet *s, struct desk_remarks *r)
{
	for (uint32_t n = 0; n < r->count.len; n++)
		if (r->count.at[n] > 0 && !settle(s->desk, r, n, r->count.at[n]))
			r->count.at[n] = 0;
	if (r->member == NULL)
		return;
	while (r->count.len < s->desk->nodes.len)	/* a conversation may begin at a younger node */
		(void)vec_add(&r->count);
	for (uint32_t n = 0; n < r->count.len; n++)
		if (s->root[n] != n) {
			r->count.at[s->root[n]] += r->count.at[n];
			r->count.at[n] = 0;
		}
}

struct sorting {
	const struct desk *desk;
	const struct desk_remarks *remarks;
};

static bool
reference_after(uint32_t a, uint32_t b, void *with)
{
	const struct sorting *by = with;
	const struct desk_reference *x = &by->remarks->references.at[a], *y = &by->remarks->references.at[b];

	if (x->node != y->node)
		return x->node > y->node;
	return str_order(map_key(&by->desk->keys, x->to), map_key(&by->desk->keys, y->to)) > 0;
}

static void
settle_references(const struct sheet *s, struct desk_remarks *r)
{
	struct sorting by = { s->desk, r };

	for (size_t i = 0; i < r->references.len; i++) {
		struct desk_reference *f = &r->references.at[i];

		if (!settle(s->desk, r, f->node, 1))
			continue;
		f->node = s->root[f->node];
		vec_push(&r->order, (uint32_t)i);
	}
	sort_numbers(r->order.at, r->order.len, reference_after, &by);
}

void
remarks_settle(const struct sheet *s)
{
	for (size_t i = 0; i < s->desk->remarks.len; i++) {
		settle_counts(s, &s->desk->remarks.at[i]);
		settle_references(s, &s->desk->remarks.at[i]);
	}
}

/* Where the references of a conversation begin in order, or would. */
static size_t
first_of(const struct desk_remarks *r, uint32_t root)
{
	size_t low = 0, high = r->order.len;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (r->references.at[r->order.at[middle]].node < root)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
write_references(struct buf *out, const struct desk *d, const struct desk_remarks *r, uint32_t root)
{
	struct buf id = {0};
	uint32_t last = NODE_NONE;
	size_t i = first_of(r, root);

	if (i == r->order.len || r->references.at[r->order.at[i]].node != root)
		return;
	write_array(out, r->member);
	for (; i < r->order.len && r->references.at[r->order.at[i]].node == root; i++) {
		uint32_t to = r->references.at[r->order.at[i]].to;
		struct str key = map_key(&d->keys, to);

		if (to == last)
			continue;
		last = to;
		buf_clear(&id);
		buf_adds(&id, d->prefix);
		buf_add(&id, key.s, key.n);
		write_string(out, NULL, buf_str(&id));
	}
	write_end_array(out);
	buf_free(&id);
}

void
remarks_write(struct buf *out, const struct sheet *s, uint32_t root)
{
	for (size_t i = 0; i < s->desk->remarks.len; i++) {
		const struct desk_remarks *r = &s->desk->remarks.at[i];

		if (r->member == NULL)
			continue;
		if (root < r->count.len && r->count.at[root] > 0)
			write_int(out, r->member, r->count.at[root]);
		write_references(out, s->desk, r, root);
	}
}
