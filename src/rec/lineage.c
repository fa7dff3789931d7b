#include "lineage.h"
#include "issue.h"

/* The known issues that became issue k go into its descent; gives the one with most tickets, MAP_NONE where there is none. */
static size_t
gather(struct descent *d, const struct mixture *m, const struct known *known, size_t k)
{
	size_t heir = MAP_NONE;

	for (size_t j = 0; m->into != NULL && known != NULL && j < known_len(known); j++)
		if (m->into[j] == k) {
			vec_push(&d->from, map_key(&known->ids, j));
			if (heir == MAP_NONE || known->tickets.at[j] > known->tickets.at[heir])
				heir = j;
		}
	return heir;
}

/* A name that no issue has, nor had. */
static void
give_name(struct lineage *l, const struct known *known, struct str oldest)
{
	struct buf name = {0};
	bool fresh = false;

	for (unsigned turn = 0; !fresh; turn++) {
		buf_clear(&name);
		issue_name(&name, oldest, turn);
		if (map_find(&l->names, buf_str(&name)) == MAP_NONE && (known == NULL || map_find(&known->ids, buf_str(&name)) == MAP_NONE))
			map_add(&l->names, buf_str(&name), &fresh);
	}
	buf_free(&name);
}

void
lineage_make(struct lineage *l, const struct sorting *s, const struct known *known, struct str (*oldest)(void *with, size_t issue), void *with)
{
	const struct mixture *m = &s->mixture;

	for (size_t k = 0; k < m->clusters; k++) {
		struct descent *d = vec_add(&l->of);
		size_t heir = gather(d, m, known, k);

		if (heir != MAP_NONE) {
			d->event = d->from.len > 1 ? "merged" : "kept";
			map_add(&l->names, map_key(&known->ids, heir), NULL);
			continue;
		}
		d->event = m->split[k] != MODEL_NONE && known != NULL ? "split" : "born";
		if (m->split[k] != MODEL_NONE && known != NULL)
			vec_push(&d->from, map_key(&known->ids, m->split[k]));
		give_name(l, known, oldest(with, k));
	}
}

void
lineage_free(struct lineage *l)
{
	for (size_t k = 0; k < l->of.len; k++)
		vec_free(&l->of.at[k].from);
	vec_free(&l->of);
	map_free(&l->names);
}
