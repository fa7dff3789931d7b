#include "draft.h"

#include "guess.h"
#include "../text/utf8.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A mapping in the making. */
struct drafting {
	struct guess guess;
	json_t *ticket, *notes;
};

static void __attribute__((format(printf, 2, 3)))
note(struct drafting *d, const char *fmt, ...)
{
	char text[600];
	struct buf whole = {0};		/* a name may have been cut in the middle of a character */
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	utf8_repair(&whole, str_of(text));
	json_array_append_new(d->notes, mem_need(json_stringn(whole.data, whole.len), sizeof text));
	buf_free(&whole);
}

static void
set(json_t *object, const char *name, json_t *value)
{
	json_object_set_new(object, name, mem_need(value, 64));
}

/* An entry that is no more than the path. */
static json_t *
path_of(const struct sample_column *c)
{
	return json_string(c->path);
}

static void
set_path(struct drafting *d, json_t *to, const char *place, const char *name, const struct sample_column *c)
{
	if (c == NULL)
		return;
	set(to, name, path_of(c));
	note(d, "%s.%s: \"%s\", by its name; %zu of %zu have one", place, name, c->path, c->rows, sample_places(&d->guess.sample, c));
}

static void
set_time(struct drafting *d, json_t *to, const char *place, const char *name, const struct sample_column *c)
{
	set_path(d, to, place, name, c);
	if (c != NULL && c->dates < c->filled)
		note(d, "%s.%s: %zu of %zu values are no dates; such rows are bad", place, name, c->filled - c->dates, c->filled);
}

/* A table of all values seen, through a function that knows words; what it does not know stands as it is, or as unknown. */
static void
set_values(struct drafting *d, json_t *to, const char *place, const char *name, const struct sample_column *c, bool role)
{
	json_t *entry = json_object(), *values = json_object();
	size_t strange = 0;

	set(entry, "from", path_of(c));
	for (size_t i = 0; i < guess_distinct(c); i++) {
		struct str word = map_key(&c->values, i);
		const char *known = role ? meaning_role(word) : meaning_status(word);

		strange += known == NULL;
		if ((known != NULL || !role) && scan_utf8(word) && memchr(word.s, '\0', word.n) == NULL)
			set(values, word.s, known != NULL ? json_string(known) : json_string(word.s));
	}
	set(entry, "values", values);
	if (role)
		set(entry, "default", json_string("unknown"));
	set(to, name, entry);
	note(d, "%s.%s: \"%s\", by its name and its %zu different values; %zu of them %s", place, name, c->path, guess_distinct(c), strange,
	    role ? "could not be told: they are \"unknown\"" : "stand as they are");
	if (!role && !d->guess.sample.whole)
		note(d, "%s.%s: a value that the first %zu rows do not have will be an error; list it, or give a \"default\"", place, name, d->guess.sample.rows);
}

static void
set_status(struct drafting *d)
{
	const struct sample_column *c = guess_column(&d->guess, 0, MEANS_STATUS, guess_is_few);

	if (c != NULL && guess_distinct(c) <= GUESS_FEW)
		set_values(d, d->ticket, "ticket", "status", c, false);
	else
		set_path(d, d->ticket, "ticket", "status", c);
}

