#define _GNU_SOURCE	/* memrchr, F_SETPIPE_SZ */
#include "source.h"
#include "inflate.h"
#include "../base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MIB = 1 << 20 };

static const char BOM[] = "\xef\xbb\xbf";

struct source {
	char *const *paths;
	size_t chunk, max_line;
	int fd;				/* -1: between files */
	const char *name;
	struct inflate *inflate;	/* NULL: plain */
	bool raw_ended;
	struct buf raw;			/* compressed bytes, not yet decoded: raw.data[raw_at..raw.len) */
	size_t raw_at;
	struct buf plain;		/* decoded bytes, not yet given out: plain.data[plain_at..plain.len) */
	size_t plain_at;
	size_t line;			/* number of the next line that source_block gives */
	bool skip;			/* the rest of a line that was too long lies ahead */
	uint64_t blocks, consumed, size;
	uint64_t files, file_start;	/* files so far; where this one begins, so that file_start + consumed is where it is read now */
	bool regular;
	enum source_status failed;	/* this file can give no more, but what came before it goes out first */
	char error[256];
};

static char *const just_stdin[] = { (char *)"-", NULL };

/* The sum of the files' sizes, or 0: progress can only tell how far it is if every file says how long it is. */
static uint64_t
total_size(char *const *paths)
{
	uint64_t sum = 0;
	struct stat st;

	for (; *paths != NULL; paths++) {
		int r = strcmp(*paths, "-") == 0 ? fstat(0, &st) : stat(*paths, &st);

		if (r != 0 || !S_ISREG(st.st_mode))
			return 0;
		sum += (uint64_t)st.st_size;
	}
	return sum;
}

struct source *
source_open(char *const *paths, size_t chunk, size_t max_line)
{
	struct source *s = mem_zeroed(1, sizeof *s);

	s->paths = *paths != NULL ? paths : just_stdin;
	s->chunk = chunk > 0 ? chunk : MIB;
	s->max_line = max_line > 0 ? max_line : SIZE_MAX / 4;
	s->fd = -1;
	s->name = "<no file>";
	s->size = total_size(s->paths);
	return s;
}

static void
close_file(struct source *s)
{
	inflate_free(s->inflate);
	s->inflate = NULL;
	if (s->fd > 0)
		close(s->fd);
	s->fd = -1;
	s->raw_at = s->plain_at = 0;
	buf_clear(&s->raw);
	buf_clear(&s->plain);
	s->skip = s->raw_ended = false;
}

void
source_close(struct source *s)
{
	if (s == NULL)
		return;
	close_file(s);
	buf_free(&s->raw);
	buf_free(&s->plain);
	free(s);
}

static enum source_status
fail(struct source *s, enum source_status status, const char *why)
{
	snprintf(s->error, sizeof s->error, "%s", why);
	return s->failed = status;
}

/* Read once into b behind what it holds. */
static enum source_status
read_raw(struct source *s, struct buf *b)
{
	ssize_t n;

	buf_room(b, s->chunk + SOURCE_PADDING);
	do
		n = read(s->fd, b->data + b->len, s->chunk);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return fail(s, SOURCE_FAILED, strerror(errno));
	b->len += (size_t)n;
	s->consumed += (uint64_t)n;
	s->raw_ended = n == 0;
	return n > 0 ? SOURCE_SOME : SOURCE_END;
}

/* Enough first bytes to tell gzip and zstd from plain text. */
static enum source_status
recognise(struct source *s)
{
	enum inflate_kind kind;

	while (s->raw.len < INFLATE_MAGIC) {
		enum source_status r = read_raw(s, &s->raw);

		if (r < 0)
			return r;
		if (r == SOURCE_END)
			break;
	}
	kind = inflate_kind_of(s->raw.data, s->raw.len);
	if (kind != INFLATE_NONE)
		s->inflate = inflate_new(kind);
	else {
		struct buf swap = s->plain;	/* plain bytes need no decoding: they are already where they go */

		s->plain = s->raw;
		s->raw = swap;
	}
	return SOURCE_SOME;
}

