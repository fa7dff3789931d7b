/*
 * tree.h: configuration files: small JSON documents as jansson trees, with messages that name the place.
 */
#ifndef JSON_TREE_H
#define JSON_TREE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct tree_error {
	char why[400];		/* "FILE:LINE:COLUMN: ..." or "FILE: messages[0].at: ..." */
};

/* The document, owned by the caller (json_decref), or NULL with *error. Repeated members are refused. */
json_t *tree_load(const char *path, struct tree_error *error);

/* Set the reason "FILE: PLACE: ..."; always false, so that a check can return it. */
bool tree_wrong(struct tree_error *error, const char *file, const char *place, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* Has the object no members but these (NULL-terminated)? False with *error: which one is not known, and which are. */
bool tree_known(const json_t *object, const char *const *names, const char *file, const char *place, struct tree_error *error);

#endif
