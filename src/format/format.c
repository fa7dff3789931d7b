#include "format.h"

#include "explain.h"
#include "mapping.h"
#include "window.h"

#include <stdio.h>
#include <string.h>

/* A format is a line here: F(name) stands for format_name, in a file of its own. */
#define FORMATS(F) \
	F(stackexchange) \
	F(zendesk) \
	F(freshdesk) \
	F(servicenow) \
	F(jira) \
	F(intercom) \
	F(helpscout) \
	F(salesforce) \
	F(twitter) \
	F(discourse) \
	F(mbox) \
	F(github) \
	F(gitlab) \
	F(reddit) \
	F(singer) \
	F(airbyte) \
	F(mapped)

#define DECLARE(name) extern const struct format format_##name;
#define ADDRESS(name) &format_##name,

FORMATS(DECLARE)

const struct format *const formats[] = { FORMATS(ADDRESS) NULL };

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

const struct format *
format_recognise(const struct glimpse *g, int *surest)
{
	const struct format *best = NULL;

	*surest = 0;
	for (size_t i = 0; formats[i] != NULL; i++) {
		int sure = formats[i]->reader->recognise(formats[i], g);

		if (sure > *surest) {
			best = formats[i];
			*surest = sure;
		}
	}
	return best;
}

static enum format_status
not_recognised(struct intake *in, const struct glimpse *g)
{
	static const char *const looks[] = { [GLIMPSE_JSON] = "JSON", [GLIMPSE_XML] = "XML", [GLIMPSE_TEXT] = "text or a table" };

	if (g->kind == GLIMPSE_EMPTY)
		return intake_bad(in, FORMAT_REFUSED, 0, 0, g->text, "the file is empty; an export without rows still has its header");
	return intake_bad(in, FORMAT_REFUSED, 0, 0, g->text,
	    "this is %s, but not recognised as any format that --list-formats shows; name it with --from=FORMAT, or describe it with --mapping=FILE "
	    "(--mapping-from=FILE writes a draft of one)", looks[g->kind]);
}

static bool
set_format(struct reading *r, const struct reading_options *o, char *why, size_t size)
{
	struct tree_error error;

	if (o->format != NULL && (r->forced = format_find(o->format)) == NULL)
		snprintf(why, size, "--from=%s: no such format; see --list-formats", o->format);
	else if (o->mapping != NULL && o->format != NULL && r->forced != &format_mapped)
		snprintf(why, size, "--from=%s and --mapping=%s: one of them, please", o->format, o->mapping);
	else if (o->mapping == NULL && r->forced == &format_mapped)
		snprintf(why, size, "--from=mapping: --mapping=FILE says how");
	else if (o->mapping != NULL && (r->in->mapping = mapping_load(o->mapping, &error)) == NULL)
		snprintf(why, size, "%s", error.why);
	else {
		if (o->mapping != NULL)
			r->forced = &format_mapped;
		return true;
	}
	return false;
}

bool
reading_set(struct reading *r, const struct reading_options *o, char *why, size_t size)
{
	struct intake *in = r->in;
	char wrong[200];

	in->encoding = o->encoding;
	if (o->encoding != NULL && !decoder_knows(o->encoding))
		snprintf(why, size, "--encoding=%s: no such encoding; iconv -l lists them", o->encoding);
	else if (o->date_order != NULL && !dates_order_parse(o->date_order, &in->dates.given))
		snprintf(why, size, "--date-order=%s: dmy (day first) or mdy (month first) is expected", o->date_order);
	else if (o->timezone != NULL && (in->dates.zone = zone_open(o->timezone, wrong, sizeof wrong)) == NULL)
		snprintf(why, size, "--timezone=%s: %s", o->timezone, wrong);
	else
		return set_format(r, o, why, size);
	return false;
}

/* The state that the format keeps over its files. */
static void *
state_of(struct reading *r, const struct format *f)
{
	struct running new = { f, NULL };

	for (size_t i = 0; i < r->running.len; i++)
		if (r->running.at[i].format == f)
			return r->running.at[i].state;
	new.state = f->reader->open(f, r->in);
	vec_push(&r->running, new);
	return new.state;
}

/* Look at how the file begins. */
static enum source_status
look(struct reading *r, size_t most)
{
	enum source_status status;
	struct str first;
	int surest;

	if ((status = window_peek(r->in, most, &r->begin, &first)) < 0)
		return status;
	glimpse_take(&r->glimpse, first);
	r->in->glimpse = &r->glimpse;
	r->now = r->forced != NULL && first.n > 0 ? r->forced : format_recognise(&r->glimpse, &surest);
	return SOURCE_SOME;
}

/* An empty array: the answer of whatever system to a question that nothing fits. */
static bool
holds_no_rows(const struct glimpse *g)
{
	struct str text = str_trim(g->text);

	return text.n > 1 && text.s[0] == '[' && str_is(str_trim((struct str){ text.s + 1, text.n - 1 }), "]");
}

enum format_status
reading_file(struct reading *r)
{
	struct intake *in = r->in;
	enum source_status status;

	do {
		if ((status = source_file(in->source)) == SOURCE_END)
			return FORMAT_END;
	} while (status >= 0 && (status = look(r, GLIMPSE)) >= 0 && r->now == NULL && holds_no_rows(&r->glimpse));
	if (status < 0)
		return intake_failed(in, status);
	if (r->now == NULL && r->glimpse.kind == GLIMPSE_JSON && r->glimpse.text.n > GLIMPSE / 2 && (status = look(r, GLIMPSE_MORE)) < 0)
		return intake_failed(in, status);	/* a long text stood before what would have told */
	if (r->now == NULL)
		return not_recognised(in, &r->glimpse);
	dates_file(&in->dates);
	desks_file(in->desks, source_name(in->source));
	r->state = state_of(r, r->now);
	if (in->explain != NULL)
		explain_format(in->explain, r);
	return r->now->reader->file(r->state);
}

enum format_status
reading_next(struct reading *r)
{
	enum format_status status;

	do {
		desks_row(r->in->desks);
		status = r->now->reader->next(r->state);
	} while (status == FORMAT_LATER);
	return status;
}

void
reading_finish(struct reading *r)
{
	for (size_t i = 0; i < r->running.len; i++)
		r->running.at[i].format->reader->finish(r->running.at[i].state);
}

void
reading_close(struct reading *r)
{
	for (size_t i = 0; i < r->running.len; i++)
		r->running.at[i].format->reader->close(r->running.at[i].state);
	vec_free(&r->running);
	glimpse_free(&r->glimpse);
	buf_free(&r->begin);
	mapping_free(r->in->mapping);
	zone_close(r->in->dates.zone);
}
