#include "slip.h"

#include <string.h>

/* A slip as it lies on the spool. */
struct head {
	int64_t created_at, updated_at;
	struct hash128 raw, line;
	uint32_t messages, elements, id, requester, subject, text;	/* bytes */
	bool has_text, truncated, normal, has_sketch;
};

static size_t
bytes_of(const struct head *h)
{
	return sizeof *h + h->id + h->requester + h->subject + h->text + (h->has_sketch ? sizeof(struct sketch) : 0);
}

static void
add(struct buf *out, struct str s)
{
	if (s.n > 0)
		buf_add(out, s.s, s.n);
}

void
slip_add(struct buf *out, const struct slip *s)
{
	struct head h;

	memset(&h, 0, sizeof h);	/* the bytes between the members, too */
	h.created_at = s->created_at;
	h.updated_at = s->updated_at;
	h.raw = s->raw;
	h.line = s->line;
	h.messages = s->messages;
	h.id = (uint32_t)s->id.n;
	h.requester = (uint32_t)s->requester.n;
	h.subject = (uint32_t)s->subject.n;
	h.text = (uint32_t)s->text.n;
	h.has_text = s->has_text;
	h.truncated = s->truncated;
	h.normal = s->normal;
	h.has_sketch = s->has_sketch;
	h.elements = s->elements;
	buf_room(out, bytes_of(&h));
	buf_add(out, (const char *)&h, sizeof h);
	add(out, s->id);
	add(out, s->requester);
	add(out, s->subject);
	add(out, s->text);
	if (s->has_sketch)
		buf_add(out, &s->sketch, sizeof s->sketch);
}

size_t
slip_of(struct slip *s, const char *bytes)
{
	struct head h;

	memcpy(&h, bytes, sizeof h);
	bytes += sizeof h;
	*s = (struct slip){ .created_at = h.created_at, .updated_at = h.updated_at, .raw = h.raw, .line = h.line,
		.messages = h.messages, .has_text = h.has_text, .truncated = h.truncated, .normal = h.normal,
		.has_sketch = h.has_sketch, .elements = h.elements };
	s->id = (struct str){ bytes, h.id };
	s->requester = (struct str){ s->id.s + h.id, h.requester };
	s->subject = (struct str){ s->requester.s + h.requester, h.subject };
	s->text = (struct str){ s->subject.s + h.subject, h.text };
	if (h.has_sketch)
		memcpy(&s->sketch, s->text.s + h.text, sizeof s->sketch);
	return bytes_of(&h);
}

size_t
slip_at(struct slip *s, struct spool *spool, uint64_t at)
{
	const char *bytes = spool_at(spool, at, sizeof(struct head));
	struct head h;

	if (bytes == NULL)
		return 0;
	memcpy(&h, bytes, sizeof h);
	if ((bytes = spool_at(spool, at, bytes_of(&h))) == NULL)
		return 0;
	return slip_of(s, bytes);
}
