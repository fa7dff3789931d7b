#include "tree.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

json_t *
tree_load(const char *path, struct tree_error *error)
{
	json_error_t at;
	struct stat st;
	json_t *j;

	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
		snprintf(error->why, sizeof error->why, "%s: this is a directory; name the file in it", path);
		return NULL;
	}
	j = json_load_file(path, JSON_REJECT_DUPLICATES, &at);
	if (j == NULL && at.line > 0)
		snprintf(error->why, sizeof error->why, "%s:%d:%d: %s", path, at.line, at.column, at.text);
	else if (j == NULL)
		snprintf(error->why, sizeof error->why, "%s", at.text);
	return j;
}

bool
tree_wrong(struct tree_error *error, const char *file, const char *place, const char *fmt, ...)
{
	int n = snprintf(error->why, sizeof error->why, "%s: %s%s", file, place, *place != '\0' ? ": " : "");
	va_list ap;

	if (n < 0 || (size_t)n >= sizeof error->why)
		return false;
	va_start(ap, fmt);
	vsnprintf(error->why + n, sizeof error->why - (size_t)n, fmt, ap);
	va_end(ap);
	return false;
}

bool
tree_known(const json_t *object, const char *const *names, const char *file, const char *place, struct tree_error *error)
{
	const char *name;
	json_t *value;
	char all[300] = "";
	size_t used = 0;

	json_object_foreach((json_t *)object, name, value) {
		size_t i = 0;

		while (names[i] != NULL && strcmp(names[i], name) != 0)
			i++;
		if (names[i] != NULL)
			continue;
		for (i = 0; names[i] != NULL && used < sizeof all; i++)
			used += (size_t)snprintf(all + used, sizeof all - used, "%s%s", i > 0 ? ", " : "", names[i]);
		return tree_wrong(error, file, place, "there is no \"%s\" here; known are %s", name, all);
	}
	return true;
}
