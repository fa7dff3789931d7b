#define _GNU_SOURCE	/* O_TMPFILE, mkostemp, fallocate */
#include "spool.h"
#include "source.h"
#include "../base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	WRITE = 1 << 20,	/* bytes gathered before they are written */
	WINDOWS = 4,		/* places that are read from by turns, each in order, as tickets and their comments are */
	PIECE = 1 << 24,	/* of a file that is given back at once */
	NARROW = 1 << 13, WIDE = 1 << 18	/* what is asked of the file where reading jumps, and where it goes on */
};

/* A piece of the file that was read back. */
struct window {
	struct buf text;
	uint64_t at, used;	/* its place; when it was last asked for */
	size_t width;		/* what was asked of the file for it */
};

struct spool {
	size_t memory;
	struct buf near;	/* everything while it fits; then what the file does not have yet */
	int fd;			/* -1: all in memory */
	uint64_t filed;		/* bytes in the file */
	uint64_t forgotten;	/* of them, those whose room was given back */
	struct window windows[WINDOWS];
	uint64_t uses;
	char error[256];
};

struct spool *
spool_new(size_t memory)
{
	struct spool *s = mem_zeroed(1, sizeof *s);

	s->memory = memory;
	s->fd = -1;
	return s;
}

struct spool *
spool_of_file(int fd)
{
	struct spool *s;
	struct stat st;

	if (fstat(fd, &st) != 0 || (fd = fcntl(fd, F_DUPFD_CLOEXEC, 3)) < 0)
		return NULL;
	s = spool_new(0);
	s->fd = fd;
	s->filed = (uint64_t)st.st_size;
	return s;
}

void
spool_free(struct spool *s)
{
	if (s == NULL)
		return;
	if (s->fd >= 0)
		close(s->fd);
	buf_free(&s->near);
	for (size_t i = 0; i < WINDOWS; i++)
		buf_free(&s->windows[i].text);
	free(s);
}

static int
fail(struct spool *s, const char *what, const char *where)
{
	snprintf(s->error, sizeof s->error, "%s a spool file in %s: %s", what, where, strerror(errno));
	return -1;
}

static const char *
folder(void)
{
	const char *dir = getenv("TMPDIR");

	return dir != NULL && *dir != '\0' ? dir : "/tmp";
}

