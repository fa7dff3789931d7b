#include "mapping.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

static const char *const ticket_names[TICKET_FIELDS + 1] = { "id", "subject", "status", "channel", "created_at", "updated_at",
	"solved_at", "requester", "product", "tags", "lang", NULL };
static const char *const message_names[MESSAGE_FIELDS + 3] = { "id", "author", "at", "text", "role", "public", "accepted", "score",
	"reply_to", "each", "split", NULL };
static const char *const person_names[PERSON_FIELDS + 1] = { "id", "role", "name", "email", NULL };

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

static enum field_as
person_as(size_t i)
{
	(void)i;
	return AS_TEXT;
}

/* The entries of an object, one for each name that it may have. */
static bool
load_fields(struct loading *l, struct field *to, size_t count, const char *const *names, enum field_as (*as)(size_t), const json_t *j,
    const char *place)
{
	char inner[128];

	for (size_t i = 0; i < count; i++) {
		const json_t *field = json_object_get(j, names[i]);

		snprintf(inner, sizeof inner, "%s.%s", place, names[i]);
		if (field != NULL && !field_load(&to[i], field, l->file, inner, as(i), l->error))
			return false;
	}
	return true;
}

static bool
load_ticket(struct loading *l, struct mapping *m, struct mapping_file *f, const json_t *j, const char *place)
{
	if (!json_is_object(j))
		return tree_wrong(l->error, l->file, place, "an object is expected: {\"id\": \"column or path\", ...}");
	if (!tree_known(j, ticket_names, l->file, place, l->error) ||
	    !load_fields(l, f->ticket, TICKET_FIELDS, ticket_names, ticket_as, j, place))
		return false;
	if (f->ticket[T_ID].place == NULL)
		return tree_wrong(l->error, l->file, place, "\"id\" is missing: it says which rows are one conversation");
	f->has_head = json_object_size(j) > 1u + (!m->several && f->ticket[T_CHANNEL].constant != NULL ? 1u : 0u);
	if (!m->several)
		m->channel = f->ticket[T_CHANNEL].constant;
	return true;
}

static bool
load_each(struct loading *l, struct mapping_group *g, const json_t *j, const char *place)
{
	const json_t *each = json_object_get(j, "each"), *split = json_object_get(j, "split");

	if (each != NULL && json_string_length(each) == 0)
		return tree_wrong(l->error, l->file, place, "\"each\" must be a column or a path");
	if (split != NULL && (each == NULL || json_string_length(split) == 0))
		return tree_wrong(l->error, l->file, place, "\"split\" is the text between the messages that stand in one cell, which \"each\" names");
	if (each != NULL)
		g->each = field_path(json_string_value(each));
	if (split != NULL)
		g->split = mem_copy(json_string_value(split), json_string_length(split));
	g->has_each = each != NULL;
	return true;
}

static bool
load_group(struct loading *l, struct mapping_file *f, const json_t *j, const char *place)
{
	struct mapping_group *g = vec_add(&f->groups);

	if (!json_is_object(j))
		return tree_wrong(l->error, l->file, place, "an object is expected: {\"text\": \"column or path\", ...}");
	if (!tree_known(j, message_names, l->file, place, l->error) || !load_each(l, g, j, place) ||
	    !load_fields(l, g->fields, MESSAGE_FIELDS, message_names, message_as, j, place))
		return false;
	for (size_t i = 0; i < g->fields[M_TEXT].from.len; i++)
		g->of_texts |= g->fields[M_TEXT].from.at[i].itself;
	return g->fields[M_TEXT].place != NULL || tree_wrong(l->error, l->file, place, "\"text\" is missing");
}

static bool
load_messages(struct loading *l, struct mapping_file *f, const json_t *j, const char *place)
{
	char inner[96];
	size_t i;
	const json_t *one;

	if (json_is_object(j))
		return load_group(l, f, j, place);
	if (!json_is_array(j) || json_array_size(j) == 0)
		return tree_wrong(l->error, l->file, place, "an object or a list of them is expected");
	json_array_foreach(j, i, one) {
		snprintf(inner, sizeof inner, "%s[%zu]", place, i);
		if (!load_group(l, f, one, inner))
			return false;
	}
	return true;
}

