#include "people.h"

uint32_t
people_number(struct people *p, struct str id)
{
	struct person *new;
	bool fresh;
	size_t n;

	if (id.n == 0)
		return PERSON_NONE;
	n = map_add(&p->ids, id, &fresh);
	if (fresh) {
		new = vec_add(&p->of);
		if (p->roster != NULL && !roster_is_empty(p->roster)) {
			struct buf full = {0};

			new->roster = (uint8_t)roster_find(p->roster, id);
			people_id(&full, p, (uint32_t)n);
			people_alias(p, (uint32_t)n, buf_str(&full));
			buf_free(&full);
		}
		if (p->known != NULL)
			roles_find(p->known, id, &new->field, &new->roster);
	}
	return (uint32_t)n;
}

void
people_soon(const struct people *p, struct str id)
{
	map_soon(&p->ids, id);
}

void
people_role(struct people *p, uint32_t person, enum role role)
{
	if (person != PERSON_NONE)
		p->of.at[person].field = (uint8_t)role;
}

void
people_alias(struct people *p, uint32_t person, struct str name)
{
	enum role role;

	if (person == PERSON_NONE || p->roster == NULL || roster_is_empty(p->roster))
		return;
	role = roster_find(p->roster, name);
	if (role == ROLE_STAFF || p->of.at[person].roster == ROLE_UNKNOWN)
		p->of.at[person].roster = (uint8_t)role;
}

void
people_id(struct buf *out, const struct people *p, uint32_t person)
{
	struct str id = map_key(&p->ids, person);

	buf_adds(out, p->prefix);
	buf_add(out, id.s, id.n);
}

void
people_forget(struct people *p, struct roles *known)
{
	for (size_t i = 0; i < p->of.len; i++) {
		const struct person *who = &p->of.at[i];
		struct str id = map_key(&p->ids, i);
		uint8_t field, roster;

		if (who->field != ROLE_UNKNOWN || who->roster != ROLE_UNKNOWN || roles_find(known, id, &field, &roster))
			roles_set(known, id, who->field, who->roster);
	}
	people_free(p);
	p->known = known;
}

size_t
people_bytes(const struct people *p)
{
	return map_bytes(&p->ids) + p->of.len * sizeof *p->of.at;
}

void
people_free(struct people *p)
{
	vec_free(&p->of);
	map_free(&p->ids);
}
