#include "render.h"

static const struct renderer table[] = {
	{ "html", ".html", render_html },
	{ "markdown", ".md", render_markdown },
	{ "text", ".txt", render_text },
	{ "json", ".json", render_json },
	{ "csv", ".csv", render_csv },
};

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

const char *
render_names(void)
{
	static char names[128];
	size_t n = 0;

	if (names[0] == '\0')
		for (size_t i = 0; i < KINDS; i++) {
			size_t len = strlen(table[i].name);

			if (n + len + 3 > sizeof names)
				break;
			if (i > 0) {
				names[n++] = ',';
				names[n++] = ' ';
			}
			memcpy(names + n, table[i].name, len + 1);
			n += len;
		}
	return names;
}