static bool
load_person(struct loading *l, struct mapping_file *f, const json_t *j, const char *place)
{
	if (!json_is_object(j))
		return tree_wrong(l->error, l->file, place, "an object is expected: {\"id\": \"column or path\", \"role\": ...}");
	if (!tree_known(j, person_names, l->file, place, l->error) ||
	    !load_fields(l, f->person, PERSON_FIELDS, person_names, person_as, j, place))
		return false;
	f->is_people = true;
	return f->person[P_ID].place != NULL || tree_wrong(l->error, l->file, place, "\"id\" is missing: the id that messages know the person by");
}

static bool
load_form(struct loading *l, struct mapping_file *f, const json_t *j, const char *place)
{
	const json_t *input = json_object_get(j, "input"), *delimiter = json_object_get(j, "delimiter"), *records = json_object_get(j, "records");
	const char *s = json_string_value(input);

	if (input != NULL) {
		f->input = s == NULL ? INPUT_ANY : strcmp(s, "csv") == 0 ? INPUT_CSV : strcmp(s, "ndjson") == 0 ? INPUT_LINES :
		    strcmp(s, "json") == 0 ? INPUT_DOCUMENT : INPUT_ANY;
		if (f->input == INPUT_ANY)
			return tree_wrong(l->error, l->file, place, "\"input\" must be \"csv\", \"ndjson\" or \"json\"");
	}
	if (delimiter != NULL) {
		if (json_string_length(delimiter) == 1)
			f->delimiter = json_string_value(delimiter)[0];
		if (f->delimiter == '\0' || strchr("\"\r\n", f->delimiter) != NULL)
			return tree_wrong(l->error, l->file, place, "\"delimiter\" must be one character, as \";\" or \"\\t\"");
	}
	if (records != NULL && !json_is_string(records))
		return tree_wrong(l->error, l->file, place, "\"records\" must be the dotted path of an array");
	f->records = records != NULL ? mem_copy(json_string_value(records), json_string_length(records)) : mem_copy("", 0);
	return true;
}

/* How a file is known among several. */
static bool
load_marks(struct loading *l, struct mapping_file *f, const json_t *j, const char *place)
{
	const json_t *name = json_object_get(j, "name"), *has = json_object_get(j, "has"), *one;
	size_t i;

	if (name != NULL && json_string_length(name) == 0)
		return tree_wrong(l->error, l->file, place, "\"name\" must be a pattern, as \"comments*.csv\"");
	if (name != NULL)
		f->name = mem_copy(json_string_value(name), json_string_length(name));
	if (has != NULL && (!json_is_array(has) || json_array_size(has) == 0))
		return tree_wrong(l->error, l->file, place, "\"has\" must be a list of columns or paths");
	json_array_foreach(has, i, one) {
		if (json_string_length(one) == 0)
			return tree_wrong(l->error, l->file, place, "\"has\" must be a list of columns or paths");
		vec_push(&f->has, field_path(json_string_value(one)));
	}
	return true;
}

/* What the rows of a file are: an entry of "files", or the mapping itself where there is but one. */
static bool
load_file(struct loading *l, struct mapping *m, const json_t *j, const char *place)
{
	struct mapping_file *f = vec_add(&m->files);
	const json_t *ticket = json_object_get(j, "ticket"), *messages = json_object_get(j, "messages"), *person = json_object_get(j, "person");
	char inner[3][64];

	for (size_t i = 0; i < 3; i++)
		snprintf(inner[i], sizeof inner[i], "%s%s%s", place, *place != '\0' ? "." : "", i == 0 ? "ticket" : i == 1 ? "messages" : "person");
	if (!load_form(l, f, j, place) || !load_marks(l, f, j, place))
		return false;
	if (person != NULL)
		return ticket == NULL && messages == NULL ? load_person(l, f, person, inner[2]) :
		    tree_wrong(l->error, l->file, place, "rows are tickets and messages, or persons; not both");
	if (!load_ticket(l, m, f, ticket, inner[0]))
		return false;
	if ((messages != NULL || !m->several || !f->has_head) && !load_messages(l, f, messages, inner[1]))
		return false;
	f->is_flat = f->groups.len == 1 && !f->groups.at[0].has_each;
	return true;
}

