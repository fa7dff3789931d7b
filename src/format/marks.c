#include "marks.h"

#include <string.h>

/* A name, or "name=value": a member with that text, of a kind that only a value tells. */
static bool
bears(const struct bearer *b, struct str name)
{
	const char *equals = memchr(name.s, '=', name.n);
	size_t n = equals != NULL ? (size_t)(equals - name.s) : name.n;

	if (equals != NULL && b->glimpse == NULL)
		return str_equal(scan_string(row_member(b->object, (struct str){ name.s, n })), (struct str){ equals + 1, name.n - n - 1 });
	name.n = n;
	if (b->glimpse != NULL)
		return glimpse_has(b->glimpse, b->prefix, name);
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