enum source_status
source_file(struct source *s)
{
	struct stat st = {0};

	close_file(s);
	if (*s->paths == NULL)
		return SOURCE_END;
	s->name = *s->paths++;
	s->line = 1;
	if (strcmp(s->name, "-") == 0) {
		s->name = "<stdin>";
		s->fd = 0;
	} else if ((s->fd = open(s->name, O_RDONLY | O_CLOEXEC)) < 0)
		return fail(s, SOURCE_FAILED, strerror(errno));
	s->regular = fstat(s->fd, &st) == 0 && S_ISREG(st.st_mode);
	if (!s->regular && S_ISDIR(st.st_mode))
		return fail(s, SOURCE_FAILED, "this is a directory; name the files in it");
	s->files++;
	if (s->regular)
		s->file_start = (uint64_t)lseek(s->fd, 0, SEEK_CUR) - s->consumed;
#ifdef F_SETPIPE_SZ
	fcntl(s->fd, F_SETPIPE_SZ, MIB);
#endif
	return recognise(s);
}

/* Decode some more behind what plain holds: some, the file's end, or failed. */
static enum source_status
more(struct source *s)
{
	enum { ROOM = 1 << 18 };

	if (s->failed < 0)
		return s->failed;
	if (s->plain_at > 0) {
		s->plain.len -= s->plain_at;
		memmove(s->plain.data, s->plain.data + s->plain_at, s->plain.len);
		s->plain_at = 0;
	}
	if (s->inflate == NULL)
		return s->raw_ended ? SOURCE_END : read_raw(s, &s->plain);
	for (;;) {
		const char *in = s->raw.len > 0 ? s->raw.data + s->raw_at : "", *why;
		size_t n = s->raw.len - s->raw_at, made;

		buf_room(&s->plain, ROOM + SOURCE_PADDING);
		why = inflate_some(s->inflate, &in, &n, s->raw_ended, s->plain.data + s->plain.len, ROOM, &made);
		s->raw_at = s->raw.len - n;
		s->plain.len += made;
		if (why != NULL)
			return fail(s, SOURCE_BAD_DATA, why);
		if (made > 0)
			return SOURCE_SOME;
		if (s->raw_ended && n == 0)
			return SOURCE_END;
		if (!s->raw_ended && n < INFLATE_MAGIC) {
			memmove(s->raw.data, s->raw.data + s->raw_at, n);
			s->raw.len = n;
			s->raw_at = 0;
			if (read_raw(s, &s->raw) == SOURCE_FAILED)
				return SOURCE_FAILED;
		}
	}
}

enum source_status
source_read(struct source *s, struct str *bytes)
{
	if (s->plain_at == s->plain.len) {
		enum source_status r = more(s);

		if (r <= 0)
			return r;
	}
	*bytes = (struct str){ s->plain.data + s->plain_at, s->plain.len - s->plain_at };
	s->plain_at = s->plain.len;
	return SOURCE_SOME;
}

enum source_status
source_peek(struct source *s, size_t want, struct str *bytes)
{
	if (want > MIB)
		want = MIB;
	while (s->plain.len - s->plain_at < want) {
		enum source_status r = more(s);

		if (r < 0)
			return r;
		if (r == SOURCE_END)
			break;
	}
	*bytes = (struct str){ s->plain.data != NULL ? s->plain.data + s->plain_at : "", s->plain.len - s->plain_at };
	return SOURCE_SOME;
}

enum source_status
source_fail(struct source *s, const char *why)
{
	return fail(s, SOURCE_FAILED, why);
}

enum source_status
source_refuse(struct source *s, const char *why)
{
	return fail(s, SOURCE_BAD_DATA, why);
}

