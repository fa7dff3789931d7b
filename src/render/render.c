#include "render.h"

/* One line a renderer: its name, which is its function's too, and the ending of its files. */
#define RENDERERS(R) \
	R(html, ".html") \
	R(markdown, ".md") \
	R(text, ".txt") \
	R(json, ".json") \
	R(csv, ".csv")

#define ROW(name, ending) { #name, ending, render_##name },
#define NAME(name, ending) #name,

static const struct renderer table[] = { RENDERERS(ROW) };
const char *const render_names[] = { RENDERERS(NAME) NULL };

enum { KINDS = sizeof table / sizeof *table };

const struct renderer *
render_named(struct str name)
{
	for (size_t i = 0; i < KINDS; i++)
		if (str_is(name, table[i].name))
			return &table[i];
	return NULL;
}

const struct renderer *
render_for_file(struct str path)
{
	if (str_ends(path, ".gz"))
		path.n -= 3;
	for (size_t i = 0; i < KINDS; i++)
		if (str_ends(path, table[i].ending))
			return &table[i];
	return NULL;
}
