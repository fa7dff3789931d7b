#include "glimpse.h"

#include "table.h"

#include <string.h>

enum { DEPTH = 8 };	/* deeper members tell nothing about a format */

/* A walk over JSON that asks for no more than strings and brackets to be in their places. */
struct walk {
	struct glimpse *g;
	struct str text;
	size_t at;
	struct buf path;
	size_t path_end[DEPTH + 1];	/* the path's length outside of each container entered */
	bool is_array[DEPTH + 1];
	size_t depth;			/* containers entered; only the outer DEPTH are followed */
};

static void
note(struct walk *w)
{
	map_add(&w->g->names, buf_str(&w->path), NULL);
}

/* The string that begins at w->at, without its quotes; escapes stay as they are: names that tell a format have none. */
static struct str
string(struct walk *w)
{
	size_t from = ++w->at;

	while (w->at < w->text.n && w->text.s[w->at] != '"')
		w->at += w->text.s[w->at] == '\\' ? 2 : 1;
	if (w->at > w->text.n)
		w->at = w->text.n;
	w->at += w->at < w->text.n;
	return (struct str){ w->text.s + from, w->at - from - (w->at > from) };
}

static void
enter(struct walk *w, bool is_array)
{
	if (++w->depth > DEPTH)
		return;
	w->path_end[w->depth] = w->path.len;
	w->is_array[w->depth] = is_array;
	if (is_array) {
		buf_adds(&w->path, "[]");
		note(w);
	}
}

static void
leave(struct walk *w, bool is_object)
{
	size_t n = w->depth > 0 && w->depth <= DEPTH && is_object ? w->path_end[w->depth] : 0;

	if (n >= 2 && memcmp(w->path.data + n - 2, "[]", 2) == 0) {	/* a whole element of an array */
		w->path.len = n;
		buf_addc(&w->path, '}');
		note(w);
	}
	if (w->depth > 0 && w->depth-- <= DEPTH)
		w->path.len = w->path_end[w->depth + 1];
}

/* A name of a member, if a colon follows: from here on the path leads to its value. */
static void
name(struct walk *w, struct str s)
{
	while (w->at < w->text.n && memchr(" \t\r\n", w->text.s[w->at], 4) != NULL)
		w->at++;
	if (w->at == w->text.n || w->text.s[w->at] != ':' || w->depth == 0 || w->depth > DEPTH || w->is_array[w->depth])
		return;
	w->path.len = w->path_end[w->depth];
	if (w->path.len > 0)
		buf_addc(&w->path, '.');
	buf_add(&w->path, s.s, s.n);
	note(w);
}

static void
walk_json(struct glimpse *g)
{
	struct walk w = { .g = g, .text = g->text };

	while (w.at < w.text.n) {
		switch (w.text.s[w.at]) {
		case '"':
			name(&w, string(&w));
			continue;
		case '{':
		case '[':
			enter(&w, w.text.s[w.at] == '[');
			break;
		case '}':
		case ']':
			leave(&w, w.text.s[w.at] == '}');
			break;
		}
		w.at++;
	}
	buf_free(&w.path);
}

/* In tables case does not tell names apart. */
static void
put_small(struct buf *to, struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		buf_addc(to, name.s[i] >= 'A' && name.s[i] <= 'Z' ? (char)(name.s[i] + ('a' - 'A')) : name.s[i]);
}

static void
add_column(struct glimpse *g, struct str name)
{
	struct buf small = {0};

	put_small(&small, name);
	map_add(&g->names, buf_str(&small), NULL);
	buf_free(&small);
}

/* The cells of the first line. A quoted cell's doubled quotes stay: names that tell a format have none. */
static void
cut_header(struct glimpse *g)
{
	const char *nl = memchr(g->text.s, '\n', g->text.n);
	struct str line = { g->text.s, nl != NULL ? (size_t)(nl - g->text.s) : g->text.n };
	char delimiter = table_delimiter(line);

	while (line.n > 0) {
		bool quoted = line.s[0] == '"';
		const char *end = quoted ? memchr(line.s + 1, '"', line.n - 1) : memchr(line.s, delimiter, line.n);
		size_t n = end != NULL ? (size_t)(end - line.s) : line.n;
		struct str cell = quoted ? (struct str){ line.s + 1, n - 1 } : (struct str){ line.s, n };

		add_column(g, str_trim(cell));
		if (quoted) {
			end = end != NULL ? memchr(end, delimiter, line.n - n) : NULL;
			n = end != NULL ? (size_t)(end - line.s) : line.n;
		}
		n += n < line.n;
		line = (struct str){ line.s + n, line.n - n };
	}
}

void
glimpse_take(struct glimpse *g, struct str text)
{
	struct str rest = str_trim(text);

	map_free(&g->names);
	g->text = text;
	g->kind = rest.n == 0 ? GLIMPSE_EMPTY : rest.s[0] == '{' || rest.s[0] == '[' ? GLIMPSE_JSON : rest.s[0] == '<' ? GLIMPSE_XML : GLIMPSE_TEXT;
	if (g->kind == GLIMPSE_JSON)
		walk_json(g);
	else if (g->kind == GLIMPSE_TEXT)
		cut_header(g);
}

/* Hundreds are asked for in each file: the names that formats know, none of which is long. */
bool
glimpse_has(const struct glimpse *g, const char *prefix, struct str name)
{
	char path[240];
	size_t n = strlen(prefix);

	if (n + name.n > sizeof path)
		return false;
	memcpy(path, prefix, n);
	for (size_t i = 0; i < name.n; i++, n++)
		path[n] = g->kind == GLIMPSE_TEXT && name.s[i] >= 'A' && name.s[i] <= 'Z' ? (char)(name.s[i] + ('a' - 'A')) : name.s[i];
	return map_find(&g->names, (struct str){ path, n }) != MAP_NONE;
}

/* Behind the declaration, comments and a document type, the first name after '<'. */
struct str
glimpse_root(struct str first)
{
	size_t i = 0, from;

	while (i < first.n) {
		while (i < first.n && memchr(" \t\r\n", first.s[i], 4) != NULL)
			i++;
		if (i + 1 >= first.n || first.s[i] != '<')
			break;
		i++;
		if (first.s[i] != '?' && first.s[i] != '!') {
			for (from = i; i < first.n && memchr(" \t\r\n/>", first.s[i], 6) == NULL; i++)
				;
			return (struct str){ first.s + from, i - from };
		}
		for (unsigned brackets = 0; i < first.n && (first.s[i] != '>' || brackets > 0); i++) {
			brackets += first.s[i] == '[';		/* a document type holds declarations */
			brackets -= first.s[i] == ']' && brackets > 0;
		}
		i++;
	}
	return (struct str){0};
}

void
glimpse_free(struct glimpse *g)
{
	map_free(&g->names);
}
