#include "versions.h"
#include "ticket.h"
#include "../base/map.h"
#include "../base/time.h"
#include "../base/vec.h"
#include "../json/span.h"

#include <stdlib.h>

struct piece {
	struct str json;
	int64_t at;
	size_t order;		/* newest's messages first, each list in its own order */
};

struct pieces {
	VEC(struct piece) of;
	struct map ids;
};

/* The bytes between a JSON string's quotes; what is no string is absent. */
static struct str
unquoted(struct str json)
{
	if (json.n < 2 || json.s[0] != '"')
		return (struct str){0};
	return (struct str){ json.s + 1, json.n - 2 };
}

/* Gather the messages of a line that are not there yet; how many came. */
static size_t
gather(struct pieces *p, struct str line)
{
	struct span messages, element, member;
	size_t position = 0, before = p->of.len;

	if (!span_member(line, TICKET_MESSAGES, &messages) || messages.value.s[0] != '[')
		return 0;
	while (span_next(messages.value, &position, &element)) {
		struct piece piece = { element.value, TIME_NONE, p->of.len };
		struct str id = {0};
		bool fresh;

		if (element.value.s[0] == '{' && span_member(element.value, "id", &member))
			id = unquoted(member.value);
		map_add(&p->ids, id.n > 0 ? id : element.value, &fresh);
		if (!fresh)
			continue;
		if (element.value.s[0] == '{' && span_member(element.value, "at", &member) &&
		    !time_parse(unquoted(member.value), &piece.at))
			piece.at = TIME_NONE;
		vec_push(&p->of, piece);
	}
	return p->of.len - before;
}

static int
by_time(const void *a, const void *b)
{
	const struct piece *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static void
write_messages(struct buf *out, const struct pieces *p)
{
	buf_addc(out, '[');
	for (size_t i = 0; i < p->of.len; i++) {
		if (i > 0)
			buf_addc(out, ',');
		buf_add(out, p->of.at[i].json.s, p->of.at[i].json.n);
	}
	buf_addc(out, ']');
}

bool
versions_unite(struct buf *out, struct str newest, struct str older)
{
	struct pieces p = {0};
	struct buf all = {0};
	bool more;

	gather(&p, newest);
	more = gather(&p, older) > 0;
	if (more) {
		if (p.of.len > 2)	/* the opening message stays in front */
			qsort(p.of.at + 1, p.of.len - 1, sizeof *p.of.at, by_time);
		write_messages(&all, &p);
		record_put(out, newest, TICKET_MESSAGES, buf_str(&all));
		buf_free(&all);
	}
	vec_free(&p.of);
	map_free(&p.ids);
	return more;
}
