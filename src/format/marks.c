#include "marks.h"

#include "explain.h"

#include <stdio.h>
#include <string.h>

/* Is there a text like that, in quotes? What was seen of a file are names; which value is whose is not known. */
static bool
is_seen(struct str text, struct str value)
{
	const char *at = text.s, *end = text.s + text.n;

	while ((size_t)(end - at) >= value.n + 2 && (at = memchr(at, '"', (size_t)(end - at) - value.n - 1)) != NULL) {
		if (memcmp(at + 1, value.s, value.n) == 0 && at[1 + value.n] == '"')
			return true;
		at++;
	}
	return false;
}

/* A name, or "name=value": a member with that text, of a kind that only a value tells. */
static bool
bears(const struct bearer *b, struct str name)
{
	const char *equals = memchr(name.s, '=', name.n);
	size_t n = equals != NULL ? (size_t)(equals - name.s) : name.n;
	struct str value = equals != NULL ? (struct str){ equals + 1, name.n - n - 1 } : (struct str){0};

	name.n = n;
	if (b->glimpse != NULL)
		return glimpse_has(b->glimpse, b->prefix, name) && (equals == NULL || is_seen(b->glimpse->text, value));
	if (equals != NULL)
		return str_equal(scan_string(row_member(b->object, name)), value);
	if (b->table != NULL)
		return table_column_alike(b->table, name) != SIZE_MAX;
	return scan_type(row_member(b->object, name)) != SCAN_ABSENT;
}

bool
marks_one(const struct bearer *b, const char *mark)
{
	for (;;) {
		const char *bar = strchr(mark, '|');

		if (bears(b, (struct str){ mark, bar != NULL ? (size_t)(bar - mark) : strlen(mark) }))
			return true;
		if (bar == NULL)
			return false;
		mark = bar + 1;
	}
}

bool
marks_all(const struct bearer *b, const char *const marks[KIND_MARKS])
{
	for (size_t i = 0; i < KIND_MARKS && marks[i] != NULL; i++)
		if (!marks_one(b, marks[i]))
			return false;
	return marks[0] != NULL;
}

size_t
marks_kind(const struct vendor *v, const struct bearer *b, int *sure)
{
	size_t best = SIZE_MAX;

	*sure = 0;
	for (size_t k = 0; v->kinds[k].unit != NULL; k++)
		if (v->kinds[k].sure > *sure && marks_all(b, v->kinds[k].marks)) {
			*sure = v->kinds[k].sure;
			best = k;
		}
	return best;
}

void
marks_explain(struct buf *out, const struct kind *k)
{
	char text[400];
	size_t n = 0;

	for (size_t m = 0; m < KIND_MARKS && k->marks[m] != NULL && n < sizeof text; m++)
		n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", m > 0 ? ", " : "", k->marks[m]);
	explain_line(out, "known by", "%s", text);
}
