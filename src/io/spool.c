#define _GNU_SOURCE	/* O_TMPFILE, mkostemp */
#include "spool.h"
#include "source.h"
#include "../base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { WINDOW = 1 << 20 };

struct spool {
	size_t memory;
	struct buf near;	/* everything while it fits; then what the file does not have yet */
	int fd;			/* -1: all in memory */
	uint64_t filed;		/* bytes in the file */
	struct buf window;	/* what was read back, from window_at */
	uint64_t window_at;
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

void
spool_free(struct spool *s)
{
	if (s == NULL)
		return;
	if (s->fd >= 0)
		close(s->fd);
	buf_free(&s->near);
	buf_free(&s->window);
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
	if (s->near.cap > 2 * WINDOW)
		buf_free(&s->near);
	return 0;
}

uint64_t
spool_add(struct spool *s, const char *bytes, size_t n)
{
	uint64_t at = s->filed + s->near.len;
	size_t limit = s->fd < 0 ? s->memory : WINDOW;

	if (s->error[0] != '\0')
		return UINT64_MAX;
	buf_room(&s->near, n + SOURCE_PADDING);
	buf_add(&s->near, bytes, n);
	if (s->near.len > limit && file_away(s) != 0)
		return UINT64_MAX;
	return at;
}

/* Fill the window from a place in the file with at least n bytes. */
static int
read_back(struct spool *s, uint64_t at, size_t n)
{
	uint64_t left = s->filed - at;
	size_t want = n > WINDOW ? n : left < WINDOW ? (size_t)left : WINDOW;

	buf_clear(&s->window);
	buf_room(&s->window, want + SOURCE_PADDING);
	s->window_at = at;
	while (s->window.len < want) {
		ssize_t r = pread(s->fd, s->window.data + s->window.len, want - s->window.len,
		    (off_t)(at + s->window.len));

		if (r < 0 && errno == EINTR)
			continue;
		if (r == 0)
			errno = EIO;	/* somebody cut our unlinked file: nobody can */
		if (r <= 0)
			return fail(s, "cannot read", folder());
		s->window.len += (size_t)r;
	}
	return 0;
}

const char *
spool_at(struct spool *s, uint64_t at, size_t n)
{
	if (at >= s->filed)
		return s->near.data != NULL ? s->near.data + (at - s->filed) : "";
	if (at + n > s->filed && file_away(s) != 0)
		return NULL;
	if ((at < s->window_at || at + n > s->window_at + s->window.len) && read_back(s, at, n) != 0)
		return NULL;
	return s->window.data + (at - s->window_at);
}

void
spool_soon(const struct spool *s, uint64_t at)
{
	if (at >= s->filed && at - s->filed < s->near.len) {
		__builtin_prefetch(s->near.data + (at - s->filed));
		__builtin_prefetch(s->near.data + (at - s->filed) + 128);
	}
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
