#include "night.h"
#include "options.h"
#include "output.h"
#include "../base/die.h"
#include "../rec/cards.h"

#include <string.h>

static void
keep_leader(void *with, const struct card *card)
{
	copies_add_leader(with, card);
}

/* False: there is no such file. */
static bool
read_file(struct night *n, const char *path, struct copies *with_cards)
{
	switch (seen_read(&n->known, path, with_cards != NULL ? keep_leader : NULL, with_cards)) {
	case SEEN_READ:
		return true;
	case SEEN_ABSENT:
		return false;
	case SEEN_BAD:
		die(EXIT_DATA, "%s", n->known.why);
	default:
		die(EXIT_SYSTEM, "%s", n->known.why);
	}
}

void
night_begin(struct night *n, struct copies *copies)
{
	const char *to = n->seen_to != NULL ? n->seen_to : n->seen, *const named[] = { n->tables, n->seen, n->seen_to };

	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (named[i] != NULL && (*named[i] == '\0' || strcmp(named[i], "-") == 0))
			die(EXIT_USAGE, "--tables, --seen and --seen-to want the name of a file");
	n->known = (struct seen){ copies->options.same, copies->options.other, &copies->frequencies };
	if (n->tables != NULL && !read_file(n, n->tables, NULL))
		die(EXIT_SYSTEM, "%s: there is no such file (dedupe --emit=tables makes tables)", n->tables);
	if (n->seen != NULL)
		read_file(n, n->seen, copies);
	if (to != NULL)
		n->to = output_open(to);
}

static bool
next_leader(void *with, struct card *card)
{
	return cards_next_leader(with, card);
}

int
night_end(struct night *n, struct copies *copies, int status)
{
	struct cards_walk walk = { .of = copies };

	if (n->to == NULL)
		return status;
	if (status != EXIT_OK) {
		output_abandon(n->to);
		return status;
	}
	if (seen_write(n->to, &n->known, next_leader, &walk, MUSTER_VERSION) != 0)
		die(EXIT_SYSTEM, "%s: %s", sink_name(n->to), sink_error(n->to));
	if (copies_error(copies) != NULL)
		die(EXIT_SYSTEM, "%s", copies_error(copies));
	output_close(n->to);
	return status;
}