/* Pass over the rest of a line that was too long, and its newline. */
static enum source_status
skip_line(struct source *s)
{
	for (;;) {
		size_t n = s->plain.len - s->plain_at;
		char *from = n > 0 ? s->plain.data + s->plain_at : NULL;
		char *nl = n > 0 ? memchr(from, '\n', n) : NULL;
		enum source_status r;

		if (nl != NULL) {
			s->plain_at += (size_t)(nl - from) + 1;
			s->skip = false;
			return SOURCE_SOME;
		}
		s->plain_at = s->plain.len;
		if ((r = more(s)) <= 0)
			return r;
	}
}

/*
 * Decode until a newline shows: what a slow pipe has sent goes on at once. *len: the bytes up to and
 * with the last newline, or all of them at the end of the file or past the longest line.
 */
static enum source_status
whole_lines(struct source *s, size_t *len, bool *too_long)
{
	size_t seen = 0;

	*too_long = false;
	for (;;) {
		size_t n = s->plain.len - s->plain_at, newline = 0;
		enum source_status r;

		if (n > seen) {
			const char *from = s->plain.data + s->plain_at;
			const char *nl = memrchr(from + seen, '\n', n - seen);

			if (nl != NULL)
				newline = (size_t)(nl - from) + 1;
			seen = n;
		}
		*len = newline;
		if (newline > 0)
			return SOURCE_SOME;
		if (n > s->max_line) {
			*len = n;
			*too_long = true;
			return SOURCE_SOME;
		}
		if ((r = more(s)) < 0)
			return r;
		if (r == SOURCE_END) {
			*len = n;
			return n > 0 ? SOURCE_SOME : SOURCE_END;
		}
	}
}

static void
give(struct source *s, struct block *b, size_t len)
{
	if (b->cap < len + SOURCE_PADDING) {
		b->cap = mem_capacity(b->cap, len + SOURCE_PADDING, 1);
		b->text = mem_resize(b->text, b->cap, 1);
	}
	memcpy(b->text, s->plain.data + s->plain_at, len);
	memset(b->text + len, 0, SOURCE_PADDING);
	b->len = len;
	b->file = s->name;
	b->line = s->line;
	b->number = s->blocks++;
	b->file_number = s->files - 1;
	b->at = s->file_start + s->consumed - (s->plain.len - s->plain_at);
	s->plain_at += len;
}

static size_t
count_lines(const char *text, size_t n)
{
	size_t lines = 0;

	for (const char *end = text + n; (text = memchr(text, '\n', (size_t)(end - text))) != NULL; text++)
		lines++;
	return lines;
}

/* What some editors put before a text is none of it: its bytes, if the file begins with it. */
static size_t
skip_mark(struct source *s, size_t len)
{
	enum { MARK = sizeof BOM - 1 };

	if (s->line > 1 || len < MARK || memcmp(s->plain.data + s->plain_at, BOM, MARK) != 0)
		return 0;
	s->plain_at += MARK;
	return MARK;
}

enum source_status
source_block(struct source *s, struct block *b)
{
	enum source_status r;
	size_t len;

	for (;;) {
		if (s->fd < 0 && (r = source_file(s)) <= 0)
			return r;
		r = s->skip ? skip_line(s) : SOURCE_SOME;
		if (r > 0)
			r = whole_lines(s, &len, &b->too_long);
		if (r < 0)
			return r;
		if (r == SOURCE_SOME && (len -= skip_mark(s, len)) > 0)
			break;
		if (r == SOURCE_END)
			close_file(s);
	}
	give(s, b, len);
	s->skip = b->too_long;
	s->line += b->too_long ? 1 : count_lines(b->text, b->len);
	return SOURCE_SOME;
}

void
block_free(struct block *b)
{
	free(b->text);
	*b = (struct block){0};
}

int
source_plain_file(const struct source *s)
{
	return s->regular && s->inflate == NULL ? s->fd : -1;
}

const char *
source_name(const struct source *s)
{
	return s->name;
}

const char *
source_error(const struct source *s)
{
	return s->error;
}

uint64_t
source_consumed(const struct source *s)
{
	return s->consumed;
}

uint64_t
source_size(const struct source *s)
{
	return s->size;
}