/* Tags: an array, columns of one name, or texts with something between the tags. */
static void
set_tags(struct drafting *d)
{
	const struct sample_column *c = guess_column(&d->guess, 0, MEANS_TAGS, guess_is_short);
	const char *split = NULL;
	struct buf path = {0};

	for (size_t a = 0; c == NULL && a < d->guess.sample.arrays.len; a++) {
		if (a + 1 == d->guess.array || meaning_of(d->guess.sample.arrays.at[a].path, MEANS_TAGS) <= 0)
			continue;
		for (size_t i = 0; c == NULL && i < d->guess.sample.columns.len; i++)
			if (d->guess.sample.columns.at[i].array == a + 1 && strcmp(d->guess.sample.columns.at[i].path, "name") == 0)
				c = &d->guess.sample.columns.at[i];
		if (c != NULL)
			buf_printf(&path, "%s[].name", d->guess.sample.arrays.at[a].path);
	}
	if (c == NULL)
		return;
	guess_use(&d->guess, c);
	if (path.len == 0)
		buf_printf(&path, "%s%s", c->path, c->same > 1 ? "[]" : "");
	if (!c->is_list && c->same < 2 && c->array == 0)
		split = c->semicolons * 3 > c->filled ? ";" : c->bars * 3 > c->filled ? "|" : c->commas * 3 > c->filled ? "," : NULL;
	set(d->ticket, "tags", split != NULL ? json_pack("{s:s, s:s}", "from", path.data, "split", split) : json_string(path.data));
	note(d, "ticket.tags: \"%s\", by its name%s%s", path.data, split != NULL ? "; split where many values have a " : "", split != NULL ? split : "");
	buf_free(&path);
}

static void
set_id(struct drafting *d)
{
	if (d->guess.id == NULL) {
		set(d->ticket, "id", json_pack("{s:b}", "place", 1));
		note(d, "ticket.id: no column names a row by itself; so it is FILE/NUMBER, where the row stands");
	} else {
		set(d->ticket, "id", path_of(d->guess.id));
		if (d->guess.rows_are_messages)
			note(d, "ticket.id: \"%s\", by its name; %zu rows share %zu values, so rows are taken for the messages of conversations", d->guess.id->path,
			    d->guess.sample.rows, guess_distinct(d->guess.id));
		else if (d->guess.rows_repeat)
			note(d, "ticket.id: \"%s\", by its name; %zu rows have %zu different ones, so tickets are taken to be there more than once",
			    d->guess.id->path, d->guess.sample.rows, guess_distinct(d->guess.id));
		else
			note(d, "ticket.id: \"%s\", every row has another one", d->guess.id->path);
	}
}

/* A table that tells when all its tickets were solved, open ones among them, tells when they last changed. */
static void
set_solved(struct drafting *d)
{
	const struct sample_column *updated = guess_column(&d->guess, 0, MEANS_UPDATED, guess_is_date),
	    *solved = guess_column(&d->guess, 0, MEANS_SOLVED, guess_is_date);
	const json_t *statuses = json_object_get(json_object_get(d->ticket, "status"), "values");
	bool all = solved != NULL && solved->rows == d->guess.sample.rows && json_object_size(statuses) > 1;

	set_time(d, d->ticket, "ticket", "updated_at", updated == NULL && all ? solved : updated);
	if (!all)
		set_time(d, d->ticket, "ticket", "solved_at", solved);
	else
		note(d, "ticket.solved_at: \"%s\" is there in every row, whatever its status: it is rather the last change", solved->path);
}

static void
set_ticket(struct drafting *d)
{
	set_id(d);
	set_path(d, d->ticket, "ticket", "subject", d->guess.subject);
	set_status(d);
	set_path(d, d->ticket, "ticket", "channel", guess_column(&d->guess, 0, MEANS_CHANNEL, guess_is_few));
	if (!d->guess.rows_are_messages)
		set_time(d, d->ticket, "ticket", "created_at", d->guess.created);
	set_solved(d);
	if (d->guess.rows_are_messages)
		d->guess.requester = guess_column(&d->guess, 0, MEANS_REQUESTER, guess_is_short);
	set_path(d, d->ticket, "ticket", "requester", d->guess.requester);
	set_path(d, d->ticket, "ticket", "product", guess_column(&d->guess, 0, MEANS_PRODUCT, guess_is_few));
	set_tags(d);
	set_path(d, d->ticket, "ticket", "lang", guess_column(&d->guess, 0, MEANS_LANG, guess_is_few));
}