static int
make_file(struct spool *s)
{
	struct buf name = {0};

	s->fd = open(folder(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (s->fd < 0) {	/* not every file system knows O_TMPFILE */
		buf_printf(&name, "%s/muster.XXXXXX", folder());
		if ((s->fd = mkostemp(name.data, O_CLOEXEC)) >= 0)
			unlink(name.data);
		buf_free(&name);
	}
	return s->fd < 0 ? fail(s, "cannot make", folder()) : 0;
}

/* Move what is in memory to the file's end. */
static int
file_away(struct spool *s)
{
	const char *from = s->near.data;
	size_t n = s->near.len;

	if (s->error[0] != '\0')
		return -1;
	if (s->fd < 0 && make_file(s) != 0)
		return -1;
	while (n > 0) {
		ssize_t w = pwrite(s->fd, from, n, (off_t)s->filed);

		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0)
			return fail(s, "cannot write", folder());
		from += w;
		n -= (size_t)w;
		s->filed += (uint64_t)w;
	}
	buf_clear(&s->near);
	if (s->near.cap > 2 * WRITE)
		buf_free(&s->near);
	return 0;
}

uint64_t
spool_add(struct spool *s, const char *bytes, size_t n)
{
	uint64_t at = s->filed + s->near.len;
	size_t limit = s->fd < 0 ? s->memory : WRITE;

	if (s->error[0] != '\0')
		return UINT64_MAX;
	buf_room(&s->near, n + SOURCE_PADDING);
	buf_add(&s->near, bytes, n);
	if (s->near.len > limit && file_away(s) != 0)
		return UINT64_MAX;
	return at;
}

int
spool_read(struct spool *s, uint64_t at, char *to, size_t n)
{
	if (s->error[0] != '\0')
		return -1;
	if (at >= s->filed && n > 0) {
		memcpy(to, s->near.data + (at - s->filed), n);
		return 0;
	}
	if (at + n > s->filed && file_away(s) != 0)
		return -1;
	while (n > 0) {
		ssize_t r = pread(s->fd, to, n, (off_t)at);

		if (r < 0 && errno == EINTR)
			continue;
		if (r == 0)
			errno = EIO;	/* somebody cut our unlinked file: nobody can */
		if (r <= 0)
			return fail(s, "cannot read", folder());
		to += r;
		at += (uint64_t)r;
		n -= (size_t)r;
	}
	return 0;
}

/* The window to read a place into: the one that reading goes on from, or else the one not used for longest. */
static struct window *
window_for(struct spool *s, uint64_t at)
{
	struct window *oldest = &s->windows[0];

	for (size_t i = 0; i < WINDOWS; i++) {
		struct window *w = &s->windows[i];

		if (w->width > 0 && at >= w->at && at <= w->at + w->text.len + NARROW) {
			w->width = w->width < WIDE ? w->width * 4 : WIDE;
			return w;
		}
		if (w->used < oldest->used)
			oldest = w;
	}
	oldest->width = NARROW;
	return oldest;
}

/* Read at least n bytes at a place of the file; NULL: it failed. */
static struct window *
read_back(struct spool *s, uint64_t at, size_t n)
{
	struct window *w = window_for(s, at);
	uint64_t left = s->filed - at;
	size_t want = n > w->width ? n : left < w->width ? (size_t)left : w->width;

	buf_clear(&w->text);
	if (w->text.cap > 2 * WIDE && want <= WIDE)
		buf_free(&w->text);	/* a very long record is gone */
	buf_room(&w->text, want + SOURCE_PADDING);
	if (spool_read(s, at, w->text.data, want) != 0)
		return NULL;
	w->text.len = want;
	w->at = at;
	return w;
}

const char *
spool_at(struct spool *s, uint64_t at, size_t n)
{
	struct window *w = NULL;

	if (at >= s->filed)
		return s->near.data != NULL ? s->near.data + (at - s->filed) : "";
	if (at + n > s->filed && file_away(s) != 0)
		return NULL;
	for (size_t i = 0; i < WINDOWS && w == NULL; i++)
		if (s->windows[i].text.len > 0 && at >= s->windows[i].at && at + n <= s->windows[i].at + s->windows[i].text.len)
			w = &s->windows[i];
	if (w == NULL && (w = read_back(s, at, n)) == NULL)
		return NULL;
	w->used = ++s->uses;
	return w->text.data + (at - w->at);
}

void
spool_forget(struct spool *s, uint64_t before)
{
	before = before < s->filed ? before / PIECE * PIECE : s->filed / PIECE * PIECE;
	if (s->fd < 0 || before <= s->forgotten)
		return;
	/* If it cannot, the room is given back at the end. */
	fallocate(s->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)s->forgotten, (off_t)(before - s->forgotten));
	s->forgotten = before;
}

void
spool_soon(const struct spool *s, uint64_t at)
{
	if (at >= s->filed && at - s->filed < s->near.len) {
		__builtin_prefetch(s->near.data + (at - s->filed));
		__builtin_prefetch(s->near.data + (at - s->filed) + 128);
	}
}

void
spool_limit(struct spool *s)
{
	if (s->fd < 0)
		s->memory = s->memory < WRITE ? s->memory : WRITE;
	if (s->near.len > WRITE)
		file_away(s);
}

size_t
spool_held(const struct spool *s)
{
	return s->near.len;
}

uint64_t
spool_len(const struct spool *s)
{
	return s->filed + s->near.len;
}

const char *
spool_error(const struct spool *s)
{
	return s->error[0] != '\0' ? s->error : NULL;
}