static bool
load_files(struct loading *l, struct mapping *m, const json_t *j)
{
	static const char *const several[] = { "name", "has", "input", "delimiter", "records", "ticket", "messages", "person", NULL };
	char place[32];
	size_t i;
	const json_t *one;

	if (!json_is_array(j) || json_array_size(j) == 0)
		return tree_wrong(l->error, l->file, "files", "a list is expected, with an object for each kind of file");
	json_array_foreach(j, i, one) {
		snprintf(place, sizeof place, "files[%zu]", i);
		if (!json_is_object(one))
			return tree_wrong(l->error, l->file, place, "an object is expected: {\"has\": [...], \"ticket\": {...}, \"messages\": {...}}");
		if (!tree_known(one, several, l->file, place, l->error) || !load_file(l, m, one, place))
			return false;
	}
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

/* Without a word about it, messages need their ticket where some rows are tickets and others only name theirs. */
static bool
needs_head(const struct mapping *m)
{
	bool heads = false, bare = false;

	for (size_t i = 0; i < m->files.len; i++) {
		heads |= m->files.at[i].has_head;
		bare |= !m->files.at[i].has_head && !m->files.at[i].is_people;
	}
	return heads && bare;
}

static bool
load_rest(struct loading *l, struct mapping *m, const json_t *j)
{
	const json_t *people = json_object_get(j, "people"), *orphans = json_object_get(j, "orphans"), *notes = json_object_get(j, "notes");
	const char *s = json_string_value(orphans);

	m->people_as_is = people != NULL && json_string_value(people) != NULL && strcmp(json_string_value(people), "as-is") == 0;
	if (people != NULL && !m->people_as_is)
		return tree_wrong(l->error, l->file, "people", "\"as-is\" is the only choice");
	m->needs_head = s != NULL ? strcmp(s, "drop") == 0 : needs_head(m);
	if (orphans != NULL && (s == NULL || (!m->needs_head && strcmp(s, "keep") != 0)))
		return tree_wrong(l->error, l->file, "orphans", "\"keep\" or \"drop\" is expected: what becomes of messages whose ticket is in no file");
	return notes == NULL || json_is_array(notes) || tree_wrong(l->error, l->file, "notes", "a list of texts is expected; nothing reads them");
}

struct mapping *
mapping_load(const char *path, struct tree_error *error)
{
	static const char *const known[] = { "source", "input", "delimiter", "records", "ticket", "messages", "people", "notes", NULL },
	    *const several[] = { "source", "files", "orphans", "people", "notes", NULL };
	struct loading l = { path, error };
	struct mapping *m = mem_zeroed(1, sizeof *m);
	json_t *j = tree_load(path, error), *files = json_object_get(j, "files");
	bool good = j != NULL;

	m->several = files != NULL;
	if (good && !json_is_object(j))
		good = tree_wrong(error, path, "", "a mapping is a JSON object");
	good = good && tree_known(j, m->several ? several : known, path, "", error) && load_source(&l, m, json_object_get(j, "source")) &&
	    (m->several ? load_files(&l, m, files) : load_file(&l, m, j, "")) && load_rest(&l, m, j);
	for (size_t i = 0; i < m->files.len; i++)
		m->names_places |= m->files.at[i].ticket[T_ID].where;
	json_decref(j);
	if (good)
		return m;
	mapping_free(m);
	return NULL;
}

bool
mapping_named(const struct mapping_file *f, const char *path)
{
	static const char *const packed[] = { "", ".gz", ".zst" };
	const char *slash = strrchr(path, '/');
	struct str name = str_of(slash != NULL ? slash + 1 : path);
	bool found = f->name == NULL;

	for (size_t i = 0; !found && i < sizeof packed / sizeof *packed; i++)
		if (str_ends(name, packed[i])) {
			char *plain = mem_copy(name.s, name.n - strlen(packed[i]));

			found = fnmatch(f->name, plain, 0) == 0;
			free(plain);
		}
	return found;
}

static void
free_file(struct mapping_file *f)
{
	for (size_t i = 0; i < TICKET_FIELDS; i++)
		field_free(&f->ticket[i]);
	for (size_t i = 0; i < PERSON_FIELDS; i++)
		field_free(&f->person[i]);
	for (size_t g = 0; g < f->groups.len; g++) {
		for (size_t i = 0; i < MESSAGE_FIELDS; i++)
			field_free(&f->groups.at[g].fields[i]);
		field_path_free(&f->groups.at[g].each);
		free(f->groups.at[g].split);
	}
	for (size_t i = 0; i < f->has.len; i++)
		field_path_free(&f->has.at[i]);
	vec_free(&f->groups);
	vec_free(&f->has);
	free(f->name);
	free(f->records);
}

void
mapping_free(struct mapping *m)
{
	if (m == NULL)
		return;
	for (size_t i = 0; i < m->files.len; i++)
		free_file(&m->files.at[i]);
	vec_free(&m->files);
	free(m->source);
	free(m);
}
