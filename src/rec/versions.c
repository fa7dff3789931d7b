#include "versions.h"
#include "ticket.h"
#include "../base/time.h"
#include "../json/span.h"

#include <stdlib.h>

/* The bytes between a JSON string's quotes; what is no string is absent. */
static struct str
unquoted(struct str json)
{
	if (json.n < 2 || json.s[0] != '"')
		return (struct str){0};
	return (struct str){ json.s + 1, json.n - 2 };
}

/* What a message is known by, and its time, which stays as it is where it has none. */
static struct str
look_at(struct str message, int64_t *at)
{
	struct span member;
	struct str id = {0};
	int64_t own;

	if (message.s[0] != '{')
		return message;
	if (span_member(message, "id", &member))
		id = unquoted(member.value);
	if (span_member(message, "at", &member) && time_parse(unquoted(member.value), &own))
		*at = own;
	return id.n > 0 ? id : message;
}

/* Gather the messages of a line: all of them, or those that are not there yet. */
static void
gather(struct versions *v, struct str line, bool all)
{
	struct span messages, element;
	size_t position = 0;
	int64_t at = TIME_NONE;

	if (!span_member(line, TICKET_MESSAGES, &messages) || messages.value.s[0] != '[')
		return;
	while (span_next(messages.value, &position, &element)) {
		struct str known_by = look_at(element.value, &at);
		bool fresh;

		map_add(&v->ids, known_by, &fresh);
		if (!fresh && !all)
			continue;
		vec_push(&v->messages, ((struct version_message){ v->bytes.len, element.value.n, at }));
		buf_add(&v->bytes, element.value.s, element.value.n);
	}
}

void
versions_begin(struct versions *v, struct str newest)
{
	map_free(&v->ids);
	buf_clear(&v->bytes);
	v->messages.len = 0;
	v->newest = newest;
	gather(v, newest, true);
	v->own = v->messages.len;
}

void
versions_add(struct versions *v, struct str older)
{
	gather(v, older, false);
}

/* By time; those of one time as they came, the newest's first. */
static int
by_time(const void *a, const void *b)
{
	const struct version_message *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return (x->from > y->from) - (x->from < y->from);
}

bool
versions_end(struct versions *v, struct buf *out)
{
	struct buf all = {0};

	if (v->messages.len == v->own)
		return false;
	if (v->messages.len > 2)	/* the opening message stays in front */
		qsort(v->messages.at + 1, v->messages.len - 1, sizeof *v->messages.at, by_time);
	buf_room(&all, v->bytes.len + v->messages.len + 1);
	buf_addc(&all, '[');
	for (size_t i = 0; i < v->messages.len; i++) {
		if (i > 0)
			buf_addc(&all, ',');
		buf_add(&all, v->bytes.data + v->messages.at[i].from, v->messages.at[i].n);
	}
	buf_addc(&all, ']');
	record_put(out, v->newest, TICKET_MESSAGES, buf_str(&all));
	buf_free(&all);
	return true;
}

void
versions_free(struct versions *v)
{
	buf_free(&v->bytes);
	vec_free(&v->messages);
	map_free(&v->ids);
	*v = (struct versions){0};
}
