#include "streams.h"

#include "spool.h"
#include "../base/vec.h"

struct extent {
	uint64_t place;
	uint32_t length, next;		/* next: number + 1; 0: the last */
};

struct stream {
	struct buf end;			/* what is not in the file yet */
	uint32_t first, last;		/* extents, number + 1 */
};

struct streams {
	struct spool *file;
	size_t piece, count, open;
	struct stream *of;
	VEC(struct extent) extents;
	struct buf text;		/* of the stream being read, from at on */
	size_t at;
};

struct streams *
streams_new(size_t count, size_t piece)
{
	struct streams *s = mem_zeroed(1, sizeof *s);

	s->file = spool_new(0);
	s->piece = piece;
	s->count = count;
	s->of = mem_zeroed(count, sizeof *s->of);
	return s;
}

void
streams_free(struct streams *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->count; i++)
		buf_free(&s->of[i].end);
	free(s->of);
	vec_free(&s->extents);
	buf_free(&s->text);
	spool_free(s->file);
	free(s);
}

static void
file_piece(struct streams *s, struct stream *to)
{
	struct extent e = { .length = (uint32_t)to->end.len };

	e.place = spool_add(s->file, to->end.data, to->end.len);
	vec_push(&s->extents, e);
	if (to->last != 0)
		s->extents.at[to->last - 1].next = (uint32_t)s->extents.len;
	else
		to->first = (uint32_t)s->extents.len;
	to->last = (uint32_t)s->extents.len;
	if (to->end.cap > 2 * s->piece)
		buf_free(&to->end);
	buf_clear(&to->end);
}

void
streams_add(struct streams *s, size_t stream, const void *bytes, size_t n)
{
	struct stream *to = &s->of[stream];

	if (to->end.len > 0 && to->end.len + n > s->piece)
		file_piece(s, to);
	if (to->end.cap == 0 && n < s->piece)
		buf_room(&to->end, s->piece);
	buf_add(&to->end, bytes, n);
	if (to->end.len >= s->piece)
		file_piece(s, to);
}

void
streams_end(struct streams *s)
{
	for (size_t i = 0; i < s->count; i++) {
		if (s->of[i].end.len > 0)
			file_piece(s, &s->of[i]);
		buf_free(&s->of[i].end);
	}
}

void
streams_open(struct streams *s, size_t stream)
{
	buf_clear(&s->text);
	s->at = 0;
	s->open = stream;
}

/* Read on, behind what was not yet taken. False: there is no more. */
static bool
more(struct streams *s)
{
	struct stream *from = &s->of[s->open];
	size_t rest = s->text.len - s->at;
	struct extent e;

	if (from->first == 0)
		return false;
	if (rest > 0)
		memmove(s->text.data, s->text.data + s->at, rest);
	s->text.len = rest;
	s->at = 0;
	e = s->extents.at[from->first - 1];
	buf_room(&s->text, e.length);
	if (spool_read(s->file, e.place, s->text.data + rest, e.length) != 0)
		return false;
	s->text.len += e.length;
	from->first = e.next;
	return true;
}

const char *
streams_next(struct streams *s, size_t n)
{
	const char *bytes;

	while (s->text.len - s->at < n)
		if (!more(s))
			return NULL;
	bytes = s->text.data != NULL ? s->text.data + s->at : "";
	s->at += n;
	return bytes;
}

const char *
streams_error(const struct streams *s)
{
	return spool_error(s->file);
}