static void
set_text(struct drafting *d, json_t *to, const char *place, const struct sample_column *c, const struct sample_column *or_else)
{
	bool html = c->markup * 3 > c->filled;
	bool gaps = or_else != NULL && c->rows < sample_places(&d->guess.sample, c);
	json_t *from = gaps ? json_pack("[s, s]", c->path, or_else->path) : path_of(c);

	set(to, "text", html ? json_pack("{s:o, s:s}", "from", from, "as", "html") : from);
	note(d, "%s.text: \"%s\", %s; %.0f bytes on average%s", place, c->path, meaning_of(c->path, MEANS_TEXT) > 0 ? "by its name" : "the longest text",
	    sample_length(c), html ? ", with HTML" : "");
	if (!guess_is_words(c))
		note(d, "%s.text: \"%s\" does not look like what a person writes; perhaps this file holds no conversations", place, c->path);
}

/* Role words as the names of members, of which each message has one: {"agent": "Ann"} or {"client": "Bob"}. */
static bool
set_present(struct drafting *d, json_t *to, const char *place, size_t array)
{
	json_t *author = json_array(), *present = json_object();
	size_t filled = 0;
	bool staff = false, customer = false;

	for (size_t i = 0; i < d->guess.sample.columns.len; i++) {
		const struct sample_column *c = &d->guess.sample.columns.at[i];
		size_t n = strlen(c->path);
		const char *role;

		while (n > 0 && c->path[n - 1] >= '0' && c->path[n - 1] <= '9')
			n--;
		role = c->array == array && !d->guess.used.at[i] && guess_is_short(c) ? meaning_role((struct str){ c->path, n }) : NULL;
		if (role == NULL)
			continue;
		staff |= strcmp(role, "staff") == 0;
		customer |= strcmp(role, "customer") == 0;
		filled += c->rows;
		json_array_append_new(author, json_string(c->path));
		set(present, c->path, json_string(role));
	}
	if (staff && customer && filled <= d->guess.sample.arrays.at[array - 1].elements) {
		for (size_t i = 0; i < d->guess.sample.columns.len; i++)
			if (d->guess.sample.columns.at[i].array == array && json_object_get(present, d->guess.sample.columns.at[i].path) != NULL)
				guess_use(&d->guess, &d->guess.sample.columns.at[i]);
		set(to, "author", author);
		set(to, "role", json_pack("{s:o}", "present", present));
		note(d, "%s.author, %s.role: messages differ in which member they have, and its name is a role", place, place);
		return true;
	}
	json_decref(author);
	json_decref(present);
	return false;
}

/* What yes and no stand for, in the words that the column has, both of them even if only one was seen. */
static json_t *
truth_table(const struct sample_column *c, json_t *yes, json_t *no)
{
	static const char *const words[][2] = { { "true", "false" }, { "True", "False" }, { "TRUE", "FALSE" }, { "yes", "no" }, { "Yes", "No" },
		{ "1", "0" }, { "t", "f" }, { "y", "n" }, { "Y", "N" } };
	json_t *table = json_object();

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (map_find(&c->values, str_of(words[i][0])) != MAP_NONE || map_find(&c->values, str_of(words[i][1])) != MAP_NONE) {
			json_object_set(table, words[i][0], yes);
			json_object_set(table, words[i][1], no);
		}
	json_decref(yes);
	json_decref(no);
	return table;
}

/* true where a column says the opposite. */
static void
set_public(struct drafting *d, json_t *to, const char *place, size_t array)
{
	const struct sample_column *c = guess_column(&d->guess, array, MEANS_PUBLIC, guess_is_few);
	json_t *table;

	if (c != NULL) {
		set_path(d, to, place, "public", c);
		return;
	}
	c = guess_column(&d->guess, array, MEANS_PRIVATE, guess_is_few);
	table = c != NULL ? truth_table(c, json_false(), json_true()) : NULL;
	if (json_object_size(table) == 0) {
		json_decref(table);
		return;
	}
	set(to, "public", json_pack("{s:s, s:o}", "from", c->path, "values", table));
	note(d, "%s.public: the opposite of \"%s\"", place, c->path);
}

