/*
 * render.h: a document in, a page out; the table of ways to write one.
 *
 * Adding a renderer is one file with one function and one line in the table.
 */
#ifndef RENDER_RENDER_H
#define RENDER_RENDER_H

#include "../rec/document.h"

struct render_options {
	size_t width;		/* columns of the text page; 0: 80 */
};

struct renderer {
	const char *name, *ending;
	void (*write)(struct buf *page, const struct document *d, const struct render_options *o);
};

const struct renderer *render_named(struct str name);		/* NULL: no such */
const struct renderer *render_for_file(struct str path);	/* by its ending, .gz left out; NULL: no such */
extern const char *const render_names[];			/* NULL-terminated */

void render_html(struct buf *page, const struct document *d, const struct render_options *o);
void render_markdown(struct buf *page, const struct document *d, const struct render_options *o);
void render_text(struct buf *page, const struct document *d, const struct render_options *o);
void render_json(struct buf *page, const struct document *d, const struct render_options *o);
void render_csv(struct buf *page, const struct document *d, const struct render_options *o);

#endif
