#include "format.h"

#include "mapped.h"
#include "stackexchange.h"
#include "twitter.h"
#include "zendesk.h"

#include <string.h>

enum { FIRST = 1 << 16 };	/* bytes that a file is recognised by */

const struct format *const formats[] = { &format_stackexchange, &format_zendesk, &format_twitter, &format_mapped, NULL };

const struct format *
format_find(const char *name)
{
	for (size_t i = 0; formats[i] != NULL; i++)
		if (strcmp(formats[i]->name, name) == 0)
			return formats[i];
	return NULL;
}

void
format_list(struct buf *out)
{
	for (size_t i = 0; formats[i] != NULL; i++)
		buf_printf(out, "%-15s %s\n", formats[i]->name, formats[i]->about);
}

/* The format that is surest of itself. */
static const struct format *
recognise(struct str first)
{
	const struct format *best = NULL;
	int surest = 0;

	for (size_t i = 0; formats[i] != NULL; i++) {
		int sure = formats[i]->recognise(first);

		if (sure > surest) {
			best = formats[i];
			surest = sure;
		}
	}
	return best;
}

static enum format_status
not_recognised(struct intake *in, struct str first)
{
	if (first.n == 0)
		return intake_bad(in, FORMAT_REFUSED, 0, 0, first, "the file is empty; an export without rows still has its header");
	if (str_starts(first, "\xff\xfe") || str_starts(first, "\xfe\xff"))
		return intake_bad(in, FORMAT_REFUSED, 0, 0, first, "this is UTF-16; convert it first: iconv -f UTF-16 -t UTF-8");
	return intake_bad(in, FORMAT_REFUSED, 0, 0, first,
	    "not recognised as any format that --list-formats shows; name it with --from=FORMAT, or describe it with --mapping=FILE");
}

/* The state that the format keeps over its files. */
static void *
state_of(struct reading *r, const struct format *f)
{
	struct running new = { f, NULL };

	for (size_t i = 0; i < r->running.len; i++)
		if (r->running.at[i].format == f)
			return r->running.at[i].state;
	new.state = f->open(r->in);
	vec_push(&r->running, new);
	return new.state;
}

enum format_status
reading_file(struct reading *r)
{
	struct intake *in = r->in;
	enum source_status status = source_file(in->source);
	struct str first;

	if (status == SOURCE_END)
		return FORMAT_END;
	if (status < 0 || (status = source_peek(in->source, FIRST, &first)) < 0)
		return intake_failed(in, status);
	if (str_starts(first, "\xef\xbb\xbf"))
		first = (struct str){ first.s + 3, first.n - 3 };
	r->now = r->forced != NULL && first.n > 0 ? r->forced : recognise(first);
	if (r->now == NULL)
		return not_recognised(in, first);
	desks_file(in->desks, source_name(in->source));
	r->state = state_of(r, r->now);
	return r->now->file(r->state);
}

enum format_status
reading_next(struct reading *r)
{
	return r->now->next(r->state);
}

void
reading_finish(struct reading *r)
{
	for (size_t i = 0; i < r->running.len; i++)
		r->running.at[i].format->finish(r->running.at[i].state);
}

void
reading_close(struct reading *r)
{
	for (size_t i = 0; i < r->running.len; i++)
		r->running.at[i].format->close(r->running.at[i].state);
	vec_free(&r->running);
}