static void
set_role(struct drafting *d, json_t *to, const char *place, size_t array)
{
	const struct sample_column *c = guess_column(&d->guess, array, MEANS_INBOUND, guess_is_few);
	json_t *table = c != NULL ? truth_table(c, json_string("customer"), json_string("staff")) : NULL;
	bool known = false;

	if (json_object_size(table) > 0) {
		set(to, "role", json_pack("{s:s, s:o}", "from", c->path, "values", table));
		note(d, "%s.role: \"%s\" tells customers from staff", place, c->path);
		return;
	}
	json_decref(table);
	for (size_t i = 0; i < d->guess.sample.columns.len; i++) {
		c = &d->guess.sample.columns.at[i];
		if (c->array != array || meaning_of(c->path, MEANS_ROLE) <= 0 || guess_distinct(c) > GUESS_FEW || !guess_is_short(c))
			continue;
		for (size_t k = 0; !known && k < guess_distinct(c); k++)
			known = meaning_role(map_key(&c->values, k)) != NULL;
		if (known) {
			guess_use(&d->guess, c);
			set_values(d, to, place, "role", c, true);
			return;
		}
	}
}

/* What a message has besides its text, where each has its own. */
static void
set_message(struct drafting *d, json_t *to, const char *place, size_t array)
{
	if (array == 0 || !set_present(d, to, place, array)) {
		set_role(d, to, place, array);
		set_path(d, to, place, "author", guess_column(&d->guess, array, MEANS_AUTHOR, guess_is_short));
	}
	set_path(d, to, place, "id", guess_column(&d->guess, array, MEANS_ID, guess_is_unique));
	set_time(d, to, place, "at", array == 0 ? d->guess.created : guess_column(&d->guess, array, MEANS_CREATED, guess_is_date));
	set_public(d, to, place, array);
	set_path(d, to, place, "accepted", guess_column(&d->guess, array, MEANS_ACCEPTED, guess_is_few));
	set_path(d, to, place, "reply_to", guess_column(&d->guess, array, MEANS_REPLY, guess_is_short));
}

static json_t *
draft_messages(struct drafting *d)
{
	json_t *own = json_object(), *nested = json_object();
	bool two = d->guess.array > 0 && d->guess.text != NULL;

	if (d->guess.rows_are_messages) {
		set_message(d, own, "messages", 0);
		set_text(d, own, "messages", d->guess.text, NULL);
	} else if (d->guess.text != NULL) {
		const char *place = two ? "messages[0]" : "messages";

		if (d->guess.rows_repeat)
			set(own, "id", path_of(d->guess.id));
		if (d->guess.requester != NULL)
			set(own, "author", path_of(d->guess.requester));
		if (d->guess.created != NULL)
			set(own, "at", path_of(d->guess.created));
		set_text(d, own, place, d->guess.text, d->guess.subject);
	}
	if (d->guess.array > 0) {
		const char *place = two ? "messages[1]" : "messages";

		const struct sample_column *text = guess_text(&d->guess, d->guess.array);

		guess_use(&d->guess, text);
		set(nested, "each", json_string(d->guess.sample.arrays.at[d->guess.array - 1].path));
		set_message(d, nested, place, d->guess.array);
		set_text(d, nested, place, text, NULL);
		if (two)
			note(d, "messages: \"%s\" and each of \"%s\"; if the first of these repeats it, take the one or the other", d->guess.text->path,
			    d->guess.sample.arrays.at[d->guess.array - 1].path);
	}
	if (two)
		return json_pack("[o, o]", own, nested);
	json_decref(d->guess.array > 0 ? own : nested);
	return d->guess.array > 0 ? nested : own;
}

