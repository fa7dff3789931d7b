#include "mapping.h"

#include <stdio.h>
#include <string.h>

static const char *const ticket_names[TICKET_FIELDS + 1] = { "id", "subject", "status", "channel", "created_at", "updated_at",
	"solved_at", "requester", "product", "tags", "lang", NULL };
static const char *const message_names[MESSAGE_FIELDS + 2] = { "id", "author", "at", "text", "role", "public", "accepted", "score",
	"reply_to", "each", NULL };

/* What a place in the file is being read for: passed down so that every message can name it. */
struct loading {
	const char *file;
	struct tree_error *error;
};

static enum field_as
ticket_as(size_t i)
{
	return i == T_CREATED || i == T_UPDATED || i == T_SOLVED ? AS_TIME : AS_TEXT;
}

static enum field_as
message_as(size_t i)
{
	return i == M_AT ? AS_TIME : i == M_PUBLIC || i == M_ACCEPTED ? AS_TRUTH : i == M_SCORE ? AS_COUNT : AS_TEXT;
}

static bool
load_ticket(struct loading *l, struct mapping *m, const json_t *j)
{
	char place[64];

	if (!json_is_object(j))
		return tree_wrong(l->error, l->file, "ticket", "an object is expected: {\"id\": \"column or path\", ...}");
	if (!tree_known(j, ticket_names, l->file, "ticket", l->error))
		return false;
	for (size_t i = 0; i < TICKET_FIELDS; i++) {
		const json_t *field = json_object_get(j, ticket_names[i]);

		snprintf(place, sizeof place, "ticket.%s", ticket_names[i]);
		if (field != NULL && !field_load(&m->ticket[i], field, l->file, place, ticket_as(i), l->error))
			return false;
	}
	if (m->ticket[T_ID].place == NULL)
		return tree_wrong(l->error, l->file, "ticket", "\"id\" is missing: it says which rows are one conversation");
	return true;
}

static bool
load_group(struct loading *l, struct mapping *m, const json_t *j, const char *place)
{
	struct mapping_group *g = vec_add(&m->groups);
	const json_t *each = json_object_get(j, "each");
	char inner[96];

	if (!json_is_object(j))
		return tree_wrong(l->error, l->file, place, "an object is expected: {\"text\": \"column or path\", ...}");
	if (!tree_known(j, message_names, l->file, place, l->error))
		return false;
	if (each != NULL && !json_is_string(each))
		return tree_wrong(l->error, l->file, place, "\"each\" must be a path");
	if (each != NULL)
		g->each = mem_copy(json_string_value(each), json_string_length(each));
	for (size_t i = 0; i < MESSAGE_FIELDS; i++) {
		const json_t *field = json_object_get(j, message_names[i]);

		snprintf(inner, sizeof inner, "%s.%s", place, message_names[i]);
		if (field != NULL && !field_load(&g->fields[i], field, l->file, inner, message_as(i), l->error))
			return false;
	}
	if (g->fields[M_TEXT].place == NULL)
		return tree_wrong(l->error, l->file, place, "\"text\" is missing");
	return true;
}

static bool
load_messages(struct loading *l, struct mapping *m, const json_t *j)
{
	char place[32];
	size_t i;
	const json_t *one;

	if (json_is_object(j))
		return load_group(l, m, j, "messages");
	if (!json_is_array(j) || json_array_size(j) == 0)
		return tree_wrong(l->error, l->file, "messages", "an object or a list of them is expected");
	json_array_foreach(j, i, one) {
		snprintf(place, sizeof place, "messages[%zu]", i);
		if (!load_group(l, m, one, place))
			return false;
	}
	return true;
}

static bool
load_input(struct loading *l, struct mapping *m, const json_t *j)
{
	const char *s = json_string_value(j);

	if (j == NULL)
		return true;
	m->input = s == NULL ? INPUT_ANY : strcmp(s, "csv") == 0 ? INPUT_CSV : strcmp(s, "ndjson") == 0 ? INPUT_LINES :
	    strcmp(s, "json") == 0 ? INPUT_DOCUMENT : INPUT_ANY;
	return m->input != INPUT_ANY || tree_wrong(l->error, l->file, "input", "\"csv\", \"ndjson\" or \"json\" is expected");
}

static bool
load_delimiter(struct loading *l, struct mapping *m, const json_t *j)
{
	if (j == NULL)
		return true;
	if (json_string_length(j) == 1)
		m->delimiter = json_string_value(j)[0];
	if (m->delimiter == '\0' || strchr("\"\r\n", m->delimiter) != NULL)
		return tree_wrong(l->error, l->file, "delimiter", "one character is expected, as \";\" or \"\\t\"");
	return true;
}

static bool
load_source(struct loading *l, struct mapping *m, const json_t *j)
{
	const char *s = json_string_value(j);

	if (s == NULL || *s == '\0' || strpbrk(s, ": \t\r\n") != NULL)
		return tree_wrong(l->error, l->file, "source", "a name without blanks or colons is expected: ids begin with it");
	m->source = mem_copy(s, strlen(s));
	return true;
}

static bool
load_rest(struct loading *l, struct mapping *m, const json_t *j)
{
	const json_t *records = json_object_get(j, "records"), *people = json_object_get(j, "people");
	const char *text = records != NULL ? json_string_value(records) : "";

	if (text == NULL)
		return tree_wrong(l->error, l->file, "records", "the dotted path of an array is expected");
	m->records = mem_copy(text, strlen(text));
	m->people_as_is = people != NULL && json_string_value(people) != NULL && strcmp(json_string_value(people), "as-is") == 0;
	if (people != NULL && !m->people_as_is)
		return tree_wrong(l->error, l->file, "people", "\"as-is\" is the only choice");
	return true;
}

struct mapping *
mapping_load(const char *path, struct tree_error *error)
{
	static const char *const known[] = { "source", "input", "delimiter", "records", "ticket", "messages", "people", NULL };
	struct loading l = { path, error };
	struct mapping *m = mem_zeroed(1, sizeof *m);
	json_t *j = tree_load(path, error);
	bool good = j != NULL;

	if (good && !json_is_object(j))
		good = tree_wrong(error, path, "", "a mapping is a JSON object");
	good = good && tree_known(j, known, path, "", error) && load_source(&l, m, json_object_get(j, "source")) &&
	    load_input(&l, m, json_object_get(j, "input")) && load_delimiter(&l, m, json_object_get(j, "delimiter")) &&
	    load_rest(&l, m, j) && load_ticket(&l, m, json_object_get(j, "ticket")) &&
	    load_messages(&l, m, json_object_get(j, "messages"));
	json_decref(j);
	if (good)
		return m;
	mapping_free(m);
	return NULL;
}

void
mapping_free(struct mapping *m)
{
	if (m == NULL)
		return;
	for (size_t i = 0; i < TICKET_FIELDS; i++)
		field_free(&m->ticket[i]);
	for (size_t g = 0; g < m->groups.len; g++) {
		for (size_t i = 0; i < MESSAGE_FIELDS; i++)
			field_free(&m->groups.at[g].fields[i]);
		free(m->groups.at[g].each);
	}
	vec_free(&m->groups);
	free(m->source);
	free(m->records);
	free(m);
}
