#include "window.h"

enum source_status
window_more(struct window *w)
{
	enum source_status r;
	struct str bytes;

	if (w->ended)
		return SOURCE_END;
	if (w->at > 0) {
		w->text.len -= w->at;
		memmove(w->text.data, w->text.data + w->at, w->text.len);
		w->base += w->at;
		w->at = 0;
	}
	r = source_read(w->source, &bytes);
	if (r == SOURCE_END)
		w->ended = true;
	if (r <= 0)
		return r;
	buf_room(&w->text, bytes.n + SOURCE_PADDING);
	buf_add(&w->text, bytes.s, bytes.n);
	memset(w->text.data + w->text.len, 0, SOURCE_PADDING);
	return SOURCE_SOME;
}

enum source_status
window_begin(struct window *w, struct source *source)
{
	enum source_status r = SOURCE_SOME;

	w->source = source;
	w->text.len = w->at = 0;
	w->base = 0;
	w->ended = false;
	while (w->text.len < 3 && (r = window_more(w)) == SOURCE_SOME)
		;
	if (r < 0)
		return r;
	if (str_starts(window_rest(w), "\xef\xbb\xbf"))
		w->at = 3;
	return SOURCE_SOME;
}

uint64_t
window_lines(struct str text)
{
	uint64_t lines = 0;

	for (const char *at = text.s, *end = at + text.n; at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
		lines++;
	return lines;
}

void
window_free(struct window *w)
{
	buf_free(&w->text);
}