/* What ids begin with: the file's name up to its first dot, in letters, digits and hyphens. */
static json_t *
source_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct buf name = {0};
	json_t *j;

	for (const char *at = slash != NULL ? slash + 1 : path; *at != '\0' && *at != '.'; at++) {
		char c = *at >= 'A' && *at <= 'Z' ? (char)(*at + 32) : *at;

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			buf_addc(&name, c);
		else if (name.len > 0 && name.data[name.len - 1] != '-')
			buf_addc(&name, '-');
	}
	j = json_string(name.len > 0 && name.data[0] != '-' && strcmp(path, "<stdin>") != 0 ? name.data : "export");
	buf_free(&name);
	return j;
}

/* Are there dates that may be two days, and none that tells which? */
static void
note_dates(struct drafting *d)
{
	const struct sample *s = &d->guess.sample;
	size_t open = 0, told = 0;

	for (size_t i = 0; i < s->columns.len; i++)
		if (guess_is_date(&s->columns.at[i])) {
			open += s->columns.at[i].open_dates;
			told += s->columns.at[i].told_dates;
		}
	if (open > 0 && told == 0)
		note(d, "dates: none of these rows tells whether the day or the month comes first; if no other does, ingest asks for --date-order");
}

static void
note_rest(struct drafting *d)
{
	struct buf rest = {0};

	for (size_t i = 0; i < d->guess.sample.columns.len && rest.len < 400; i++)
		if (!d->guess.used.at[i] && scan_utf8(str_of(d->guess.sample.columns.at[i].path))) {
			const struct sample_column *c = &d->guess.sample.columns.at[i];

			buf_printf(&rest, "%s\"%s%s%s\"", rest.len > 0 ? ", " : "", c->array > 0 ? d->guess.sample.arrays.at[c->array - 1].path : "",
			    c->array > 0 ? "[]." : "", c->path);
		}
	if (rest.len > 0)
		note(d, "not used: %s", rest.data);
	if (d->guess.sample.bad > 0)
		note(d, "%zu of the rows looked at are bad; ingest --rejects=FILE sets them aside", d->guess.sample.bad);
	buf_free(&rest);
}

static json_t *
draft(struct drafting *d)
{
	const struct sample *s = &d->guess.sample;
	json_t *j = json_object(), *messages;

	set(j, "source", source_of(s->name));
	set(j, "input", json_string(s->is_table ? "csv" : s->lines ? "ndjson" : "json"));
	if (s->is_table && s->delimiter != ',')
		set(j, "delimiter", json_stringn(&s->delimiter, 1));
	if (*s->records != '\0')
		set(j, "records", json_string(s->records));
	messages = draft_messages(d);
	set_ticket(d);
	note_dates(d);
	note_rest(d);
	set(j, "ticket", d->ticket);
	set(j, "messages", messages);
	set(j, "notes", d->notes);
	return j;
}

bool
draft_mapping(struct buf *out, const char *path, const struct intake *like, char *why, size_t n)
{
	struct drafting d = {0};
	bool good = sample_take(&d.guess.sample, path, like, why, n);
	json_t *j;
	char *text;

	vec_zero(&d.guess.used, d.guess.sample.columns.len);
	for (size_t i = 0; i < d.guess.sample.columns.len; i++)	/* what no mapping can name */
		d.guess.used.at[i] = *d.guess.sample.columns.at[i].path == '\0' || !scan_utf8(str_of(d.guess.sample.columns.at[i].path));
	if (good) {
		guess_settle(&d.guess);
		good = d.guess.text != NULL || d.guess.array > 0;
		if (!good)
			snprintf(why, n, "%s: no column has a name and something in it, so there is nothing to draft a mapping from", d.guess.sample.name);
	}
	if (good) {
		d.ticket = json_object();
		d.notes = json_array();
		note(&d, "drafted from %s %zu rows; look through it before it is used", d.guess.sample.whole ? "all" : "the first", d.guess.sample.rows);
		j = draft(&d);
		text = mem_need(json_dumps(j, JSON_INDENT(2)), 1 << 10);
		buf_adds(out, text);
		buf_addc(out, '\n');
		free(text);
		json_decref(j);
	}
	vec_free(&d.guess.used);
	sample_free(&d.guess.sample);
	return good;
}
