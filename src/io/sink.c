#define _GNU_SOURCE	/* F_SETPIPE_SZ, mkostemp */
#include "sink.h"
#include "../base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum { MIB = 1 << 20, DIRECT = MIB / 4 };	/* DIRECT: from there on a copy costs more than a write(2) */

struct sink {
	int fd;
	char *path, *temporary;	/* NULL for stdout */
	char *out;		/* MIB bytes, used of them filled */
	size_t used;
	bool gzip;
	struct buf packed;
	char error[256];
};

static int
fail(struct sink *s, const char *why)
{
	if (s->error[0] == '\0')
		snprintf(s->error, sizeof s->error, "%s", why);
	return -1;
}

/* The mode that a plain open would have given: mkstemp's 0600 would hide a report from its readers. */
static mode_t
plain_mode(const char *path)
{
	struct stat st;
	mode_t mask = umask(0);

	umask(mask);
	return stat(path, &st) == 0 ? st.st_mode & 07777 : 0666 & ~mask;
}

/* The descriptor that a path stands for, or -1. To open one anew would write from the beginning of its file. */
static int
descriptor_of(const char *path)
{
	struct str number = str_of(path);
	long long fd;

	if (strcmp(path, "/dev/stdout") == 0)
		return 1;
	if (strcmp(path, "/dev/stderr") == 0)
		return 2;
	if (!str_starts(number, "/dev/fd/"))
		return -1;
	number.s += strlen("/dev/fd/");
	number.n -= strlen("/dev/fd/");
	return str_int(number, &fd) && fd >= 0 && fd <= INT_MAX ? (int)fd : -1;
}

static void
open_temporary(struct sink *s, const char *path)
{
	struct buf name = {0};
	const char *slash;
	size_t folder;
	struct stat st;

	if (descriptor_of(path) >= 0) {
		s->path = mem_copy(path, strlen(path));
		if ((s->fd = fcntl(descriptor_of(path), F_DUPFD_CLOEXEC, 3)) < 0)
			fail(s, strerror(errno));
		return;
	}
	if (lstat(path, &st) == 0 && S_ISLNK(st.st_mode))
		s->path = realpath(path, NULL);
	if (s->path == NULL)
		s->path = mem_copy(path, strlen(path));
	path = s->path;
	slash = strrchr(path, '/');
	folder = slash != NULL ? (size_t)(slash - path) + 1 : 0;
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {	/* /dev/full, a FIFO: nothing to rename */
		if ((s->fd = open(path, O_WRONLY | O_CLOEXEC)) < 0)
			fail(s, strerror(errno));
		return;
	}
	buf_add(&name, path, folder);
	buf_printf(&name, ".%s.XXXXXX", path + folder);
	s->temporary = name.data;
	if ((s->fd = mkostemp(s->temporary, O_CLOEXEC)) < 0 || fchmod(s->fd, plain_mode(path)) != 0)
		fail(s, strerror(errno));
}

struct sink *
sink_open(const char *path)
{
	struct sink *s = mem_zeroed(1, sizeof *s);

	s->out = mem_resize(NULL, MIB, 1);
	s->fd = 1;
	if (path != NULL && strcmp(path, "-") != 0) {
		s->gzip = str_ends(str_of(path), ".gz");
		open_temporary(s, path);
	}
#ifdef F_SETPIPE_SZ
	else
		fcntl(1, F_SETPIPE_SZ, MIB);
#endif
	return s;
}

static int
write_all(struct sink *s, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t w = write(s->fd, bytes, n);

		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0)
			return fail(s, strerror(errno));
		bytes += w;
		n -= (size_t)w;
	}
	return 0;
}

/* One gzip member; its header holds no time and no name, so the same text gives the same bytes. */
static int
write_member(struct sink *s, const char *bytes, size_t n)
{
	z_stream z = {0};
	int r;

	if (deflateInit2(&z, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		return fail(s, "zlib could not be started");
	buf_clear(&s->packed);
	buf_room(&s->packed, deflateBound(&z, n));
	z.next_in = (unsigned char *)(size_t)bytes;	/* zlib's prototype predates const */
	z.avail_in = (uInt)n;
	z.next_out = (unsigned char *)s->packed.data;
	z.avail_out = (uInt)(s->packed.cap - 1);
	r = deflate(&z, Z_FINISH);
	s->packed.len = z.total_out;
	deflateEnd(&z);
	if (r != Z_STREAM_END)
		return fail(s, "zlib failed");
	return write_all(s, s->packed.data, s->packed.len);
}

static int
write_out(struct sink *s)
{
	size_t n = s->used;

	s->used = 0;
	if (s->error[0] != '\0')
		return -1;
	if (n == 0)
		return 0;
	return s->gzip ? write_member(s, s->out, n) : write_all(s, s->out, n);
}

int
sink_write(struct sink *s, const char *bytes, size_t n)
{
	if (s->used == 0 && n >= DIRECT && !s->gzip && s->error[0] == '\0')
		return write_all(s, bytes, n);
	while (n > 0) {
		size_t fits = MIB - s->used < n ? MIB - s->used : n;

		memcpy(s->out + s->used, bytes, fits);
		s->used += fits;
		bytes += fits;
		n -= fits;
		if (s->used == MIB && write_out(s) != 0)
			return -1;
	}
	return s->error[0] != '\0' ? -1 : 0;
}

int
sink_flush(struct sink *s)
{
	return write_out(s);
}

static void
sink_free(struct sink *s)
{
	if (s->fd > 1)
		close(s->fd);
	free(s->path);
	free(s->temporary);
	free(s->out);
	buf_free(&s->packed);
	free(s);
}

/* The rename must last, too: sync the folder it happened in. */
static void
sync_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash != NULL ? mem_copy(path, (size_t)(slash - path) + 1) : mem_copy(".", 1);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(folder);
}

int
sink_close(struct sink *s, char *why, size_t n)
{
	int fd = s->fd;

	if (s->gzip && s->used == 0 && s->packed.data == NULL)
		write_member(s, "", 0);		/* an empty text is a valid gzip file, an empty file is not */
	write_out(s);
	if (s->temporary != NULL && s->error[0] == '\0' && fsync(fd) != 0)
		fail(s, strerror(errno));
	s->fd = -1;
	if (fd >= 0 && close(fd) != 0)
		fail(s, strerror(errno));
	if (s->temporary != NULL && s->error[0] == '\0') {
		if (rename(s->temporary, s->path) != 0)
			fail(s, strerror(errno));
		else
			sync_folder(s->path);
	}
	if (s->error[0] == '\0') {
		sink_free(s);
		return 0;
	}
	snprintf(why, n, "%s", s->error);
	s->fd = -1;
	sink_abandon(s);
	return -1;
}

void
sink_abandon(struct sink *s)
{
	if (s == NULL)
		return;
	if (s->temporary != NULL)
		unlink(s->temporary);
	sink_free(s);
}

const char *
sink_name(const struct sink *s)
{
	return s->path != NULL ? s->path : "<stdout>";
}

const char *
sink_error(const struct sink *s)
{
	return s->error[0] != '\0' ? s->error : NULL;
}

const char *
sink_temporary(const struct sink *s)
{
	return s->temporary;
}
