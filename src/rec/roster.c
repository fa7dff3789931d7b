#include "roster.h"

#include "../base/buf.h"
#include "../io/source.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

/* Staff stand above volunteers: whoever is both is never scored. */
static enum role
stronger(enum role a, enum role b)
{
	return a == ROLE_STAFF || b == ROLE_STAFF ? ROLE_STAFF : a != ROLE_UNKNOWN ? a : b;
}

bool
roster_add(struct roster *r, struct str line, enum role role)
{
	const char *hash = line.n > 0 ? memchr(line.s, '#', line.n) : NULL;
	struct roster_pattern p = { NULL, role };
	struct str entry = str_trim((struct str){ line.s, hash != NULL ? (size_t)(hash - line.s) : line.n });
	bool fresh;
	size_t k;

	if (entry.n == 0)
		return true;
	if (memchr(entry.s, '\0', entry.n) != NULL || str_is(entry, "@"))
		return false;
	p.text = mem_copy(entry.s, entry.n);
	if (entry.s[0] == '@') {
		memmove(p.text, p.text + 1, entry.n);
		vec_push(&r->domains, p);
		return true;
	}
	if (strpbrk(p.text, "*?[") != NULL) {
		vec_push(&r->patterns, p);
		return true;
	}
	free(p.text);
	k = map_add(&r->ids, entry, &fresh);
	if (fresh)
		vec_push(&r->roles, role);
	else
		r->roles.at[k] = stronger(role, r->roles.at[k]);
	return true;
}

static bool
add_lines(struct roster *r, const struct block *b, enum role role, char *why, size_t n)
{
	const char *at = b->text, *end = b->text + b->len;

	for (size_t line = b->line; at < end; line++) {
		const char *nl = memchr(at, '\n', (size_t)(end - at));
		struct str text = { at, (size_t)((nl != NULL ? nl : end) - at) };

		if (line == 1 && str_starts(text, "\xef\xbb\xbf"))
			text = (struct str){ text.s + 3, text.n - 3 };
		if (!roster_add(r, text, role)) {
			snprintf(why, n, "%s:%zu: an id, a @domain or a pattern is expected", b->file, line);
			return false;
		}
		at += (size_t)((nl != NULL ? nl : end) - at) + (nl != NULL);
	}
	return true;
}

static bool
load(struct roster *r, const char *path, enum role role, char *why, size_t n)
{
	char *const paths[] = { (char *)path, NULL };
	struct source *s = source_open(paths, 0, 1 << 20);
	struct block b = {0};
	enum source_status status;
	bool good = true;

	while (good && (status = source_block(s, &b)) != SOURCE_END) {
		if (status < 0 || b.too_long) {
			snprintf(why, n, "%s: %s", path, status < 0 ? source_error(s) : "a line of more than 1 MiB");
			good = false;
		} else
			good = add_lines(r, &b, role, why, n);
	}
	block_free(&b);
	source_close(s);
	return good;
}

bool
roster_load(struct roster *r, const char *const *paths, size_t count, enum role role, char *why, size_t n)
{
	for (size_t i = 0; i < count; i++)
		if (!load(r, paths[i], role, why, n))
			return false;
	return true;
}

bool
roster_is_empty(const struct roster *r)
{
	return r->roles.len == 0 && r->domains.len == 0 && r->patterns.len == 0;
}

/* Is the address in the domain or below it? Domains have no case. */
static bool
in_domain(struct str address, const char *domain)
{
	size_t n = strlen(domain);
	const char *tail;

	if (address.n <= n)
		return false;
	tail = address.s + address.n - n;
	for (size_t i = 0; i < n; i++) {
		char a = tail[i], b = domain[i];

		if ((a >= 'A' && a <= 'Z' ? a + 32 : a) != (b >= 'A' && b <= 'Z' ? b + 32 : b))
			return false;
	}
	return tail[-1] == '@' || (tail[-1] == '.' && memchr(address.s, '@', address.n) != NULL);
}

enum role
roster_find(const struct roster *r, struct str name)
{
	enum role role = ROLE_UNKNOWN;
	size_t k = name.n > 0 ? map_find(&r->ids, name) : MAP_NONE;
	char *terminated;

	if (name.n == 0)
		return ROLE_UNKNOWN;
	if (k != MAP_NONE)
		role = r->roles.at[k];
	for (size_t i = 0; i < r->domains.len; i++)
		if (in_domain(name, r->domains.at[i].text))
			role = stronger(role, r->domains.at[i].role);
	if (r->patterns.len == 0)
		return role;
	terminated = mem_copy(name.s, name.n);
	for (size_t i = 0; i < r->patterns.len; i++)
		if (fnmatch(r->patterns.at[i].text, terminated, 0) == 0)
			role = stronger(role, r->patterns.at[i].role);
	free(terminated);
	return role;
}

void
roster_free(struct roster *r)
{
	for (size_t i = 0; i < r->domains.len; i++)
		free(r->domains.at[i].text);
	for (size_t i = 0; i < r->patterns.len; i++)
		free(r->patterns.at[i].text);
	vec_free(&r->domains);
	vec_free(&r->patterns);
	vec_free(&r->roles);
	map_free(&r->ids);
}
