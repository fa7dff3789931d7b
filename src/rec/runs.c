#include "runs.h"

#include "../base/vec.h"
#include "../io/spool.h"

enum { LEAST = 1 << 12, MOST = 1 << 20 };

struct head {
	int64_t created_at;
	uint64_t line;			/* lengths; the id and the line follow */
	uint32_t rank, id;
};

/* A run being read: text[at ..] is the record that comes next. */
struct run {
	uint64_t next, end;		/* places in the spool: what is not in text yet */
	struct buf text;
	size_t at;
	struct head head;
};

struct runs {
	struct spool *spool;
	uint64_t begun;			/* where the run at hand begins */
	VEC(struct run) of;
	VEC(size_t) heap;		/* numbers of runs; whose record comes first is on top */
	size_t piece;
	struct buf scratch;
};

struct runs *
runs_new(void)
{
	struct runs *r = mem_zeroed(1, sizeof *r);

	r->spool = spool_new(0);
	return r;
}

void
runs_free(struct runs *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; i < r->of.len; i++)
		buf_free(&r->of.at[i].text);
	vec_free(&r->of);
	vec_free(&r->heap);
	buf_free(&r->scratch);
	spool_free(r->spool);
	free(r);
}

void
runs_add(struct runs *r, int64_t created_at, uint32_t rank, struct str id, struct str line)
{
	struct head h = { .created_at = created_at, .line = line.n, .rank = rank, .id = (uint32_t)id.n };

	buf_clear(&r->scratch);
	buf_add(&r->scratch, &h, sizeof h);
	buf_add(&r->scratch, id.s, id.n);
	spool_add(r->spool, r->scratch.data, r->scratch.len);
	spool_add(r->spool, line.s, line.n);
}

void
runs_end(struct runs *r)
{
	struct run new = { .next = r->begun, .end = spool_len(r->spool) };

	r->begun = new.end;
	if (new.next < new.end)
		vec_push(&r->of, new);
}

/* Have n bytes of the run in memory. False: it has no more, or the spool failed. */
static bool
have(struct runs *r, struct run *of, size_t n)
{
	size_t rest = of->text.len - of->at, want;

	if (rest >= n)
		return true;
	want = n - rest > r->piece ? n - rest : r->piece;
	if (want > of->end - of->next)
		want = (size_t)(of->end - of->next);
	if (rest + want < n)
		return false;
	if (rest > 0)
		memmove(of->text.data, of->text.data + of->at, rest);
	of->text.len = rest;
	of->at = 0;
	buf_room(&of->text, want);
	if (spool_read(r->spool, of->next, of->text.data + rest, want) != 0)
		return false;
	of->text.len += want;
	of->next += want;
	return true;
}

/* Bring up the head and the id of a run's next record. */
static bool
bring(struct runs *r, struct run *of)
{
	if (!have(r, of, sizeof of->head))
		return false;
	memcpy(&of->head, of->text.data + of->at, sizeof of->head);
	return have(r, of, sizeof of->head + of->head.id);
}

static bool
before(const struct runs *r, size_t a, size_t b)
{
	const struct run *x = &r->of.at[a], *y = &r->of.at[b];
	int order;

	if (x->head.created_at != y->head.created_at)
		return x->head.created_at < y->head.created_at;
	if (x->head.rank != y->head.rank)
		return x->head.rank < y->head.rank;
	order = str_order((struct str){ x->text.data + x->at + sizeof x->head, x->head.id },
	    (struct str){ y->text.data + y->at + sizeof y->head, y->head.id });
	return order != 0 ? order < 0 : a < b;
}

/* The run at a place of the heap may belong further down. */
static void
sink(struct runs *r, size_t at)
{
	size_t *heap = r->heap.at;

	for (size_t child; (child = 2 * at + 1) < r->heap.len; at = child) {
		size_t moved = heap[at];

		if (child + 1 < r->heap.len && before(r, heap[child + 1], heap[child]))
			child++;
		if (!before(r, heap[child], moved))
			return;
		heap[at] = heap[child];
		heap[child] = moved;
	}
}

void
runs_merge(struct runs *r, size_t memory)
{
	size_t piece = memory / 2 / (r->of.len + 1);

	r->piece = piece < LEAST ? LEAST : piece > MOST ? MOST : piece;
	for (size_t i = 0; i < r->of.len; i++)
		if (bring(r, &r->of.at[i]))
			vec_push(&r->heap, i);
	for (size_t i = r->heap.len / 2; i-- > 0;)
		sink(r, i);
}

bool
runs_next(struct runs *r, struct buf *line)
{
	struct run *top;
	size_t n;

	if (r->heap.len == 0)
		return false;
	top = &r->of.at[r->heap.at[0]];
	n = sizeof top->head + top->head.id;
	if (!have(r, top, n + top->head.line))
		return false;
	buf_add(line, top->text.data + top->at + n, top->head.line);
	top->at += n + top->head.line;
	if (!bring(r, top)) {
		buf_free(&top->text);
		r->heap.at[0] = r->heap.at[--r->heap.len];
	}
	sink(r, 0);
	return spool_error(r->spool) == NULL;
}

const char *
runs_error(const struct runs *r)
{
	return spool_error(r->spool);
}
